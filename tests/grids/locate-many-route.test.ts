import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import Value from 'typebox/value'
import { mulberry32 } from '../../geodata/city/random.ts'
import { LocatedReply } from '../../server/contract/api/grids.ts'
import { decodeLocatedPoints, encodePoints, MOST_POINTS } from '../../server/contract/located-points.ts'
import type { Database } from '../../server/db/database.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
let testApp: TestApp
let app: FastifyInstance
let headers: Record<string, string>

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  testApp = await buildTestApp(database)
  app = testApp.app
  headers = await testApp.deviceHeaders()
})
afterAll(async () => {
  await testApp.close()
  await database.close()
})

const BYTES = 'application/octet-stream'
const url = '/api/grids/locate'
const postJson = (payload: object, more: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url, headers: { ...headers, ...more }, payload })
const postBytes = (payload: Uint8Array, query = '', accept = BYTES) =>
  app.inject({
    method: 'POST', url: url + query, payload: Buffer.from(payload),
    headers: { ...headers, 'content-type': BYTES, accept },
  })
const mapValues = (record: object, change: (value: unknown) => unknown) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
const pair = ({ lng, lat }: { lng: number; lat: number }) => [lng, lat]

test('points in JSON are answered in columns with a dictionary', async () => {
  const { road, school, justOutside } = PLACES
  const points = [pair(road), pair(school), [116.05, 40.08], pair(justOutside), [116.0499, 40.08, 20]]
  const reply = await postJson({ points })
  expect(reply.statusCode).toBe(200)
  const body = reply.json()
  expect([...Value.Errors(LocatedReply, body)]).toEqual([])
  expect(body).toMatchObject({
    versionId: 1, community: [1, 1, 1, 0, 1], street: [4, 0, 0, 0, 0], decision: [0, 0, 1, 3, 0],
    exclusive: [5], exclusiveStart: [0, 0, 1, 1, 1, 1], uncertain: [0, 0, 0, 0, 1],
  })
  expect(body.decisions[body.decision[3]]).toBe('fallback')
  expect(body.areas[body.area[3]]).toMatchObject({ code: '990101', level: 'district', parentCode: '9901' })
  expect(body.areas[body.area[0]]).toMatchObject({ code: '990101001001' })
  expect(body.grids.map((grid: { gridId: number }) => grid.gridId)).toEqual([1, 4, 5])
})

test('bytes in and bytes out say the same as JSON', async () => {
  const random = mulberry32(1)
  const lng = Array.from({ length: 2_000 }, () => 115.99 + random() * 0.22)
  const lat = Array.from({ length: 2_000 }, () => 39.99 + random() * 0.12)
  const accuracyM = lng.map(() => Math.round(random() * 500))
  const json = (await postJson({ points: lng.map((_, k) => [lng[k], lat[k], accuracyM[k]]) })).json()
  const reply = await postBytes(encodePoints(lng, lat, accuracyM), '?accuracy=true')
  expect(reply.headers['content-type']).toBe(BYTES)
  const decoded = decodeLocatedPoints(reply.rawPayload)
  const plain = (value: unknown) => (ArrayBuffer.isView(value) ? [...(value as Uint8Array)] : value)
  expect({ decisions: json.decisions, ...mapValues(decoded, plain) }).toEqual(json)
  const bytesToJson = await postBytes(encodePoints(lng, lat, accuracyM), '?accuracy=true', 'application/json')
  expect(bytesToJson.json()).toEqual(json)
  const acrossForms = await postJson({ points: [[lng[0], lat[0], accuracyM[0]]] }, { accept: BYTES })
  expect(decodeLocatedPoints(acrossForms.rawPayload).distanceToEdgeM[0]).toBe(decoded.distanceToEdgeM[0])
})

test('points in another datum are moved to WGS-84 first, in both forms', async () => {
  const wgs84 = (await postJson({ points: [[116.0299, 40.0803]] })).json()
  const gcj02 = { lng: 116.0361, lat: 40.0814 }
  const moved = (await postJson({ points: [pair(gcj02)], datum: 'gcj02' })).json()
  expect(moved.distanceToEdgeM[0]).toBeCloseTo(wgs84.distanceToEdgeM[0], -2)
  const bytes = await postBytes(encodePoints([gcj02.lng], [gcj02.lat]), '?datum=gcj02')
  expect(decodeLocatedPoints(bytes.rawPayload).distanceToEdgeM[0]).toBe(moved.distanceToEdgeM[0])
})

