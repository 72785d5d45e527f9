import { afterAll, beforeAll, expect, test } from 'vitest'
import { mulberry32 } from '../../geodata/city/random.ts'
import { openSteps } from '../../server/cases/flow/open-steps.ts'
import type { Taker } from '../../server/cases/flow/standing.ts'
import { replayCase } from '../../server/cases/replay-case.ts'
import type { StepRequest } from '../../server/cases/take-step.ts'
import type { CaseSummary } from '../../server/contract/api/cases.ts'
import type { Database } from '../../server/db/database.ts'
import { openTestDatabase } from '../support/database.ts'
import { startCaseApp, type Asker, type CaseApp } from './case-app.ts'
import { insertCaseCity, PLACES } from './case-city.ts'
import { INPUTS, TAKERS } from './flow/walker.ts'

const TEMPLATES = ['standard', 'five-step', 'six-step', 'eight-step']

let database: Database
let caseApp: CaseApp
let duty: Asker

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  caseApp = await startCaseApp(database)
  duty = await caseApp.as('duty', '99')
})
afterAll(async () => {
  await caseApp.close()
  await database.close()
})

const report = async (over: object = {}): Promise<CaseSummary> =>
  (await duty.post('/api/cases', { category: 'M06001', description: 'x', channel: '12345', ...PLACES.west, ...over })).body

async function expectReplay(caseId: number): Promise<void> {
  const { stored, replayed } = (await replayCase(database, caseId, caseApp.app.cases.templates()))!
  expect(replayed).toEqual(stored)
  const { rows } = await database.query<{ count: number }>(
    // a case and what it begins with count once
    `select count(*)::int as count from case_events where case_id = $1`, [caseId],
  )
  expect(stored.version).toBe(rows[0].count)
}

/** Nobody is asked twice: of each role and unit or worker at most one order is open, and only where it is waited for. */
async function expectOrders(caseId: number): Promise<void> {
  const { stored } = (await replayCase(database, caseId, caseApp.app.cases.templates()))!
  const { rows } = await database.query<{ role: string; unit_id: number | null; worker_id: number | null }>(
    'select role, unit_id, worker_id from orders where case_id = $1 and done_at is null and revoked_at is null', [caseId],
  )
  const keys = rows.map(({ role, unit_id, worker_id }) => `${role} ${unit_id ?? worker_id}`)
  expect(new Set(keys).size).toBe(keys.length)
  const of = (role: string) => rows.filter((row) => row.role === role).map((row) => row.unit_id ?? row.worker_id)
  expect(of('handle')).toEqual(stored.status === 'dispatched' ? [stored.unitId] : [])
  expect(of('assist').toSorted()).toEqual(stored.status === 'dispatched' ? (stored.pending.assists ?? []).toSorted() : [])
  expect(of('verify').length).toBe(stored.status === 'verifying' ? 1 : 0)
}

test('after every step of random lives the row is what its log says, and orders are open once and where due', async () => {
  const random = mulberry32(20260101)
  // the embedded database takes ten times as long for a step
  const lives = database.kind === 'server' ? 12 : TEMPLATES.length
  for (let life = 0; life < lives; life++) {
    const { id } = await report({ template: TEMPLATES[life % TEMPLATES.length] })
    for (let turn = 0; turn < 10; turn++) {
      const { stored } = (await replayCase(database, id, caseApp.app.cases.templates()))!
      const open = openSteps(stored).filter(({ step }) => step !== 'split' && step !== 'merge')
      // the line of the template twice as often as each other step
      const { step, by } = random() < 0.35 ? open[0] : open[Math.floor(random() * open.length)]
      const standing = by[0]
      const taker: Taker = standing === 'unit' ? { ...TAKERS.unit, unitId: stored.unitId ?? stored.firstUnitId! }
        : standing === 'assist' ? { ...TAKERS.assist, unitId: stored.pending.assists![0] }
          : standing === 'worker' ? { ...TAKERS.worker, workerId: stored.pending.verifyWorkerId ?? stored.watcherWorkerId! }
            : { ...TAKERS[standing], scopeCode: '99' }
      if (step === 'handle' && (stored.pending.assists?.length ?? 0) > 0) continue
      const input = {
        note: '现场情况如附件所述，请予办理', ...INPUTS[step], unitId: step === 'assist-done' ? taker.unitId! : stored.unitId === 5 ? 4 : 5,
        deskCode: ['99', '9901', '990101'].find((code) => code !== stored.deskCode)!,
        ...(random() < 0.5 && { assistUnitIds: [6] }),
      }
      const request: StepRequest = { caseId: id, step, input, taker, atMs: Date.now() + turn, version: stored.version }
      await caseApp.app.cases.take(request)
      await expectReplay(id)
      await expectOrders(id)
    }
  }
}, 60_000)

test('what a case begins with is in its log, whoever has set it before it was written', async () => {
  let calls = 0
  caseApp.app.cases.follow({
    refine(drafts) {
      for (const draft of drafts) {
        if (draft.newCase === null || draft.newCase.description !== 'refined') continue
        const { actor } = TAKERS.system
        draft.add({
          kind: 'dispatch', atMs: draft.newCase.reportedAtMs, actor, round: 1, fromStatus: 'reported', toStatus: 'dispatched',
          note: '', detail: { unitId: 5, workerId: 12, provenance: 'express' },
        })
        draft.state = { ...draft.state, dueAtMs: 123_000, mode: 'drill', deskCode: '990101' }
        calls++
      }
    },
  })
  const made = await report({ description: 'refined' })
  expect(calls).toBe(1)
  expect(made).toMatchObject({
    status: 'dispatched', unitId: 5, watcherWorkerId: 12, mode: 'drill', deskCode: '990101', provenance: 'express', version: 2,
    dueAt: new Date(123_000).toISOString(),
  })
  await expectReplay(made.id)
})

test('a case that is there is changed by events only', async () => {
  caseApp.app.cases.follow({
    refine(drafts) {
      for (const draft of drafts) if (draft.events[0].note === 'cheat') draft.state = { ...draft.state, unitId: 6 }
    },
  })
  const { id } = await report()
  expect((await duty.post(`/api/cases/${id}/steps/note`, { note: 'cheat' })).status).toBe(500)
  await expectReplay(id)
})
