import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseSummary } from '../../server/contract/api/cases.ts'
import type { Database } from '../../server/db/database.ts'
import { openTestDatabase } from '../support/database.ts'
import { type Asker, type CaseApp, startCaseApp } from './case-app.ts'
import { insertCaseCity, PLACES } from './case-city.ts'

let database: Database
let city: CaseApp
let duty: Asker
beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database)
  duty = await city.as('duty')
})
afterAll(async () => {
  await city?.close()
  await database?.close()
})

const litter = { category: 'M06001', description: '路边有垃圾', channel: '12345', ...PLACES.west }
async function report(more: object = {}, by = duty): Promise<CaseSummary> {
  const { body, status } = await by.post('/api/cases', { ...litter, ...more })
  expect(status).toBe(201)
  return body
}
const step = (id: number, name: string, body: object = {}, by = duty) => by.post(`/api/cases/${id}/steps/${name}`, body)

test('a unit that was asked about a case no longer sees it once another was sent it', async () => {
  const { id } = await report()
  const [asked, sent] = [await city.as('unit', '9901', { unitId: 6 }), await city.as('unit', '9901', { unitId: 4 })]
  await step(id, 'consult', { unitIds: [6, 3], note: '归谁管' })
  expect((await asked.get(`/api/cases/${id}`)).status).toBe(200)
  expect((await step(id, 'dispatch', { unitId: 4 })).status).toBe(200)
  expect((await sent.get(`/api/cases/${id}`)).status).toBe(200)
  expect((await asked.get(`/api/cases/${id}`)).status).toBe(404)
  expect((await step(id, 'note', { note: '我看到了' }, asked)).status).toBe(404)
})

test('what was agreed on in a consultation that the dispatch ended cannot be written down after a recall', async () => {
  const { id } = await report()
  await step(id, 'consult', { unitIds: [6, 3], note: '归谁管' })
  await step(id, 'dispatch', { unitId: 4 })
  await step(id, 'recall', { note: '派错了' })
  expect(await step(id, 'agree', { unitId: 6 })).toMatchObject({ status: 409, body: { code: 'CASE_STATE' } })
})

test('the number under which somebody in the field has reported shows nobody else there his case', async () => {
  const one = await city.as('worker', '9901', { workerId: 11 })
  const other = await city.as('worker', '9901', { workerId: 13 })
  const unit = await city.as('unit', '9901', { unitId: 4 })
  const body = { ...litter, channel: 'patrol', externalNumber: 'key-1' }
  const first = await one.post('/api/cases', body)
  expect(first.status).toBe(201)
  expect(await one.post('/api/cases', body)).toMatchObject({ status: 200, body: { id: first.body.id } })
  for (const stranger of [other, unit]) {
    const answer = await stranger.post('/api/cases', { ...body, ...PLACES.east, description: 'x' })
    expect(answer).toMatchObject({ status: 409, body: { code: 'EXTERNAL_NUMBER_TAKEN' } })
    expect(JSON.stringify(answer.body)).not.toContain('垃圾')
  }
  const ofUnit = { ...body, externalNumber: 'key-2' }
  const made = await unit.post('/api/cases', ofUnit)
  expect(made.status).toBe(201)
  expect(await unit.post('/api/cases', ofUnit)).toMatchObject({ status: 200, body: { id: made.body.id } })
})

test('an order is done by whom it was sent to, wherever his account belongs, and is unknown to all others', async () => {
  const { id } = await report()
  await step(id, 'dispatch', { unitId: 4 })
  const { orders } = (await duty.get(`/api/cases/${id}`)).body
  const order = orders.find(({ role }: { role: string }) => role === 'handle')
  const done = (by: Asker) => by.post(`/api/orders/${order.id}/done`, { note: '已清理' })
  const elsewhere = await city.as('unit', '990102', { unitId: 4 })
  const stranger = await city.as('unit', '9901', { unitId: 6 })
  const unknown = { status: 404, body: { message: `There is no order ${order.id}.` } }
  expect(await done(stranger)).toMatchObject(unknown)
  expect((await done(await city.as('duty', '990102'))).status).toBe(404)
  expect((await done(elsewhere)).status).toBe(200)
  // done or taken back, it is still nobody else's business
  expect((await done(stranger)).status).toBe(404)
})
