import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OpenOrder } from '../../server/contract/api/orders.ts'
import type { Database } from '../../server/db/database.ts'
import { openTestDatabase } from '../support/database.ts'
import { startCaseApp, type Asker, type CaseApp } from './case-app.ts'
import { insertCaseCity, PLACES } from './case-city.ts'

let database: Database
let caseApp: CaseApp
let duty: Asker
let device: Asker

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  caseApp = await startCaseApp(database)
  duty = await caseApp.as('duty')
  device = await caseApp.as('device')
})
afterAll(async () => {
  await caseApp.close()
  await database.close()
})

async function dispatchedCase(): Promise<number> {
  const { body } = await device.post('/api/cases', {
    category: 'M06001', description: '路边有垃圾', channel: '12345', ...PLACES.west,
  })
  const { status } = await duty.post(`/api/cases/${body.id}/dispatch`, {})
  expect(status).toBe(200)
  return body.id
}

async function openOrders(query = '', asker = device): Promise<OpenOrder[]> {
  const { status, body } = await asker.get(`/api/orders/open${query}`)
  expect(status).toBe(200)
  return body.orders
}

const rolesOf = (orders: OpenOrder[], caseId: number) => orders.filter((order) => order.caseId === caseId).map(({ role }) => role)

test('an order is open from when it can be worked on until it is done: first the unit, then the worker', async () => {
  const id = await dispatchedCase()
  const handle = (await openOrders()).find(({ caseId }) => caseId === id)!
  expect(handle).toMatchObject({ role: 'handle', workerId: null, doneAt: null, case: { id, status: 'dispatched' } })
  expect(rolesOf(await openOrders(), id)).toEqual(['handle'])

  await device.post(`/api/orders/${handle.id}/done`, { note: '已清理' })
  const watch = (await openOrders()).find(({ caseId }) => caseId === id)!
  expect(watch).toMatchObject({ role: 'watch', unitId: null, case: { id, status: 'handled' } })
  expect(rolesOf(await openOrders(), id)).toEqual(['watch'])

  await device.post(`/api/orders/${watch.id}/done`, { note: '已核实' })
  expect(rolesOf(await openOrders(), id)).toEqual([])
})

test('orders come oldest first, in pages, of one unit or worker where asked', async () => {
  for (let count = 0; count < 5; count++) await dispatchedCase()
  const all = await openOrders()
  expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).sort((a, b) => a - b))

  const paged: OpenOrder[] = []
  let after: number | null = 0
  while (after !== null) {
    const { body } = await device.get(`/api/orders/open?limit=2&after=${after}`)
    expect(body.orders.length).toBeLessThanOrEqual(2)
    paged.push(...body.orders)
    after = body.nextAfter
  }
  expect(paged).toEqual(all)

  const [{ unitId }] = all
  expect(await openOrders(`?unit=${unitId}`)).toEqual(all.filter((order) => order.unitId === unitId))
  expect(await openOrders('?unit=9999')).toEqual([])
  expect(await openOrders('?worker=9999')).toEqual([])
})

test('a device sees the orders of its scope only, a wall none', async () => {
  await dispatchedCase()
  expect(await openOrders('', await caseApp.as('device', '990102'))).toEqual([])
  const wall = await caseApp.as('wall')
  expect((await wall.get('/api/orders/open')).status).toBe(403)
  expect((await device.get('/api/orders/open?limit=0')).body).toMatchObject({ field: 'limit', value: 0 })
})
