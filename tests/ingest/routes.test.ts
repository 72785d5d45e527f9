import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { MOTION_GONE, MOTION_SOS } from '../../server/contract/position-frame.ts'
import type { Database } from '../../server/db/database.ts'
import { openTestDatabase } from '../support/database.ts'
import { type LiveApp, startLiveApp } from '../live/live-app.ts'
import { insertSmallCity } from '../live/small-city.ts'

let database: Database
let live: LiveApp
let token: string

beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
  live = await startLiveApp(database)
  token = await live.deviceToken()
})
afterAll(async () => {
  await live.close()
  await database.close()
})
beforeEach(() => database.query('truncate positions, quarantined_records'))

const seconds = (agoS = 0) => String(Math.floor(Date.now() / 1000) - agoS)
const stored = async () =>
  (await database.query(
    `select worker_id, round(st_x(point)::numeric, 6)::float as lng, round(st_y(point)::numeric, 6)::float as lat,
            speed_mps, heading_deg, battery_percent, protocol, grid_id from positions order by recorded_at`,
  )).rows
const quarantined = async () =>
  (await database.query('select protocol, device_key, reason, record from quarantined_records order by id')).rows
const send = (query: string, path = `/in/osmand/${token}`) =>
  live.app.inject({ method: 'POST', url: `${path}?${query}` })

describe('the address that Traccar Client is given', () => {
  test('answers 200 with nothing in it once the position is in the database', async () => {
    const reply = await send(`id=phone-1&lat=40.05&lon=116.05&timestamp=${seconds()}&speed=2&bearing=90&batt=80.0`)
    expect([reply.statusCode, reply.body]).toEqual([200, ''])
    expect(await stored()).toEqual([
      {
        worker_id: 11, lng: 116.05, lat: 40.05, speed_mps: 1.03, heading_deg: 90, battery_percent: 80,
        protocol: 'osmand', grid_id: 1,
      },
    ])
  })

  test('takes GET, POST, a slash at the end, and a form', async () => {
    const url = `/in/osmand/${token}`
    const place = (agoS: number) => `id=phone-1&lat=40.05&lon=116.05&timestamp=${seconds(agoS)}`
    const replies = [
      await live.app.inject({ method: 'GET', url: `${url}?${place(4)}` }),
      await live.app.inject({ method: 'GET', url: `${url}/?${place(3)}` }),
      await live.app.inject({ method: 'POST', url: `${url}/?${place(2)}` }),
      await live.app.inject({
        method: 'POST', url, payload: place(1), headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    ]
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200])
    expect(await stored()).toHaveLength(4)
  })

  test('takes the JSON of version 9, one location or many', async () => {
    const location = (agoS: number) => ({
      timestamp: new Date(Date.now() - agoS * 1000).toISOString(), coords: { latitude: 40.06, longitude: 116.15 },
    })
    const reply = await live.app.inject({
      method: 'POST', url: `/in/osmand/${token}`,
      payload: { device_id: 'phone-3', location: [location(2), location(1), { coords: {} }] },
    })
    expect([reply.statusCode, reply.body]).toEqual([200, ''])
    expect(await stored()).toMatchObject([{ worker_id: 13, grid_id: 2 }, { protocol: 'osmand-json' }])
    expect(await quarantined()).toMatchObject([{ device_key: 'phone-3', reason: expect.stringContaining('location.timestamp') }])
  })

  test('stores a fix once however often it is sent', async () => {
    const fix = `id=phone-1&lat=40.05&lon=116.05&timestamp=${seconds(60)}`
    await Promise.all([send(fix), send(fix), send(fix)])
    await send(fix)
    expect(await stored()).toHaveLength(1)
  })

  test.each([
    ['', undefined],
    ['lat=40&lon=116', undefined],
    ['id=nobody&lat=40&lon=116', 'nobody'],
    [`id=${encodeURIComponent("'; drop table workers; --")}&lat=40&lon=116`, "'; drop table workers; --"],
  ])('answers 400 and names the device for ?%s', async (query, value) => {
    const reply = await send(query)
    expect(reply.statusCode).toBe(400)
    expect(reply.json()).toMatchObject({ code: 'BAD_INPUT', field: 'id', expected: expect.stringContaining('device key') })
    expect(reply.json().value).toBe(value)
    expect(await stored()).toEqual([])
  })

  test('keeps a bad record of a known device aside and answers 200, so that the phone goes on', async () => {
    const records = [
      'lat=abc&lon=116.05',
      'lat=0&lon=0',
      'lat=95&lon=116',
      `lat=40.05&lon=116.05&timestamp=${Number(seconds()) + 3600}`,
      'lat=40.05&lon=116.05&timestamp=1000000000',
      'lat=40.05&lon=116.05&timestamp=2026-99-99%2000:00:00',
      'lat=40.05%00&lon=%EF%BF%BF%00',
    ]
    for (const record of records) expect((await send(`id=phone-1&${record}`)).statusCode).toBe(200)
    expect(await stored()).toEqual([])
    const kept = await quarantined()
    expect(kept.map(({ reason }) => reason.split(':')[0])).toEqual(
      ['malformed', 'null-island', 'out-of-range', 'future', 'too-old', 'malformed', 'malformed'],
    )
    expect(kept[0].record).toBe('id=phone-1&lat=abc&lon=116.05')
  })

  test('is for devices alone, within the scope of their token', async () => {
    const fix = 'id=phone-3&lat=40.05&lon=116.15'
    expect((await send(fix, '/in/osmand/no-such-token')).statusCode).toBe(401)
    const west = await live.deviceToken('990101')
    expect((await send(fix, `/in/osmand/${west}`)).json()).toMatchObject({ field: 'id', value: 'phone-3' })
    expect((await send('id=phone-1&lat=40.05&lon=116.05', `/in/osmand/${west}`)).statusCode).toBe(200)
  })
})

