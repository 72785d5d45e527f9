import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_FIELD_POLICY } from '../../server/contract/api/field.ts'
import {
  MOTION_GONE, MOTION_IDLE, MOTION_OUTSIDE, MOTION_SILENT, MOTION_SOS, MOTION_STANDING, motionOfHeading,
} from '../../server/contract/position-frame.ts'
import { isOutside } from '../../server/live/field-watch.ts'
import { applyDuty, applyFix, applyHeartbeat, applySos } from '../../server/live/move-worker.ts'
import { DEFAULT_RULES, rulesOf } from '../../server/live/state-rules.ts'
import { createWorkerSlots, rearrangeSlots, type WorkerSlots } from '../../server/live/worker-slots.ts'
import {
  countStates, IDLE, ON_DUTY, OUTSIDE, showStates, SILENT, sinceOf, SOS, statesOf, sweepStates,
} from '../../server/live/worker-states.ts'

const START_MS = 1_772_352_000_000
const MINUTE_MS = 60_000
const M_IN_DEGREES = 1 / 111_195

/** One worker, and the time by the minute. */
function watchOne() {
  const slots = createWorkerSlots(1)
  const at = (minute: number) => START_MS + minute * MINUTE_MS
  return {
    slots,
    /** A fix so many metres north of the start, standing. */
    fix(minute: number, northM = 0, more: { accuracyM?: number; outside?: boolean | undefined } = {}) {
      const lat = 40 + northM * M_IN_DEGREES
      const { accuracyM, outside } = more
      applyFix(slots, 0, { lng: 116, lat, recordedAtMs: at(minute), speedMps: 0, accuracyM }, at(minute), outside)
    },
    heartbeat: (minute: number) => applyHeartbeat(slots, 0, at(minute), at(minute)),
    duty: (fromMinute: number, minute: number) => applyDuty(slots, 0, at(fromMinute), at(minute)),
    offDuty: (minute: number) => applyDuty(slots, 0, Infinity, at(minute)),
    sos: (sinceMinute: number | undefined, minute: number) =>
      applySos(slots, 0, sinceMinute === undefined ? 0 : at(sinceMinute), at(minute)),
    motion(minute: number) {
      sweepStates(slots, at(minute))
      return slots.motion[0]
    },
    states: (minute: number) => statesOf(slots, 0, at(minute)),
    sinceMinute: (state: number) => (sinceOf(slots, 0, state) - START_MS) / MINUTE_MS,
  }
}

test('who stands near one place while fixes come is idle, since the first of them, until he walks on', () => {
  const { fix, motion, sinceMinute } = watchOne()
  for (let minute = 0; minute < 20; minute++) fix(minute, (minute % 3) * 12)
  expect(motion(19)).toBe(MOTION_STANDING)
  fix(20)
  expect([motion(20), sinceMinute(IDLE)]).toEqual([MOTION_IDLE, 0])
  fix(21, 45)
  expect(motion(21)).toBe(MOTION_STANDING)
  for (let minute = 22; minute <= 41; minute++) fix(minute, 45)
  expect([motion(41), sinceMinute(IDLE)]).toEqual([MOTION_IDLE, 21])
})

test('a walk in small steps is a walk, and a fix that errs ends no rest', () => {
  const slow = watchOne()
  for (let minute = 0; minute <= 40; minute++) slow.fix(minute, minute * 10)
  expect(slow.motion(40)).toBe(MOTION_STANDING)
  const erring = watchOne()
  for (let minute = 0; minute <= 19; minute++) erring.fix(minute, minute === 10 ? 70 : 0, { accuracyM: minute === 10 ? 80 : 5 })
  erring.fix(20)
  expect(erring.motion(20)).toBe(MOTION_IDLE)
  erring.fix(21, 150, { accuracyM: 1000 })
  expect(erring.motion(21)).toBe(MOTION_STANDING)
})

