import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { openTestDatabase } from '../support/database.ts'
import { startCaseApp, type Asker, type CaseApp } from './case-app.ts'
import { insertCaseCity, PLACES } from './case-city.ts'

let database: Database
let caseApp: CaseApp
let duty: Asker
let unit: Asker
let device: Asker

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  caseApp = await startCaseApp(database)
  duty = await caseApp.as('duty')
  device = await caseApp.as('device')
  unit = await caseApp.as('unit', '9901', { unitId: 4 })
})
afterAll(async () => {
  await caseApp.close()
  await database.close()
})
beforeEach(async () => {
  await caseApp.app.feed.idle()
  caseApp.events.length = 0
})

const litter = { category: 'M06001', description: '路边有垃圾', channel: '12345', ...PLACES.west } as const

async function dispatched(): Promise<number> {
  const { id } = (await device.post('/api/cases', litter)).body
  expect((await duty.post(`/api/cases/${id}/steps/dispatch`, {})).status).toBe(200)
  return id
}

async function kindsOf(id: number): Promise<string[]> {
  const { body } = await duty.get(`/api/cases/${id}`)
  return body.events.map((event: { kind: string }) => event.kind)
}

test('a step that is sent again by its key is taken once, answered with the case as it is, and told once', async () => {
  const id = await dispatched()
  const body = { note: '已清理', key: 'phone-1:17' }
  const first = await unit.post(`/api/cases/${id}/steps/handle`, body)
  expect(first).toMatchObject({ status: 200, body: { status: 'handled', version: 3 } })
  const again = await unit.post(`/api/cases/${id}/steps/handle`, body)
  expect(again).toMatchObject({ status: 200, body: first.body })
  await duty.post(`/api/cases/${id}/steps/close`, {})
  expect(await unit.post(`/api/cases/${id}/steps/handle`, body)).toMatchObject({ status: 200, body: { status: 'closed' } })
  expect(await kindsOf(id)).toEqual(['report', 'dispatch', 'handle', 'close'])
  await caseApp.app.feed.idle()
  expect(caseApp.events.map(({ change }) => change)).toEqual(['report', 'dispatch', 'handle', 'close'])
})

test('ten at once with one key are one step, an old version with them or not', async () => {
  const id = await dispatched()
  const body = { note: '已清理', key: 'k', version: 2 }
  const answers = await Promise.all(Array.from({ length: 10 }, () => unit.post(`/api/cases/${id}/steps/handle`, body)))
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect(await kindsOf(id)).toEqual(['report', 'dispatch', 'handle'])
})

test('a key is that of one actor, one case and one step', async () => {
  const [one, other] = [await dispatched(), await dispatched()]
  const body = { note: '看过了', key: 'k' }
  expect((await unit.post(`/api/cases/${one}/steps/note`, body)).status).toBe(200)
  expect((await unit.post(`/api/cases/${other}/steps/note`, body)).status).toBe(200)
  expect((await duty.post(`/api/cases/${one}/steps/note`, body)).status).toBe(200)
  expect((await device.post(`/api/cases/${one}/steps/note`, body)).status).toBe(200)
  expect((await unit.post(`/api/cases/${one}/steps/note`, body)).status).toBe(200)
  expect(await kindsOf(one)).toEqual(['report', 'dispatch', 'note', 'note', 'note'])
  expect(await unit.post(`/api/cases/${one}/steps/handle`, body)).toMatchObject({
    status: 409, body: { code: 'KEY_USED', message: expect.stringContaining('note') },
  })
})

test('a unit that has handed a case on is still told that it has', async () => {
  const id = await dispatched()
  const body = { note: '属校园', unitId: 5, key: 'k' }
  expect((await unit.post(`/api/cases/${id}/steps/forward`, body)).status).toBe(200)
  expect(await unit.post(`/api/cases/${id}/steps/forward`, body)).toMatchObject({ status: 200, body: { unitId: 5 } })
})

test('a step that is refused keeps no key: the next try with it counts', async () => {
  const id = await dispatched()
  expect((await unit.post(`/api/cases/${id}/steps/refuse`, { key: 'k' })).status).toBe(400)
  expect((await unit.post(`/api/cases/${id}/steps/refuse`, { key: 'k', note: '不是我们的' })).status).toBe(200)
  const tooLong = await unit.post(`/api/cases/${id}/steps/note`, { key: 'k'.repeat(65), note: 'x' })
  expect(tooLong).toMatchObject({ status: 400, body: { field: 'key' } })
})
