import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Interest, Pulse } from '../../server/contract/live.ts'
import { decodePositionFrame, MOTION_GONE } from '../../server/contract/position-frame.ts'
import { createDraft } from '../../server/boundaries/drafts.ts'
import type { Database } from '../../server/db/database.ts'
import { openTestDatabase } from '../support/database.ts'
import { type LiveApp, startLiveApp, type TestSocket } from './live-app.ts'
import { insertSmallCity } from './small-city.ts'

let database: Database
let live: LiveApp

beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
  live = await startLiveApp(database)
})
afterAll(async () => {
  await live?.close()
  await database?.close()
})

/** A screen that keeps nothing but what the contract says: markers by slot, as of the last frame. */
interface Screen {
  socket: TestSocket
  /** Worker → place, by the roster of now. */
  markers(): Map<number, { lng: number; lat: number }>
  /** Resolves when a pulse of this roster and version has come and a frame of it was applied. */
  settled(holds: () => boolean): Promise<void>
  pulse(): Pulse | undefined
}

async function open(scopeCode: string, interest: Interest): Promise<Screen> {
  const socket = live.socket(await live.headersFor('duty', scopeCode))
  const slots = new Map<number, { lng: number; lat: number }>()
  let lastTick = 0
  let pulse: Pulse | undefined
  let look = (): void => {}
  socket.on('pulse', (next) => {
    pulse = next
    look()
  })
  socket.on('frame', (bytes, acknowledge) => {
    const frame = decodePositionFrame(new Uint8Array(bytes as ArrayBuffer))
    expect(frame.tick).toBeGreaterThan(lastTick)
    lastTick = frame.tick
    if (frame.baseTick === 0) slots.clear()
    for (let i = 0; i < frame.count; i++) {
      if (frame.motion[i] === MOTION_GONE) slots.delete(frame.slot[i])
      else slots.set(frame.slot[i], { lng: frame.lng[i], lat: frame.lat[i] })
    }
    acknowledge(frame.tick)
    look()
  })
  socket.connect()
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  socket.emit('interest', interest)
  return {
    socket,
    pulse: () => pulse,
    markers: () =>
      new Map(Array.from(slots, ([slot, place]) => [live.app.live.roster.workers[slot]?.id ?? -slot, place])),
    settled: (holds) =>
      new Promise((resolve) => {
        look = () => {
          if (holds()) resolve()
        }
        look()
      }),
  }
}

async function send(deviceToken: string, device: string, lng: number, lat: number): Promise<number> {
  const position = { device, lng, lat, recordedAt: new Date().toISOString() }
  const answer = await fetch(`${live.origin}/in/positions`, {
    method: 'POST',
    headers: { 'authorization': `Bearer ${deviceToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ positions: [position] }),
  })
  return answer.status
}

/** What the database says that a screen of this scope shows. */
async function truth(scopeCode: string, [west, east] = [116, 117]): Promise<number[]> {
  await live.app.saveLastPositions()
  const { rows } = await database.query<{ id: number }>(
    `select id from workers join worker_last_positions as last on last.worker_id = workers.id
      where area_code like $1 || '%' and lng between $2 and $3 order by id`,
    [scopeCode, west, east],
  )
  return rows.map(({ id }) => id)
}

test('after a switch screens show the workers of now without a reconnect, and new phones are heard at once', async () => {
  const phones = await live.deviceToken()
  expect(await send(phones, 'phone-1', 116.02, 40.05)).toBe(200)
  expect(await send(phones, 'phone-2', 116.05, 40.05)).toBe(200)
  expect(await send(phones, 'phone-3', 116.15, 40.05)).toBe(200)
  expect(await send(phones, 'phone-9', 116.06, 40.05)).toBe(400)

  const city = await open('9901', { type: 'all' })
  const west = await open('990101', { type: 'all' })
  const box = await open('9901', { type: 'box', west: 116.04, south: 40, east: 116.2, north: 40.1 })
  await city.settled(() => city.markers().size === 3)
  await west.settled(() => west.markers().size === 2)
  await box.settled(() => box.markers().size === 2)
  const before = live.app.live.roster

  // Worker 12 has left, 13 works in the west now, 20 is new.
  const draft = await createDraft(database, { note: 'next', actor: 'test' })
  await database.query(`
    delete from worker_last_positions where worker_id = 12;
    delete from positions where worker_id = 12;
    delete from workers where id = 12;
    update workers set grid_id = 1, area_code = '990101001001' where id = 13;
    insert into workers (id, number, name, name_en, employment, phone, device_key, grid_id, area_code)
      values (20, 'W020', '赵六', 'Zhao Liu', 'full', '000', 'phone-9', 2, '990102001001')`)
  await live.app.boundaries.switchTo({ versionId: draft, actor: 'test' })

  const { roster } = live.app.live
  expect(roster.version).not.toBe(before.version)
  expect(await send(phones, 'phone-9', 116.16, 40.05)).toBe(200)
  expect(await send(phones, 'phone-2', 116.05, 40.05)).toBe(400)
  expect(await send(phones, 'phone-1', 116.0202, 40.05)).toBe(200)

  const shows = (screen: Screen) => [...screen.markers().keys()].sort((a, b) => a - b)
  await city.settled(() => city.markers().has(20) && city.markers().get(11)!.lng > 116.0201)
  await west.settled(() => west.markers().has(13) && west.markers().get(11)!.lng > 116.0201)
  await box.settled(() => box.markers().has(20))
  expect(shows(city)).toEqual(await truth('9901'))
  expect(shows(west)).toEqual(await truth('990101'))
  expect(shows(box)).toEqual(await truth('9901', [116.04, 116.2]))
  expect(shows(west)).toEqual([11, 13])

  await city.settled(() => city.pulse()?.gridVersionId === draft)
  expect(city.pulse()).toMatchObject({ rosterVersion: roster.version, gridVersionId: draft, baseRevision: 0 })
  const answer = await live.app.inject({ url: '/api/workers', headers: await live.headersFor('duty') })
  expect(answer.json()).toMatchObject({ rosterVersion: roster.version, id: [11, 0, 13, 20] })
})