test('only what is heard makes a rest: heartbeats do, a phone that was off does not', () => {
  const { fix, heartbeat, motion } = watchOne()
  fix(0)
  for (let minute = 4; minute <= 20; minute += 4) heartbeat(minute)
  expect(motion(20)).toBe(MOTION_IDLE)
  expect(motion(25)).toBe(MOTION_SILENT)
  fix(30)
  expect(motion(30)).toBe(MOTION_STANDING)
})

test('who has settled elsewhere is outside after a while, and inside with the first fix that says so', () => {
  const { fix, motion, sinceMinute } = watchOne()
  for (let minute = 0; minute <= 9; minute++) fix(minute, minute * 100, { outside: true })
  expect(motion(9)).toBe(MOTION_STANDING)
  fix(10, 1000, { outside: true })
  expect([motion(10), sinceMinute(OUTSIDE)]).toEqual([MOTION_OUTSIDE, 0])
  fix(11, 1100, { outside: undefined })
  expect(motion(11)).toBe(MOTION_OUTSIDE)
  fix(12, 1200, { outside: false })
  expect(motion(12)).toBe(MOTION_STANDING)
})

test('of what is true at once the marker shows the gravest', () => {
  const { fix, sos, offDuty, motion, states } = watchOne()
  for (let minute = 0; minute <= 20; minute++) fix(minute, 0, { outside: true })
  expect([states(20), motion(20)]).toEqual([ON_DUTY | IDLE | OUTSIDE, MOTION_OUTSIDE])
  expect([states(25), motion(25)]).toEqual([ON_DUTY | SILENT, MOTION_SILENT])
  sos(21, 25)
  expect([states(25), motion(25)]).toEqual([ON_DUTY | SILENT | SOS, MOTION_SOS])
  sos(undefined, 26)
  expect(motion(26)).toBe(MOTION_SILENT)
  offDuty(27)
  expect([states(27), motion(27)]).toEqual([0, MOTION_GONE])
})

test('a call for help stays on the map until it is ended, though the phone dies and the shift ends', () => {
  const { fix, sos, offDuty, motion } = watchOne()
  fix(0)
  sos(0, 0)
  offDuty(60)
  expect(motion(600)).toBe(MOTION_SOS)
  sos(undefined, 601)
  expect(motion(601)).toBe(MOTION_GONE)
  const unseen = watchOne()
  unseen.sos(0, 0)
  expect([unseen.motion(0), unseen.states(0)]).toEqual([MOTION_GONE, ON_DUTY | SOS])
})

test('at the end of a shift the marker is gone, and nothing of it is held against the next one', () => {
  const { fix, duty, offDuty, motion, states } = watchOne()
  duty(0, 0)
  for (let minute = 0; minute <= 20; minute++) fix(minute, 0, { outside: true })
  expect(motion(20)).toBe(MOTION_OUTSIDE)
  offDuty(21)
  expect(motion(21)).toBe(MOTION_GONE)
  duty(22, 22)
  // He was heard two minutes ago, but not in this shift.
  expect([motion(22), states(22)]).toEqual([MOTION_GONE, ON_DUTY])
  expect(states(26)).toBe(ON_DUTY)
  expect(states(27)).toBe(ON_DUTY | SILENT)
  fix(28, 0, { outside: true })
  expect([motion(28), states(28)]).toEqual([MOTION_STANDING, ON_DUTY])
})

test('a shift that is prolonged while it runs goes on', () => {
  const { fix, duty, motion } = watchOne()
  duty(0, 0)
  for (let minute = 0; minute <= 19; minute++) fix(minute)
  duty(-60, 19)
  fix(20)
  expect(motion(20)).toBe(MOTION_IDLE)
})

