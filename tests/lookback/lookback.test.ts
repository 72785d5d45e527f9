import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemTaker } from '../../server/cases/flow/standing.ts'
import type { LookbackList } from '../../server/contract/api/lookback.ts'
import type { Database } from '../../server/db/database.ts'
import { describeWithPostgis, openTestDatabase } from '../support/database.ts'
import { type Asker, type CaseApp, startCaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'

const MINUTE_MS = 60_000

let database: Database
let city: CaseApp
let duty: Asker
// the city is eight hours ahead: there it is the last evening of February
let nowMs = Date.parse('2026-02-28T12:00:00Z')
beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database, () => nowMs)
  duty = await city.as('duty')
})
afterAll(async () => {
  await city?.close()
  await database?.close()
})

async function step(id: number, name: string, body: object = {}): Promise<void> {
  nowMs += MINUTE_MS
  const reply = await duty.post(`/api/cases/${id}/steps/${name}`, body)
  expect(reply.status).toBe(200)
}

async function bringToClose(id: number): Promise<void> {
  await step(id, 'handle', { note: '已处置' })
  await step(id, 'close', { note: '已复查' })
}

async function closedCase(): Promise<number> {
  const body = { category: 'M06001', description: '垃圾', channel: '12345', ...PLACES.west }
  const { body: { id } } = await duty.post('/api/cases', body)
  await step(id, 'dispatch')
  await bringToClose(id)
  return id
}

const list = async (month?: string, asker = duty): Promise<LookbackList> =>
  (await asker.get(`/api/lookback${month === undefined ? '' : `?month=${month}`}`)).body

const casesOf = ({ entries }: LookbackList) => entries.map((entry) => entry.case.id)

test('each month lists what citizens were not content with until they are, and strikes it off by itself', async () => {
  const [unsolved, mended, unhappy, content, silent] = [
    await closedCase(), await closedCase(), await closedCase(), await closedCase(), await closedCase(),
  ]
  await step(unsolved, 'revisit', { solved: false, satisfied: false, note: '还在漏' })
  await step(mended, 'revisit', { solved: false, satisfied: true })
  await step(mended, 'revisit', { solved: true, satisfied: true })
  await step(unhappy, 'revisit', { solved: true, rating: 2 })
  await step(content, 'revisit', { solved: true, satisfied: true })
  expect(silent).toBeGreaterThan(0)
  await city.app.lookback.sweep()
  expect(await list()).toMatchObject({ month: '2026-02', entries: [] })

  // one minute of March, as the city's clocks show it, which is still February in UTC
  nowMs = Date.parse('2026-02-28T16:01:00Z')
  expect((await list()).madeAt).toBeNull()
  await city.app.lookback.sweep()
  const march = await list()
  expect(march).toMatchObject({ month: '2026-03', counts: { open: 2, 'under-way': 0, struck: 0 } })
  expect(casesOf(march)).toEqual([unsolved, unhappy])
  expect(march.entries[0]).toMatchObject({ solved: false, satisfied: false, note: '还在漏', state: 'open' })
  await Promise.all([city.app.lookback.sweep(), city.app.lookback.sweep()])
  expect(await list()).toEqual(march)

  // sent out again: reopened, to the unit that had it, and written down
  const sent = await duty.post(`/api/lookback/${march.entries[0].id}/redispatch`, {})
  expect(sent).toMatchObject({ status: 200, body: { id: unsolved, status: 'dispatched', round: 2, unitId: 4 } })
  const record = (await duty.get(`/api/cases/${unsolved}`)).body
  expect(record.events.map(({ kind }: { kind: string }) => kind).slice(-3)).toEqual(['reopen', 'dispatch', 'lookback'])
  expect(city.events.slice(-3)).toMatchObject([{ change: 'reopen' }, { change: 'dispatch' }, { change: 'lookback' }])
  expect((await list()).entries[0]).toMatchObject({ state: 'under-way', redispatches: 1, redispatchedBy: 'duty-1' })
  const twice = await duty.post(`/api/lookback/${march.entries[0].id}/redispatch`, {})
  expect(twice).toMatchObject({ status: 409, body: { code: 'CASE_STATE' } })
  expect((await list()).entries[0].redispatches).toBe(1)

  // solved but not satisfied stays; the other one is content and is struck off
  await bringToClose(unsolved)
  await step(unsolved, 'revisit', { solved: true, satisfied: false })
  await step(unhappy, 'revisit', { satisfied: true })
  expect((await list()).counts).toEqual({ open: 0, 'under-way': 1, struck: 1 })
  const struck = (await list()).entries.find((entry) => entry.case.id === unhappy)!
  const late = await duty.post(`/api/lookback/${struck.id}/redispatch`, {})
  expect(late).toMatchObject({ status: 409, body: { code: 'LOOKBACK_STRUCK' } })

  nowMs = Date.parse('2026-04-02T00:00:00Z')
  await city.app.lookback.sweep()
  const april = await list()
  expect(april).toMatchObject({ month: '2026-04', months: ['2026-04', '2026-03', '2026-02'], openBefore: 1 })
  expect(casesOf(april)).toEqual([unsolved])
  const again = await duty.post(`/api/lookback/${april.entries[0].id}/redispatch`, { note: '第三次交办' })
  expect(again).toMatchObject({ status: 200, body: { round: 3 } })
  await bringToClose(unsolved)
  await step(unsolved, 'revisit', { solved: true, satisfied: true })
  expect(await list()).toMatchObject({ counts: { struck: 1 }, openBefore: 0 })
  expect((await list('2026-03')).counts.struck).toBe(2)
})

