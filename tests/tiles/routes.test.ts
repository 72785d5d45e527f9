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
  // tiles are of the simulated city of the setting's seed and size
  await database.query(`update settings set value = value || '{"grids": 20}' where key = 'city'`)
  city = await buildTestApp(database)
  headers = await city.headersFor('wall')
})

afterAll(async () => {
  await city?.close()
  await database?.close()
})

test('tiles of the basemap and of the grids come from their thread as vector tiles that a browser may keep', async () => {
  for (const url of ['/tiles/basemap/10/845/412.pbf', '/tiles/grids/1/10/845/412.pbf']) {
    const answer = await city.app.inject({ url, headers })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-type']).toBe('application/vnd.mapbox-vector-tile')
    expect(answer.headers['cache-control']).toContain('private')
    expect(answer.rawPayload.length).toBeGreaterThan(100)
  }
})

test('an empty tile answers 204', async () => {
  expect((await city.app.inject({ url: '/tiles/basemap/10/0/0.pbf', headers })).statusCode).toBe(204)
})

test('a zoom that does not exist is refused by name', async () => {
  const answer = await city.app.inject({ url: '/tiles/basemap/99/0/0.pbf', headers })
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({ field: 'z', value: 99 })
})
