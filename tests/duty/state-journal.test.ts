import fc from 'fast-check'
import { expect, test } from 'vitest'
import { StateJournal, type Episode, type JournalEntries } from '../../server/duty/state-journal.ts'
import { applyDuty, applyFix, applySos } from '../../server/live/move-worker.ts'
import { createRoster } from '../../server/live/roster.ts'
import { createWorkerSlots, type WorkerSlots } from '../../server/live/worker-slots.ts'

const START_MS = 1_772_352_000_000
const MINUTE_MS = 60_000
const at = (minute: number) => START_MS + minute * MINUTE_MS
const worker = (id: number) => ({
  id, number: `W${id}`, name: `工${id}`, nameEn: `Worker ${id}`, gridId: 1, areaCode: '990101001001',
  deviceKey: `phone-${id}`, kind: 'person' as const,
})
const roster = createRoster([worker(11), worker(12)])

function fix(slots: WorkerSlots, slot: number, minute: number, more: { outside?: boolean; northM?: number } = {}): void {
  const { northM = 0, outside } = more
  applyFix(slots, slot, { lng: 116, lat: 40 + northM / 111_195, recordedAtMs: at(minute) }, at(minute), outside)
}

test('a rest is written down from when it began, and ended with the fix that ended it', () => {
  const slots = createWorkerSlots(2)
  const journal = new StateJournal([], 0)
  for (let minute = 0; minute <= 20; minute++) fix(slots, 0, minute)
  journal.look(roster, slots, at(20))
  expect(journal.take()).toEqual({ begun: [{ workerId: 11, state: 'idle', fromMs: at(0), toMs: null }], ended: [] })
  journal.look(roster, slots, at(20.5))
  expect(journal.take()).toEqual({ begun: [], ended: [] })
  fix(slots, 0, 21, { northM: 100 })
  journal.look(roster, slots, at(22))
  expect(journal.take()).toEqual({ begun: [], ended: [{ workerId: 11, state: 'idle', toMs: at(21) }] })
})

test('silence ends when the worker is heard again, or with the shift; a rest ends where it was last heard of', () => {
  const slots = createWorkerSlots(2)
  const journal = new StateJournal([], 0)
  for (let minute = 0; minute <= 20; minute++) fix(slots, 0, minute)
  fix(slots, 1, 20)
  journal.look(roster, slots, at(20))
  journal.take()
  journal.look(roster, slots, at(25))
  expect(journal.take()).toEqual({
    begun: [
      { workerId: 11, state: 'silent', fromMs: at(20), toMs: null },
      { workerId: 12, state: 'silent', fromMs: at(20), toMs: null },
    ],
    ended: [{ workerId: 11, state: 'idle', toMs: at(20) }],
  })
  fix(slots, 0, 30)
  applyDuty(slots, 1, Infinity, at(31))
  journal.look(roster, slots, at(31))
  expect(journal.take().ended).toEqual([
    { workerId: 11, state: 'silent', toMs: at(30) }, { workerId: 12, state: 'silent', toMs: at(31) },
  ])
})

test('what began and ended between two writes is one entry, with both', () => {
  const slots = createWorkerSlots(2)
  const journal = new StateJournal([], 0)
  applySos(slots, 0, at(1), at(1))
  journal.look(roster, slots, at(1))
  applySos(slots, 0, 0, at(2))
  journal.look(roster, slots, at(2))
  expect(journal.take()).toEqual({ begun: [{ workerId: 11, state: 'sos', fromMs: at(1), toMs: at(2) }], ended: [] })
})

test('what was open at the start goes on or is ended, and no silence begins before one could have been heard', () => {
  const slots = createWorkerSlots(2)
  fix(slots, 0, 0)
  fix(slots, 1, 0)
  const open: Episode[] = [
    { workerId: 11, state: 'silent', fromMs: at(0), toMs: null },
    { workerId: 11, state: 'sos', fromMs: at(0), toMs: null },
  ]
  const journal = new StateJournal(open, at(65))
  journal.look(roster, slots, at(60))
  expect(journal.take()).toEqual({ begun: [], ended: [{ workerId: 11, state: 'sos', toMs: at(60) }] })
  journal.look(roster, slots, at(65))
  expect(journal.take().begun).toEqual([{ workerId: 12, state: 'silent', fromMs: at(0), toMs: null }])
})

test('of a worker who has left nothing more is written', () => {
  const slots = createWorkerSlots(2)
  const journal = new StateJournal([{ workerId: 11, state: 'idle', fromMs: at(0), toMs: null }], 0)
  journal.look(createRoster([undefined, worker(12)]), slots, at(1))
  expect(journal.take()).toEqual({ begun: [], ended: [] })
})

/** The table: at most one open row for each worker and state, as its index demands. */
class Table {
  rows: Episode[] = []

  store({ begun, ended }: JournalEntries): void {
    for (const { workerId, state, toMs } of ended) {
      for (const row of this.rows) {
        if (row.workerId === workerId && row.state === state && row.toMs === null) row.toMs = Math.max(toMs, row.fromMs)
      }
    }
    for (const episode of begun) this.rows.push({ ...episode })
    const open = this.rows.filter(({ toMs }) => toMs === null).map(({ workerId, state }) => `${workerId} ${state}`)
    expect(new Set(open).size).toBe(open.length)
  }

  sorted(): Episode[] {
    const key = ({ workerId, state, fromMs }: Episode) => `${workerId} ${state} ${fromMs}`
    return this.rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
  }
}

const step = fc.record({
  slot: fc.nat(1),
  minutes: fc.nat(8),
  what: fc.constantFrom('fix', 'away', 'off', 'on', 'sos', 'ended', 'nothing'),
  write: fc.constantFrom('stored', 'failed', 'not-tried'),
})

test('writes that fail and come late leave the same table as writes that never fail', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const slots = createWorkerSlots(2)
      const [steady, shaky] = [new StateJournal([], 0), new StateJournal([], 0)]
      const [expected, found] = [new Table(), new Table()]
      let minute = 0
      for (const { slot, minutes, what, write } of steps) {
        minute += minutes
        if (what === 'fix') fix(slots, slot, minute, { outside: false })
        if (what === 'away') fix(slots, slot, minute, { outside: true })
        if (what === 'off') applyDuty(slots, slot, Infinity, at(minute))
        if (what === 'on') applyDuty(slots, slot, at(minute), at(minute))
        if (what === 'sos') applySos(slots, slot, at(minute), at(minute))
        if (what === 'ended') applySos(slots, slot, 0, at(minute))
        steady.look(roster, slots, at(minute))
        expected.store(steady.take())
        if (write === 'failed') {
          // More comes about while the write is under way.
          const entries = shaky.take()
          shaky.look(roster, slots, at(minute))
          shaky.giveBack(entries)
        } else {
          shaky.look(roster, slots, at(minute))
          if (write === 'stored') found.store(shaky.take())
        }
      }
      found.store(shaky.take())
      expect(found.sorted()).toEqual(expected.sorted())
    }),
    { seed: 4, numRuns: 300 },
  )
})