test('what is no point is refused by its place in the list', async () => {
  const good = [116, 40]
  for (const [points, field, expected] of [
    [[good, [NaN, 40]], 'points.1.0', 'a number from -180 to 180, the lng in degrees'],
    [[good, good, [116, 91]], 'points.2.1', 'a number from -90 to 90, the lat in degrees'],
    [[good, '116,40'], 'points.1', '[lng, lat] or [lng, lat, accuracyM]'],
    [[[116, 40, 5, 5]], 'points.0', '[lng, lat] or [lng, lat, accuracyM]'],
    [[['116', 40]], 'points.0.0', 'a number from -180 to 180, the lng in degrees'],
    [[[116, 40, -1]], 'points.0.2', 'a number from 0 to 1000, the accuracy in metres'],
  ] as const) {
    const reply = await postJson({ points: points as unknown as number[][] })
    expect([reply.statusCode, reply.json().field, reply.json().expected]).toEqual([400, field, expected])
  }
  const nan = await postBytes(encodePoints([116, NaN], [40, 40]))
  expect([nan.statusCode, nan.json().field, nan.json().value]).toEqual([400, 'points.1.0', 'NaN'])
  const infinite = await postBytes(encodePoints([116, 116], [40, -Infinity]))
  expect([infinite.statusCode, infinite.json().field, infinite.json().value]).toEqual([400, 'points.1.1', '-Infinity'])
  const torn = await postBytes(new Uint8Array(20))
  expect(torn.json()).toMatchObject({ field: 'body', value: '20 bytes', expected: '16 bytes for each point' })
  expect((await postJson({ points: [good], datum: 'mars' })).json()).toMatchObject({ field: 'datum' })
  expect((await postJson({ pionts: [good] })).json()).toMatchObject({ code: 'BAD_INPUT' })
})

test('100,000 points are answered, one more is refused with what was expected', async () => {
  const lng = new Float64Array(MOST_POINTS + 1).fill(116.03), lat = new Float64Array(MOST_POINTS + 1).fill(40.05)
  const full = await postBytes(encodePoints(lng.subarray(1), lat.subarray(1)))
  expect(full.statusCode).toBe(200)
  expect(decodeLocatedPoints(full.rawPayload).street).toEqual(new Uint32Array(MOST_POINTS).fill(4))
  const over = await postBytes(encodePoints(lng, lat))
  expect([over.statusCode, over.json()]).toEqual([413, {
    code: 'TOO_MANY_POINTS', message: 'points: got 100,001, expected at most 100,000 points a request.',
    field: 'points', value: 100_001, expected: 'at most 100,000 points a request',
  }])
  const points = Array.from({ length: MOST_POINTS + 1 }, () => [116.03, 40.05])
  expect((await postJson({ points })).json()).toMatchObject({ code: 'TOO_MANY_POINTS', value: 100_001 })
  const digits = Array.from({ length: 4 * MOST_POINTS }, () => [116 + 1 / 3, 40 + 1 / 3, 12 + 1 / 3])
  expect((await postJson({ points: digits })).json()).toMatchObject({ code: 'TOO_MANY_POINTS' })
})

test('100,000 points with every digit fit into a body of JSON', async () => {
  const point = [-116 - 1 / 3, -40 - 1 / 3, 123 + 1 / 3]
  const points = Array.from({ length: MOST_POINTS }, () => point)
  expect((await postJson({ points })).statusCode).toBe(200)
})

test('only those who may look up one point may look up many', async () => {
  const wall = await app.inject({
    method: 'POST', url, headers: await testApp.headersFor('wall'), payload: { points: [] },
  })
  expect(wall.statusCode).toBe(403)
  expect((await app.inject({ method: 'POST', url, payload: { points: [] } })).statusCode).toBe(401)
})