test('the policy says after how long, and keeps a marker on the map for longer where silence is long', () => {
  const { slots, fix, motion } = watchOne()
  slots.rules = rulesOf({ ...DEFAULT_FIELD_POLICY, silentAfterMinutes: 60, idleAfterMinutes: 3 })
  for (let minute = 0; minute <= 3; minute++) fix(minute)
  expect(motion(3)).toBe(MOTION_IDLE)
  expect([motion(62), motion(63), motion(6 * 60 + 2), motion(6 * 60 + 3)])
    .toEqual([MOTION_IDLE, MOTION_SILENT, MOTION_SILENT, MOTION_GONE])
})

test('a worker keeps his movement under a state, and shows it again afterwards', () => {
  const slots = createWorkerSlots(1)
  applyFix(slots, 0, { lng: 116, lat: 40, recordedAtMs: START_MS, speedMps: 2, headingDeg: 90 }, START_MS)
  applySos(slots, 0, START_MS, START_MS)
  applySos(slots, 0, 0, START_MS)
  expect(slots.motion[0]).toBe(motionOfHeading(90))
})

/** Everything but the tick that stamps changes. */
function columnsOf(slots: WorkerSlots): unknown {
  return JSON.parse(JSON.stringify({ ...slots, dutyFromMs: [...slots.dutyFromMs].map(String) }))
}

const minute = fc.integer({ min: 0, max: 90 })
const happening = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant('fix' as const), northM: fc.integer({ min: 0, max: 60 }),
    outside: fc.constantFrom(true, false, undefined) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('heartbeat' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('duty' as const, 'off' as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('sos' as const, 'ended' as const) }) },
)
const life = fc.array(fc.record({ minute, happening }), { maxLength: 60 })
  .map((entries) => entries.toSorted((a, b) => a.minute - b.minute))

function play(slots: WorkerSlots, slot: number, entries: readonly { minute: number; happening: Happening }[]): void {
  for (const { minute, happening } of entries) {
    const nowMs = START_MS + minute * MINUTE_MS
    if (happening.type === 'fix') {
      const { northM, outside } = happening
      applyFix(slots, slot, { lng: 116, lat: 40 + northM * M_IN_DEGREES, recordedAtMs: nowMs }, nowMs, outside)
    } else if (happening.type === 'heartbeat') applyHeartbeat(slots, slot, nowMs, nowMs)
    else if (happening.type === 'duty') applyDuty(slots, slot, nowMs, nowMs)
    else if (happening.type === 'off') applyDuty(slots, slot, Infinity, nowMs)
    else applySos(slots, slot, happening.type === 'sos' ? nowMs : 0, nowMs)
  }
}
type Happening =
  | { type: 'fix'; northM: number; outside: boolean | undefined }
  | { type: 'heartbeat' } | { type: 'duty' | 'off' } | { type: 'sos' | 'ended' }

test('a late fix changes nothing at all, whatever is true of the worker', () => {
  fc.assert(
    fc.property(life, fc.nat(89), (entries, lateMinute) => {
      const slots = createWorkerSlots(1)
      play(slots, 0, entries)
      const nowMs = START_MS + 90 * MINUTE_MS
      sweepStates(slots, nowMs)
      const before = columnsOf(slots)
      const recordedAtMs = Math.min(START_MS + lateMinute * MINUTE_MS, slots.recordedAtMs[0])
      slots.openTick = 9
      const applied = applyFix(slots, 0, { lng: 1, lat: 1, recordedAtMs }, nowMs, true)
      slots.openTick = 1
      expect(applied).toBe(false)
      expect(columnsOf(slots)).toEqual(before)
    }),
    { seed: 4 },
  )
})

