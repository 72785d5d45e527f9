import { afterAll, beforeAll, expect, test } from 'vitest'
import { degreesOfSteps, takeTrackBlocks, type TrackBlock } from '../../server/contract/track-columns.ts'
import type { Database } from '../../server/db/database.ts'
import { playBack } from '../../server/tracks/playback.ts'
import { insertSmallCity } from '../live/small-city.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'
import { openTestDatabase } from '../support/database.ts'
import { insertPositions, type StoredFix } from './insert-positions.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

let database: Database
let built: TestApp
let duty: { cookie: string }
/** Over midnight (UTC), so that two partitions have a part in it. */
const fromMs = Math.floor(Date.now() / DAY_MS) * DAY_MS - HOUR_MS
const stored: StoredFix[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
  built = await buildTestApp(database)
  duty = await built.headersFor('duty')
  for (const workerId of [11, 12, 13]) {
    for (let i = 0; i < 360; i++) {
      stored.push({ workerId, atMs: fromMs + i * 20_000 + workerId, lng: 116 + workerId / 1000 + i / 1e5, lat: 40.05 })
    }
  }
  await insertPositions(database, stored)
})
afterAll(async () => {
  await built.close()
  await database.close()
})

const iso = (atMs: number) => new Date(atMs).toISOString()
const address = (area: string, startMs: number, endMs: number) =>
  `/api/playback?area=${area}&from=${iso(startMs)}&to=${iso(endMs)}`
const get = (url: string, headers = duty) => built.app.inject({ method: 'GET', url, headers })

async function blocksOf(url: string, headers = duty): Promise<TrackBlock[]> {
  const reply = await get(url, headers)
  expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'application/octet-stream'])
  const { blocks, rest } = takeTrackBlocks(Uint8Array.from(reply.rawPayload))
  expect(rest).toHaveLength(0)
  return blocks
}

const fixesOf = (blocks: readonly TrackBlock[]) =>
  blocks.flatMap((block) => Array.from(block.workerId).flatMap((workerId, k) =>
    Array.from({ length: block.first[k + 1] - block.first[k] }, (_, n) => {
      const i = block.first[k] + n
      return {
        workerId, atMs: block.fromMs + block.afterMs[i],
        lng: degreesOfSteps(block.lngSteps[i]), lat: degreesOfSteps(block.latSteps[i]),
      }
    })))
const inOrder = (fixes: readonly StoredFix[]) =>
  fixes.toSorted((a, b) => a.workerId - b.workerId || a.atMs - b.atMs)
    .map(({ workerId, atMs, lng, lat }) => ({ workerId, atMs, lng: Number(lng.toFixed(7)), lat }))

test('all fixes of an area in a time come in slices without a hole between them', async () => {
  const blocks = await blocksOf(address('9901', fromMs, fromMs + 2 * HOUR_MS))
  expect(blocks.length).toBeGreaterThan(1)
  expect(blocks[0].fromMs).toBe(fromMs)
  expect(blocks[blocks.length - 1].toMs).toBe(fromMs + 2 * HOUR_MS)
  for (let k = 1; k < blocks.length; k++) expect(blocks[k].fromMs).toBe(blocks[k - 1].toMs)
  expect(blocks.every(({ isKept }) => isKept)).toBe(true)
  expect(inOrder(fixesOf(blocks))).toEqual(inOrder(stored))
})

test('its bounds are from ≤ t < to, and its workers those of the area and of the scope', async () => {
  const [startMs, endMs] = [fromMs + 11 + 20_000, fromMs + 11 + 60_000]
  const west = fixesOf(await blocksOf(address('990101', startMs, endMs)))
  const expected = stored.filter(({ workerId, atMs }) => workerId < 13 && atMs >= startMs && atMs < endMs)
  expect(west).toEqual(inOrder(expected))
  const east = await built.headersFor('leader', '990102')
  const seen = fixesOf(await blocksOf(address('9901', startMs, endMs), east))
  expect(new Set(seen.map(({ workerId }) => workerId))).toEqual(new Set([13]))
})

test('each look is written down before the answer', async () => {
  await blocksOf(address('990101', fromMs, fromMs + MINUTE_MS))
  const { rows } = await database.query('select actor, action, subject, detail from audit_log order by id desc limit 1')
  expect(rows).toEqual([{
    actor: expect.stringMatching(/^duty/), action: 'view-playback', subject: 'area:990101',
    detail: { from: iso(fromMs), to: iso(fromMs + MINUTE_MS), workers: 2 },
  }])
})

test('of a time that is not kept any more it is said so', async () => {
  const oldMs = Date.now() - 200 * DAY_MS
  const blocks = await blocksOf(address('9901', oldMs, oldMs + MINUTE_MS))
  expect(blocks).toMatchObject([{ isKept: false, fromMs: oldMs, toMs: oldMs + MINUTE_MS }])
  expect(fixesOf(blocks)).toEqual([])
  const quiet = await blocksOf(address('9901', fromMs - 5 * HOUR_MS, fromMs - 4 * HOUR_MS))
  expect(quiet.every(({ isKept, afterMs }) => isKept && afterMs.length === 0)).toBe(true)
})

test('who stops listening stops the reading', async () => {
  let asked = 0
  const counted: Database = {
    ...database,
    query: (...parameters: Parameters<Database['query']>) => {
      asked++
      return database.query(...parameters)
    },
  }
  const question = { workerIds: [11, 12, 13], fromMs, toMs: fromMs + 2 * HOUR_MS, keptFromMs: 0 }
  for await (const block of playBack(counted, question)) {
    expect(block.byteLength).toBeGreaterThan(0)
    break
  }
  expect(asked).toBeLessThanOrEqual(2)
  let blocks = 0
  for await (const _ of playBack(counted, question)) blocks++
  expect(blocks).toBe(24)
})

test('it is for people of the area, within two hours, and bad input is named', async () => {
  const url = address('990101', fromMs, fromMs + HOUR_MS)
  expect((await built.app.inject(url)).statusCode).toBe(401)
  expect((await get(url, await built.headersFor('wall'))).statusCode).toBe(403)
  const east = await built.headersFor('leader', '990102')
  expect((await get(url, east)).json()).toMatchObject({ code: 'BAD_INPUT', field: 'area', value: '990101' })
  for (const area of ['99010', '990103', '%']) {
    expect((await get(address(encodeURIComponent(area), fromMs, fromMs + HOUR_MS))).json())
      .toMatchObject({ code: 'BAD_INPUT', field: 'area', value: area })
  }
  expect((await get(address('9901', fromMs, fromMs))).json()).toMatchObject({ field: 'to', value: iso(fromMs) })
  expect((await get(address('9901', fromMs, fromMs + 2 * HOUR_MS + 1))).json())
    .toMatchObject({ field: 'to', expected: `a time at most 2 hours after from, ${iso(fromMs)}` })
  expect((await get('/api/playback?area=9901&from=now&to=then')).json()).toMatchObject({ code: 'BAD_INPUT' })
  expect((await get('/api/playback')).json()).toMatchObject({ code: 'BAD_INPUT', field: 'area' })
})
