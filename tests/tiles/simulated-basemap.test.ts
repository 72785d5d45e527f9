import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { insertSmallCity } from '../live/small-city.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
let city: TestApp
let headers: { cookie: string }

beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
  await database.query(`update settings set value = value || '{"grids": 20}' where key = 'city'`)
  city = await buildTestApp(database)
  headers = await city.headersFor('wall')
})

afterAll(async () => {
  await city?.close()
  await database?.close()
})

test('the ground of a simulated city is the one that was generated for its seed and size', async () => {
  const answer = await city.app.inject({ url: '/tiles/basemap/10/845/412.pbf', headers })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('application/vnd.mapbox-vector-tile')
  expect(answer.rawPayload.length).toBeGreaterThan(100)
  expect((await city.app.inject({ url: '/tiles/basemap/10/0/0.pbf', headers })).statusCode).toBe(204)
})
