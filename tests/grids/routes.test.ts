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
})
afterAll(async () => {
  await caseApp.close()
  await database.close()
})

const locate = (lng: number | string, lat: number | string, rest = '') =>
  duty.get(`/api/grids/locate?lng=${lng}&lat=${lat}${rest}`)

test('a point is told its owner in each layer and the chain up to the city', async () => {
  const { lng, lat } = PLACES.road
  const { status, body } = await locate(lng, lat)
  expect(status).toBe(200)
  expect(body).toMatchObject({ lng, lat, decision: 'inside' })
  expect(body).toMatchObject({ community: { gridId: 1 }, street: { gridId: 4 }, exclusive: [] })
  expect(body.chain.map((link: { code: string }) => link.code)).toEqual(['990101001001', '990101001', '990101', '9901'])
  const school = await locate(PLACES.school.lng, PLACES.school.lat)
  expect(school.body.exclusive).toMatchObject([{ gridId: 5, unitId: 5 }])
})

test('edges and points outside say how they were decided', async () => {
  expect((await locate(116.05, 40.08)).body).toMatchObject({ decision: 'edge', community: { gridId: 1 } })
  expect((await locate(PLACES.justOutside.lng, 40.05)).body).toMatchObject({ decision: 'fallback', community: null })
})

test('a point in another datum is moved to WGS-84 first', async () => {
  const { body } = await locate(116.0361, 40.0814, '&datum=gcj02')
  expect(body.lng).toBeCloseTo(116.03, 3)
})

test('what is no point is refused by name', async () => {
  for (const [url, field] of [
    ['/api/grids/locate?lat=40', 'lng'],
    ['/api/grids/locate?lng=116', 'lat'],
    ['/api/grids/locate?lng=abc&lat=40', 'lng'],
    ['/api/grids/locate?lng=116&lat=91', 'lat'],
    ['/api/grids/locate?lng=116&lat=40&datum=mars', 'datum'],
  ]) {
    const { status, body } = await duty.get(url)
    expect([status, body.field], url).toEqual([400, field])
  }
})

test('a grid is known with its workers and the open cases in it, whichever layer leads them', async () => {
  const report = async (place: object, category: string) => {
    const body = { category, description: 'x', channel: 'app', ...place }
    return (await duty.post('/api/cases', body)).body
  }
  await report(PLACES.road, 'M06001')
  await report(PLACES.west, 'M06001')
  const { body } = await duty.get('/api/grids/1')
  expect(body).toMatchObject({ id: 1, layer: 'community', code: '990101001001001', name: '西一格', openCases: 2 })
  expect(body.workers).toEqual([
    { id: 11, number: 'W011', name: '张三', nameEn: 'Zhang San', phone: '110' },
    { id: 12, number: 'W012', name: '李四', nameEn: 'Li Si', phone: '120' },
  ])
  expect((await duty.get('/api/grids/4')).body).toMatchObject({ layer: 'street', unitId: 6, openCases: 1, workers: [] })
})

test('a grid outside the scope, or none, is not found; a wall is not told phone numbers', async () => {
  const east = await caseApp.as('duty', '990102')
  expect((await east.get('/api/grids/1')).status).toBe(404)
  expect((await east.get('/api/grids/3')).status).toBe(200)
  expect((await duty.get('/api/grids/99')).status).toBe(404)
  expect((await (await caseApp.as('wall')).get('/api/grids/1')).status).toBe(403)
})
