import { afterAll, beforeAll, expect, test } from 'vitest'
import Value from 'typebox/value'
import { ShiftSummary, TrackColumns } from '../../server/contract/api/tracks.ts'
import { FieldPolicy } from '../../server/contract/api/field.ts'
import type { Database } from '../../server/db/database.ts'
import { insertSmallCity } from '../live/small-city.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'
import { openTestDatabase } from '../support/database.ts'
import { insertPositions, type StoredFix } from './insert-positions.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

let database: Database
let built: TestApp
let duty: { cookie: string }

beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
  built = await buildTestApp(database)
  duty = await built.headersFor('duty')
})
afterAll(async () => {
  await built.close()
  await database.close()
})

const get = (url: string, headers = duty) => built.app.inject({ method: 'GET', url, headers })
const iso = (atMs: number) => new Date(atMs).toISOString()

async function lastAudit(): Promise<{ actor: string; action: string; subject: string; detail: object }> {
  const { rows } = await database.query('select actor, action, subject, detail from audit_log order by id desc limit 1')
  return rows[0]
}

/** Yesterday at this time of the city: in the middle of a third of its day. */
const noonMs = Math.floor(Date.now() / DAY_MS) * DAY_MS - DAY_MS + 4 * 3_600_000

test('a track has the fixes of its time in order, and each look at it is written down', async () => {
  const nowMs = Date.now()
  const walk: [agoS: number, lng: number, lat: number, gridId: number][] =
    [[100, 116.06, 40.06, 1], [120, 116.06, 40.05, 1], [60, 116.15, 40.06, 2], [200, 116.06, 40.05, 1]]
  await insertPositions(database, walk.map(([agoS, lng, lat, gridId]) =>
    ({ workerId: 11, atMs: nowMs - agoS * 1000, lng, lat, gridId })))
  const [from, to] = [iso(nowMs - 150_000), iso(nowMs - 30_000)]
  const track = (await get(`/api/workers/11/track?from=${from}&to=${to}`)).json()
  expect(Value.Check(TrackColumns, track)).toBe(true)
  expect(track).toMatchObject({ workerId: 11, from, to, lng: [116.06, 116.06, 116.15], lat: [40.05, 40.06, 40.06] })
  const sphere = await database.query<{ m: number }>(
    `select round(st_length('srid=4326;linestring(116.06 40.05, 116.06 40.06, 116.15 40.06)'::geography, false)) as m`,
  )
  expect(track.distanceM).toBe(sphere.rows[0].m)
  expect(track.inGridShare).toBeCloseTo(2 / 3)
  expect(await lastAudit()).toEqual(
    { actor: expect.stringMatching(/^duty/), action: 'view-track', subject: 'worker:11', detail: { from, to } },
  )
})

test('without a period a track is of the shift that runs', async () => {
  const { from, to } = (await get('/api/workers/12/track')).json()
  expect(Date.parse(to) - Date.parse(from)).toBe(8 * 3_600_000)
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(from))
  expect(Date.now()).toBeLessThan(Date.parse(to))
})

test('a shift is told as its way, stops, metres, gaps and time per grid', async () => {
  const fixes: StoredFix[] = []
  let atMs = noonMs
  const send = (count: number, lat: number, northDeg: number, gridId: number, uncertain = false) => {
    for (let i = 0; i < count; i++, atMs += 10_000) {
      fixes.push({ workerId: 12, atMs, lng: 116.05, lat: lat + i * northDeg, gridId, uncertain })
    }
  }
  send(60, 40.05, 0.0001, 1)
  send(60, 40.056, 0, 1)
  atMs += 20 * MINUTE_MS
  send(30, 40.08, 0.0001, 2)
  send(6, 40.083, 0.0001, 1, true)
  send(25, 40.0836, 0.0001, 2)
  await insertPositions(database, fixes)

  const reply = await get(`/api/workers/12/shift?at=${iso(noonMs + MINUTE_MS)}`)
  const shift: ShiftSummary = reply.json()
  expect([...Value.Errors(ShiftSummary, shift)]).toEqual([])
  expect(shift).toMatchObject({
    workerId: 12, fixes: 181, empty: null, onDutyMinutes: 480, coveredMinutes: 29.8, keptDays: 90,
    grids: [
      { code: '990101001001001', name: '西一格', nameEn: 'West 1', own: true, minutes: 19.8 },
      { code: '990102001001001', name: '东一格', nameEn: 'East 1', own: false, minutes: 10 },
    ],
    gaps: [{ from: iso(noonMs + 119 * 10_000), to: iso(noonMs + 120 * 10_000 + 20 * MINUTE_MS) }],
    previousAt: iso(Date.parse(shift.from) - 1),
    nextAt: shift.to,
  })
  expect(Date.parse(shift.to) - Date.parse(shift.from)).toBe(8 * 3_600_000)
  expect(shift.stops).toHaveLength(1)
  expect(shift.stops[0].lng).toBeCloseTo(116.05, 6)
  expect(shift.stops[0].lat).toBeCloseTo(40.056, 4)
  // Two straight walks of 0.006° each: their ends and the stop are all there is to draw.
  expect(shift.line.partStarts).toEqual([0, 2])
  expect(shift.line.lng).toHaveLength(4)
  expect(Math.abs(shift.distanceM - 2 * 0.006 * 111_195)).toBeLessThan(40)
  expect(await lastAudit()).toMatchObject(
    { action: 'view-track', subject: 'worker:12', detail: { from: shift.from, to: shift.to } },
  )
})

