import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
let caseApp: CaseApp
let duty: Asker

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  caseApp = await startCaseApp(database)
  duty = await caseApp.as('duty')
  const device = await caseApp.as('device')
  const places = [PLACES.west, PLACES.road, PLACES.east, PLACES.school]
  for (let i = 0; i < 24; i++) {
    const category = ['M06001', 'M07001', 'M09001'][i % 3]
    const reply = await device.post('/api/cases', { category, description: 'x', channel: 'app', ...places[i % 4] })
    if (i % 5 === 0) await duty.post(`/api/cases/${reply.body.id}/dispatch`, { workerId: 11 })
  }
  await caseApp.app.feed.idle()
})
afterAll(async () => {
  await caseApp.close()
  await database.close()
})

const FILTERS = [
  '', 'status=reported', 'status=dispatched,reported', 'status=open', 'category=M06001', 'category=M06', 'area=990101',
  'area=990102001&status=open', 'from=2020-01-01T00:00:00Z', 'to=2020-01-01T00:00:00Z', 'cell=8531aa4ffffffff',
]

test.each(FILTERS)('the count of “%s” is the length of its list', async (filter) => {
  for (const asker of [duty, await caseApp.as('leader', '990101')]) {
    const list = await asker.get(`/api/cases?${filter}&limit=1000`)
    const count = await asker.get(`/api/cases/count?${filter}`)
    expect(count).toMatchObject({ status: 200, body: { count: list.body.cases.length } })
  }
})

test('a filter that makes no sense is refused as by the list', async () => {
  for (const filter of ['status=lost', 'category=X', 'area=1', 'from=yesterday', 'cell=8a']) {
    const [list, count] = [await duty.get(`/api/cases?${filter}`), await duty.get(`/api/cases/count?${filter}`)]
    expect(count.status).toBe(400)
    expect(count.body).toEqual(list.body)
  }
})
