import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { CaseSummary } from '../../server/contract/api/cases.ts'
import type { FeedCatchUp, FeedEvent, Pulse } from '../../server/contract/live.ts'
import { type DecodedFrame, decodePositionFrame, MOTION_GONE } from '../../server/contract/position-frame.ts'
import type { Database } from '../../server/db/database.ts'
import { appendFeed } from '../../server/live/feed/append-feed.ts'
import { openTestDatabase } from '../support/database.ts'
import { aCase } from '../support/live-records.ts'
import { type LiveApp, startLiveApp, type TestSocket } from './live-app.ts'
import { insertSmallCity } from './small-city.ts'

let database: Database
let live: LiveApp
const open: TestSocket[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
  live = await startLiveApp(database)
})
afterAll(async () => {
  await live.close()
  await database.close()
})
afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect()
})

async function connect(role: 'duty' | 'wall' = 'duty', scopeCode = '9901'): Promise<TestSocket> {
  const socket = live.socket(await live.headersFor(role, scopeCode))
  open.push(socket)
  socket.connect()
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return socket
}

async function refusalOf(socket: TestSocket): Promise<Error & { data?: { code: string } }> {
  open.push(socket)
  const refused = new Promise<Error>((resolve) => socket.once('connect_error', resolve))
  socket.connect()
  return refused
}

/** The next frame, acknowledged unless `keep`. */
function nextFrame(socket: TestSocket): Promise<DecodedFrame> {
  return new Promise((resolve) => {
    socket.once('frame', (bytes, acknowledge) => {
      const frame = decodePositionFrame(new Uint8Array(bytes as ArrayBuffer))
      acknowledge(frame.tick)
      resolve(frame)
    })
  })
}

let clockMs = Date.now() - 60_000
function move(workerId: number, lng: number, lat: number): void {
  clockMs += 10
  live.app.live.committed([{ workerId, lng, lat, recordedAtMs: clockMs, speedMps: 0 }], clockMs)
}

describe('who may connect', () => {
  test('a person and a wall with their cookie', async () => {
    expect((await connect('duty')).connected).toBe(true)
    expect((await connect('wall')).connected).toBe(true)
  })

  test('nobody without one, no device, and no page of another site', async () => {
    expect((await refusalOf(live.socket({}))).data).toMatchObject({ code: 'NOT_SIGNED_IN' })
    expect((await refusalOf(live.socket({ cookie: 'gridwall=made-up' }))).data).toMatchObject({ code: 'NOT_SIGNED_IN' })
    const device = { cookie: `gridwall=${await live.deviceToken()}` }
    expect((await refusalOf(live.socket(device))).data).toMatchObject({ code: 'NOT_ALLOWED' })
    const { cookie } = await live.headersFor('duty')
    const foreign = await refusalOf(live.socket({ cookie, origin: 'https://elsewhere.example' }))
    expect(foreign.message).toBe('websocket error')
    const own = live.socket({ cookie, origin: live.origin })
    open.push(own)
    own.connect()
    await once(own as never, 'connect')
  })
})

test('a screen loses its socket when its session has ended, and no other does', async () => {
  const stays = await connect('wall')
  const headers = await live.headersFor('duty')
  const goes = live.socket(headers)
  open.push(goes)
  goes.connect()
  await once(goes as never, 'connect')
  await live.app.inject({ method: 'POST', url: '/api/logout', headers })
  const gone = new Promise((resolve) => goes.once('disconnect', resolve))
  await live.app.screens.checkSessions()
  expect(await gone).toBe('io server disconnect')
  expect(stays.connected).toBe(true)
})

describe('positions', () => {
  test('come complete at first, then as what changed since the acknowledged tick', async () => {
    move(11, 116.05, 40.05)
    const socket = await connect()
    socket.emit('interest', { type: 'all' })
    const first = await nextFrame(socket)
    expect(first.baseTick).toBe(0)
    expect([...first.slot]).toEqual([0])
    expect(first.lng[0]).toBeCloseTo(116.05, 6)
    const second = nextFrame(socket)
    move(13, 116.15, 40.05)
    expect(await second).toMatchObject({ baseTick: first.tick, count: 1 })
    expect([...(await second).slot]).toEqual([2])
  })

  test('are held back while a frame is not acknowledged, and come together after', async () => {
    const socket = await connect()
    let frames = 0
    const firstFrame = new Promise<() => void>((resolve) => {
      socket.on('frame', (bytes, acknowledge) => {
        frames++
        const { tick } = decodePositionFrame(new Uint8Array(bytes as ArrayBuffer))
        resolve(() => acknowledge(tick))
      })
    })
    socket.emit('interest', { type: 'all' })
    const acknowledgeFirst = await firstFrame
    const other = await connect()
    other.emit('interest', { type: 'all' })
    await nextFrame(other)
    // Two changes that a client in step is sent as two frames.
    move(11, 116.06, 40.05)
    await nextFrame(other)
    move(13, 116.16, 40.05)
    await nextFrame(other)
    expect(frames).toBe(1)
    socket.off('frame')
    const together = nextFrame(socket)
    acknowledgeFirst()
    expect([...(await together).slot]).toEqual([0, 2])
  })

  test('are those of the box alone, and say gone when the box moves away', async () => {
    move(11, 116.05, 40.05)
    move(13, 116.15, 40.05)
    const socket = await connect()
    socket.emit('interest', { type: 'box', west: 116, south: 40, east: 116.1, north: 40.1 })
    expect([...(await nextFrame(socket)).slot]).toEqual([0])
    const moved = nextFrame(socket)
    socket.emit('interest', { type: 'box', west: 116.1, south: 40, east: 116.2, north: 40.1 })
    const frame = await moved
    expect([...frame.slot]).toEqual([2, 0])
    expect(frame.motion[1]).toBe(MOTION_GONE)
  })

  test('are those of the scope alone', async () => {
    move(11, 116.05, 40.05)
    move(13, 116.15, 40.05)
    const socket = await connect('wall', '990102')
    socket.emit('interest', { type: 'all' })
    expect([...(await nextFrame(socket)).slot]).toEqual([2])
  })

  test.each([
    [undefined, 'interest.type'],
    [{ type: 'everything' }, 'interest.type'],
    [{ type: 'box', west: 'x', south: 0, east: 1, north: 1 }, 'interest.west'],
    [{ type: 'box', west: 2, south: 0, east: 1, north: 1 }, 'interest.west'],
    [{ type: 'box', west: 0, south: 0, east: 1, north: 91 }, 'interest.north'],
  ])('interest %o is refused by name', async (interest, field) => {
    const socket = await connect()
    const refused = new Promise((resolve) => socket.once('refused', resolve))
    socket.emit('interest', interest as never)
    expect(await refused).toMatchObject({ code: 'BAD_INPUT', field })
  })
})