describe('a batch', () => {
  const post = (payload: object, bearer = token) =>
    live.app.inject({ method: 'POST', url: '/in/positions', payload, headers: { authorization: `Bearer ${bearer}` } })
  const row = (device: string, agoS: number, more: object = {}) => ({
    device, lng: 116.05, lat: 40.05, recordedAt: new Date(Date.now() - agoS * 1000).toISOString(), ...more,
  })

  test('says how many rows were taken and how many kept aside', async () => {
    const reply = await post({ positions: [row('phone-1', 5), row('phone-2', 5), row('phone-3', -900)] })
    expect(reply.json()).toEqual({ accepted: 2, quarantined: 1, offDuty: 0 })
    expect((await stored()).map(({ worker_id }) => worker_id).sort()).toEqual([11, 12])
  })

  test('is converted to WGS-84 from the datum it names', async () => {
    await post({ datum: 'gcj02', positions: [row('phone-1', 600)] })
    const [{ lng, lat }] = await stored()
    expect(Math.hypot(lng - 116.05, lat - 40.05)).toBeGreaterThan(0.003)
  })

  test('is refused whole for one bad row, which is named', async () => {
    const reply = await post({ positions: [row('phone-1', 5), row('nobody', 5)] })
    expect(reply.statusCode).toBe(400)
    expect(reply.json()).toMatchObject({ field: 'positions.1.device', value: 'nobody' })
    const wrong = await post({ positions: [row('phone-1', 5), row('phone-1', 4, { lat: 91 })] })
    expect(wrong.json()).toMatchObject({ field: 'positions.1.lat', value: 91 })
    expect(await stored()).toEqual([])
  })

  test('survives numbers that only just are some', async () => {
    const odd = { speedMps: 1e-60, accuracyM: 1e300, altitudeM: -1e-320, batteryPercent: 99.6 }
    const reply = await post({ positions: [row('phone-1', 5, odd)] })
    expect(reply.statusCode).toBe(200)
    expect(await stored()).toMatchObject([{ speed_mps: 0, battery_percent: 100 }])
  })

  test('needs a device token', async () => {
    expect((await post({ positions: [row('phone-1', 5)] }, 'none')).statusCode).toBe(401)
    const headers = await live.headersFor('admin')
    const payload = { positions: [row('phone-1', 5)] }
    const reply = await live.app.inject({ method: 'POST', url: '/in/positions', payload, headers })
    expect(reply.statusCode).toBe(403)
  })
})

describe('the marker', () => {
  let fresh: LiveApp
  beforeEach(async () => {
    await live.app.saveLastPositions()
    await database.query('truncate worker_last_positions')
    fresh = await startLiveApp(database)
  })
  afterEach(() => fresh.close())
  const sendFresh = async (query: string) => {
    const reply = await fresh.app.inject({ method: 'POST', url: `/in/osmand/${token}?${query}` })
    expect(reply.statusCode).toBe(200)
  }
  const savedLng = async (workerId: number) => {
    await fresh.app.saveLastPositions()
    const { rows } = await database.query('select lng from worker_last_positions where worker_id = $1', [workerId])
    return rows[0]?.lng
  }

  test('moves with what is committed; a late point is stored and moves nothing', async () => {
    const { slots } = fresh.app.live
    await sendFresh(`id=phone-2&lat=40.05&lon=116.0601&timestamp=${seconds(10)}`)
    expect(slots.lng[1]).toBe(116.0601)
    const changedAt = slots.changedAt[1]
    await sendFresh(`id=phone-2&lat=40.05&lon=116.0602&timestamp=${seconds(20)}`)
    expect([slots.lng[1], slots.changedAt[1]]).toEqual([116.0601, changedAt])
    expect(await stored()).toHaveLength(2)
    expect(await savedLng(12)).toBe(116.0601)
  })

  test('of one batch ends at its newest row, wherever that stands', async () => {
    await Promise.all([30, 5, 20].map((agoS) =>
      sendFresh(`id=phone-3&lat=40.05&lon=116.1${100 + agoS}&timestamp=${seconds(agoS)}`)))
    expect(fresh.app.live.slots.lng[2]).toBe(116.1105)
    expect(await savedLng(13)).toBe(116.1105)
  })

  test('shows a call for help that comes without a place', async () => {
    await sendFresh(`id=phone-3&lat=40.05&lon=116.15&timestamp=${seconds()}`)
    await sendFresh('id=phone-3&alarm=sos')
    await fresh.app.feed.idle()
    expect(fresh.app.live.slots.motion[2]).toBe(MOTION_SOS)
  })

  test('is back after a restart, where the worker was last, also where that had not been saved', async () => {
    await sendFresh(`id=phone-1&lat=40.07&lon=116.07&timestamp=${seconds(20)}`)
    expect(await savedLng(11)).toBe(116.07)
    await sendFresh(`id=phone-1&lat=40.07&lon=116.0701&timestamp=${seconds(10)}`)
    await sendFresh(`id=phone-2&lat=40.07&lon=116.05&timestamp=${seconds(10)}`)
    const again = await startLiveApp(database)
    const { slots } = again.app.live
    expect([slots.lng[0], slots.lat[0], slots.lng[1]]).toEqual([116.0701, 40.07, 116.05])
    expect(slots.motion[0]).not.toBe(MOTION_GONE)
    await again.close()
  })
})