test('a grid that was drawn anew meanwhile is told once, by its code, with its newest name', async () => {
  await database.query(`insert into grid_versions (id, note, state) values (2, 'second', 'past')`)
  await database.query(
    `insert into version_areas (version_id, code, level, name, name_en, parent_code, boundary)
     select 2, code, level, name, name_en, parent_code, boundary from version_areas`,
  )
  await database.query(
    `insert into grids (id, version_id, layer, code, name, name_en, area_code, boundary)
     select 3, 2, layer, code, '西新格', 'West New', area_code, boundary from grids where id = 1`,
  )
  const fromMs = noonMs - DAY_MS
  await insertPositions(database, [1, 1, 3, 3].map((gridId, i) =>
    ({ workerId: 11, atMs: fromMs + i * MINUTE_MS, lng: 116.05, lat: 40.05, gridId })))
  const { grids } = (await get(`/api/workers/11/shift?at=${iso(fromMs)}`)).json()
  expect(grids).toEqual([{ code: '990101001001001', name: '西新格', nameEn: 'West New', own: true, minutes: 3 }])
})

test('an empty shift says why: nobody sent, or it is too long ago', async () => {
  const { empty, line, nextAt } = (await get('/api/workers/13/shift')).json()
  expect([empty, line, nextAt]).toEqual(['no-fixes', { partStarts: [], atMs: [], lng: [], lat: [] }, null])
  const old = (await get(`/api/workers/13/shift?at=${iso(Date.now() - 100 * DAY_MS)}`)).json()
  expect(old).toMatchObject({ empty: 'not-kept', keptDays: 90, fixes: 0, distanceM: 0, grids: [], stops: [] })
  await built.app.duty.setPolicy(Value.Parse(FieldPolicy, { ...built.app.duty.policy, positionDays: 120 }))
  const kept = (await get(`/api/workers/13/shift?at=${iso(Date.now() - 100 * DAY_MS)}`)).json()
  expect(kept).toMatchObject({ empty: 'no-fixes', keptDays: 120 })
})

test('a worker of another scope has no track, walls see none, and bad input is named', async () => {
  const east = await built.headersFor('leader', '990102')
  const wall = await built.headersFor('wall')
  const { rows: [{ looks }] } = await database.query('select count(*)::int as looks from audit_log')
  for (const url of ['/api/workers/11/track', '/api/workers/11/shift']) {
    expect((await get(url, east)).statusCode).toBe(404)
    expect((await get(url, wall)).statusCode).toBe(403)
    expect((await built.app.inject(url)).statusCode).toBe(401)
  }
  expect((await get('/api/workers/99/shift')).json()).toMatchObject({ code: 'NOT_FOUND', value: 99 })
  expect((await get('/api/workers/11/shift?at=noon')).json()).toMatchObject({ field: 'at', value: 'noon' })
  const tomorrow = iso(Date.now() + DAY_MS)
  expect((await get(`/api/workers/11/shift?at=${tomorrow}`)).json()).toMatchObject({ code: 'BAD_INPUT', field: 'at' })
  expect((await get('/api/workers/11/track?from=yesterday')).json()).toMatchObject({ field: 'from', value: 'yesterday' })
  const reversed = '/api/workers/11/track?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z'
  expect((await get(reversed)).json()).toMatchObject({ code: 'BAD_INPUT', field: 'from' })
  const long = '/api/workers/11/track?from=2026-03-01T00:00:00Z&to=2026-03-09T00:00:00Z'
  expect((await get(long)).json()).toMatchObject({ field: 'from', expected: 'a time at most 7 days before the end' })
  expect((await database.query('select count(*)::int as looks from audit_log')).rows).toEqual([{ looks }])
})
