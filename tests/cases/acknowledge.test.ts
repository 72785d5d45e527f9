import { afterAll, beforeAll, expect, test } from 'vitest'
import { replayCase } from '../../server/cases/replay-case.ts'
import { type CaseEventRecord, type CaseSummary, QUIET_FOR_MS } from '../../server/contract/api/cases.ts'
import type { Database } from '../../server/db/database.ts'
import { openTestDatabase } from '../support/database.ts'
import { type Asker, type CaseApp, startCaseApp } from './case-app.ts'
import { insertCaseCity, PLACES } from './case-city.ts'

let database: Database
let city: CaseApp
let duty: Asker
let west: Asker
let nowMs = Date.parse('2026-03-02T02:00:00Z')

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database, () => nowMs)
  duty = await city.as('duty', '9901')
  west = await city.as('duty', '990101')
})
afterAll(async () => {
  await city.close()
  await database.close()
})

const report = async (over: object = {}): Promise<CaseSummary> =>
  (await duty.post('/api/cases', {
    category: 'M09001', description: '校门口冲突', channel: '110', deskCode: '990101', ...PLACES.school, ...over,
  })).body
const acknowledge = (id: number, by: Asker) => by.post(`/api/cases/${id}/acknowledge`, {})
const eventsOf = async (id: number): Promise<CaseEventRecord[]> => (await duty.get(`/api/cases/${id}`)).body.events
const acknowledgedIn = async (id: number) => (await eventsOf(id)).filter(({ kind }) => kind === 'acknowledge')

test('an acknowledgement is told to every desk with who and when, and follows from the log', async () => {
  const made = await report()
  expect(made).toMatchObject({ urgent: true, acknowledged: null })
  const reply = await acknowledge(made.id, west)
  const [event] = await acknowledgedIn(made.id)
  const acknowledged = { at: new Date(nowMs).toISOString(), by: event.actor }
  expect(reply).toMatchObject({ status: 200, body: { acknowledged, version: made.version + 1, status: 'reported' } })
  await city.app.feed.idle()
  expect(city.events.at(-1)).toMatchObject({ topic: 'case', change: 'acknowledge', case: { id: made.id, acknowledged } })
  const { body } = await duty.get('/api/cases?status=open')
  expect(body.cases.find(({ id }: CaseSummary) => id === made.id)).toMatchObject({ acknowledged })
  const { stored, replayed } = (await replayCase(database, made.id, city.app.cases.templates()))!
  expect(replayed).toEqual(stored)
})

test('of desks that acknowledge at once one is written down; after ten minutes it can be said again', async () => {
  const { id } = await report()
  const answers = await Promise.all([duty, west, duty, west].map((by) => acknowledge(id, by)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(new Set(answers.map(({ body }) => body.acknowledged.by)).size).toBe(1)
  nowMs += QUIET_FOR_MS - 1
  await acknowledge(id, duty)
  expect(await acknowledgedIn(id)).toHaveLength(1)
  nowMs += 1
  expect((await acknowledge(id, duty)).body.acknowledged.at).toBe(new Date(nowMs).toISOString())
  expect(await acknowledgedIn(id)).toHaveLength(2)
})

test('another desk has not taken note of it, nor is a case that was sent out and came back', async () => {
  const moved = await report()
  await acknowledge(moved.id, west)
  const transfer = await west.post(`/api/cases/${moved.id}/steps/transfer`, { deskCode: '9901', note: '上交' })
  expect(transfer.body).toMatchObject({ deskCode: '9901', acknowledged: null })
  const sent = await report()
  await acknowledge(sent.id, west)
  expect((await west.post(`/api/cases/${sent.id}/steps/dispatch`, {})).body.acknowledged).toBeNull()
  const late = await acknowledge(sent.id, west)
  expect(late).toMatchObject({ status: 200, body: { status: 'dispatched', acknowledged: null } })
  expect(await acknowledgedIn(sent.id)).toHaveLength(1)
})

test('it is for desks that hold the case or stand above it, and for urgent cases', async () => {
  const { id } = await report()
  const community = await city.as('duty', '990101001001')
  expect((await acknowledge(id, community)).status).toBe(403)
  expect((await acknowledge(id, await city.as('duty', '990102'))).status).toBe(404)
  for (const role of ['leader', 'unit', 'worker', 'wall', 'device'] as const) {
    const of = role === 'unit' ? { unitId: 5 } : role === 'worker' ? { workerId: 11 } : undefined
    expect((await acknowledge(id, await city.as(role, '9901', of))).status, role).toBe(403)
  }
  const calm = await report({ category: 'M06001', ...PLACES.west })
  expect(await acknowledge(calm.id, duty)).toMatchObject({ status: 409, body: { code: 'CASE_STATE' } })
  expect(await acknowledgedIn(id)).toEqual([])
})