test('other workers and seats change nothing of what is true of a worker', () => {
  fc.assert(
    fc.property(life, life, minute, (first, second, cut) => {
      const whole = createWorkerSlots(1)
      play(whole, 0, first)
      const endMs = START_MS + 90 * MINUTE_MS
      let slots = createWorkerSlots(2)
      play(slots, 0, first.filter((entry) => entry.minute < cut))
      play(slots, 1, second.filter((entry) => entry.minute < cut))
      slots = rearrangeSlots(slots, 3, (slot) => [undefined, 1, 0][slot])
      play(slots, 1, second.filter((entry) => entry.minute >= cut))
      play(slots, 2, first.filter((entry) => entry.minute >= cut))
      showStates(whole, 0, endMs)
      sweepStates(slots, endMs)
      expect([statesOf(slots, 2, endMs), slots.motion[2]]).toEqual([statesOf(whole, 0, endMs), whole.motion[0]])
    }),
    { seed: 4 },
  )
})

test('each worker is counted once by the gravest of what is true, and only within the scope', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(life, fc.boolean()), { maxLength: 12 }), (lives) => {
      const slots = createWorkerSlots(lives.length)
      for (const [slot, [entries]] of lives.entries()) play(slots, slot, entries)
      const nowMs = START_MS + 90 * MINUTE_MS
      sweepStates(slots, nowMs)
      const visible = Uint8Array.from(lives, ([, seen]) => (seen ? 1 : 0))
      const seen = lives.flatMap(([, isSeen], slot) => (isSeen ? [slot] : []))
      const having = (state: number, without = 0) =>
        seen.filter((slot) => (statesOf(slots, slot, nowMs) & (state | without)) === state).length
      expect(countStates(slots, visible, nowMs)).toEqual({
        onDuty: having(ON_DUTY),
        online: seen.filter((slot) =>
          slots.motion[slot] !== MOTION_GONE && (statesOf(slots, slot, nowMs) & SILENT) === 0).length,
        sos: having(SOS),
        silent: having(SILENT, SOS),
        outOfArea: having(OUTSIDE, SOS | SILENT),
        idle: having(IDLE, SOS | SILENT | OUTSIDE),
      })
    }),
    { seed: 4, numRuns: 50 },
  )
})

test('a city as large as frames allow is swept and counted without losing anybody', () => {
  const slots = createWorkerSlots(65_536)
  for (let slot = 0; slot < slots.size; slot++) {
    applyFix(slots, slot, { lng: 116, lat: 40, recordedAtMs: START_MS }, START_MS)
    if (slot % 2 === 0) applySos(slots, slot, START_MS, START_MS)
  }
  sweepStates(slots, START_MS + DEFAULT_RULES.silentAfterMs)
  const { onDuty, sos, silent } = countStates(slots, undefined, START_MS + DEFAULT_RULES.silentAfterMs)
  expect({ onDuty, sos, silent }).toEqual({ onDuty: 65_536, sos: 32_768, silent: 32_768 })
})

const grid = (gridId: number, layer: 'community' | 'street' | 'exclusive', code: string, areaCode: string) =>
  [gridId, { gridId, layer, code, name: code, nameEn: code, areaCode, unitId: null, chain: [] }] as const
const grids = new Map([
  grid(1, 'community', '990101001001001', '990101001001'),
  grid(2, 'community', '990101001002001', '990101001002'),
  grid(3, 'community', '990102001001001', '990102001001'),
  grid(4, 'street', '990101001R001', '990101001'),
])

test('a worker belongs into his own grid; one of a street grid into its street; a vehicle anywhere', () => {
  const person = (gridId: number) => ({ gridId, kind: 'person' as const })
  expect([1, 2, 3, 0].map((settled) => isOutside(person(1), settled, { grids }))).toEqual([false, true, true, true])
  expect([1, 2, 3, 0].map((settled) => isOutside(person(4), settled, { grids }))).toEqual([false, false, true, true])
  expect([1, 3, 0].map((settled) => isOutside({ gridId: 1, kind: 'vehicle' }, settled, { grids })))
    .toEqual([false, false, false])
})

test('of grids of other boundaries nothing is said', () => {
  expect(isOutside({ gridId: 1, kind: 'person' }, 77, { grids })).toBeUndefined()
  expect(isOutside({ gridId: 77, kind: 'person' }, 1, { grids })).toBeUndefined()
})