function caseIn(areaCode: string, id: number): CaseSummary {
  return aCase({ id, number: `N${id}`, channel: 'patrol', categoryCode: 'c1', lng: 116.05, lat: 40.05, areaCode, unitId: 1 })
}

/** Appends a case to the feed as the domains do. */
async function report(areaCode: string, id: number): Promise<void> {
  await database.transaction((transaction) =>
    appendFeed(transaction, { topic: 'case', change: 'report', case: caseIn(areaCode, id) }).then(() => {}),
  )
  live.app.feed.committed()
}

const since = (socket: TestSocket, seq: number) =>
  new Promise<FeedCatchUp>((resolve) => socket.emit('feed:since', seq, resolve))
const nextEvent = (socket: TestSocket) =>
  new Promise<{ event: FeedEvent; previousSeq: number }>((resolve) =>
    socket.once('feed', (event, previousSeq) => resolve({ event, previousSeq })),
  )

describe('the feed', () => {
  test('reaches every screen of its area and no other, each event naming the one before', async () => {
    const city = await connect('wall')
    const east = await connect('duty', '990102')
    const start = await since(city, 0)
    expect(start.type).toBe('reset')
    await since(east, 0)
    const west1 = nextEvent(city)
    await report('990101001001', 1)
    expect(await west1).toMatchObject({ event: { seq: start.seq + 1, case: { id: 1 } }, previousSeq: start.seq })
    const inCity = nextEvent(city)
    const inEast = nextEvent(east)
    await report('990102001001', 2)
    expect(await inCity).toMatchObject({ event: { seq: start.seq + 2 }, previousSeq: start.seq + 1 })
    expect(await inEast).toMatchObject({ event: { seq: start.seq + 2 }, previousSeq: start.seq })
  })

  test('fills the gap of a screen that was away', async () => {
    const before = await connect()
    const { seq } = await since(before, 0)
    before.disconnect()
    await report('990101001001', 3)
    await report('990102001001', 4)
    await live.app.feed.idle()
    const catchUp = await since(await connect(), seq)
    expect(catchUp).toMatchObject({
      type: 'events', seq: seq + 2, events: [{ seq: seq + 1, case: { id: 3 } }, { seq: seq + 2, change: 'report' }],
    })
    expect(await since(await connect('duty', '990101'), seq)).toMatchObject({ events: [{ seq: seq + 1 }], seq: seq + 2 })
  })

  test.each([[-1], [1.5], ['x'], [null]])('since %o is refused by name', async (value) => {
    const socket = await connect()
    const refused = new Promise((resolve) => socket.once('refused', resolve))
    socket.emit('feed:since', value as never, () => {})
    expect(await refused).toMatchObject({ code: 'BAD_INPUT', field: 'feed:since' })
  })
})

test('the pulse carries what the database and the lane say, for the scope of the screen', async () => {
  await database.query(
    `insert into cases (number, channel, category_code, description, point, cell_r10, status, urgent, reported_at, due_at,
                        updated_at, closed_at, area_code, routing_trail, colour)
     select 'P' || n, 'patrol', 'c1', '', st_setsrid(st_makepoint(116.05, 40.05), 4326), 0, status, false,
            now() - age, now() - age + interval '1 day', now(), closed, area, '[]',
            case when age > interval '1 day' then 'red' else 'green' end
       from (values (1, 'reported', interval '1 second', null::timestamptz, '990101001001'),
                    (2, 'dispatched', interval '3 days', null, '990101001001'),
                    (3, 'closed', interval '3 days', now(), '990101001001'),
                    (4, 'reported', interval '1 second', null, '990102001001')) as t (n, status, age, closed, area)`,
  )
  move(11, 116.05, 40.05)
  move(13, 116.15, 40.05)
  // A scope that nobody has looked at before has its counts read now.
  const socket = await connect('duty', '990101001')
  const pulse = await new Promise<Pulse>((resolve) => socket.once('pulse', resolve))
  expect(pulse).toMatchObject({
    casesToday: 1, casesOpen: 2, casesOverdue: 1, casesClosedToday: 1, alarmsActive: 0, workersOnline: 1,
    rosterVersion: live.app.live.roster.version,
  })
  expect(Math.abs(pulse.serverTimeMs - Date.now())).toBeLessThan(5000)
})