test('lists that were missed are made later, the same as if they had been made in time', async () => {
  const [kept, mended] = [await closedCase(), await closedCase()]
  for (const id of [kept, mended]) await step(id, 'revisit', { solved: false })
  nowMs = Date.parse('2026-05-20T00:00:00Z')
  await step(mended, 'revisit', { solved: true, satisfied: true })
  nowMs = Date.parse('2026-07-03T00:00:00Z')
  await city.app.lookback.sweep()
  expect((await list()).months.slice(0, 3)).toEqual(['2026-07', '2026-06', '2026-05'])
  const may = await list('2026-05')
  expect(may.entries.map((entry) => [entry.case.id, entry.state])).toEqual([[kept, 'open'], [mended, 'struck']])
  expect((await list('2026-06')).entries).toEqual([])
})

test('a list shows and sends out only what lies in the area of who asks', async () => {
  const east = await city.as('duty', '990102')
  const { entries } = await list('2026-05')
  expect((await list('2026-05', east)).entries).toEqual([])
  expect((await east.post(`/api/lookback/${entries[0].id}/redispatch`, {})).status).toBe(404)
  expect((await (await city.as('leader')).post(`/api/lookback/${entries[0].id}/redispatch`, {})).status).toBe(403)
  expect((await duty.get('/api/lookback?month=2026-13')).status).toBe(400)
})

describeWithPostgis('a list that is made while a citizen is called back', () => {
  test('strikes the case off once he has said that he is content', async () => {
    const id = await closedCase()
    await step(id, 'revisit', { solved: false, satisfied: false })
    nowMs += 31 * 24 * 60 * MINUTE_MS
    let sweep: Promise<void> | undefined
    await database.transaction(async (transaction) => {
      const input = { solved: true, satisfied: true }
      await city.app.cases.takeWithin(transaction, { caseId: id, step: 'revisit', input, taker: systemTaker(), atMs: nowMs })
      sweep = city.app.lookback.sweep()
      // the list waits for the case, which its foreign key needs
      const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      while ((await database.query(waits)).rows.length === 0);
    })
    await sweep
    expect((await list()).entries.find((entry) => entry.case.id === id)?.state).toBe('struck')
  })
})
