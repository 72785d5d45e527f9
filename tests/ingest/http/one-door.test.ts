import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { locationBody } from '../../../geodata/field/sending/jt808-messages.ts'
import { encodeFrame } from '../../../server/ingest/jt808/frame.ts'
import { type FieldApp, startFieldApp } from './field-app.ts'

let field: FieldApp
beforeAll(async () => {
  field = await startFieldApp()
})
afterAll(() => field.close())
beforeEach(() => field.empty())

/** One clock for all, so that a slow machine sends no two fixes of one second. */
const START_S = Math.floor(Date.now() / 1000)
const seconds = (agoS = 5) => START_S - agoS
const iso = (agoS = 5) => new Date(seconds(agoS) * 1000).toISOString()
const place = (agoS = 5) => `lat=40.05&lon=116.05&timestamp=${seconds(agoS)}`
const row = (device: string, agoS = 5, over: object = {}) =>
  ({ device, lng: 116.05, lat: 40.05, recordedAt: iso(agoS), ...over })
const coords = { latitude: 40.05, longitude: 116.05 }
const location = { _type: 'location', lat: 40.05, lon: 116.05, tid: 'zp', topic: 'owntracks/zhang/phone' }
const gpx = (...times: (string | undefined)[]) =>
  `<gpx version="1.1"><trk><trkseg>${times.map((time) =>
    `<trkpt lat="40.05" lon="116.05">${time === undefined ? '' : `<time>${time}</time>`}</trkpt>`).join('')}
  </trkseg></trk></gpx>`
const JSON_TYPE = 'application/json'
const FORM = 'application/x-www-form-urlencoded'

interface Sent {
  query?: string
  body?: string | Buffer
  type?: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  path?: string
}
const send = ({ query, body, type, method = 'POST', headers = {}, path = `/in/${field.token}` }: Sent) =>
  field.app.inject({
    method, url: query === undefined ? path : `${path}?${query}`, payload: body,
    headers: { ...(type === undefined ? {} : { 'content-type': type }), ...headers },
  })

describe('one address takes', () => {
  test.each<[string, () => Sent, string]>([
    ['a query of OsmAnd by GET', () => ({ method: 'GET', query: `id=phone-1&${place()}` }), 'osmand'],
    ['a query of OsmAnd by POST', () => ({ query: `id=phone-1&${place()}` }), 'osmand'],
    ['a form', () => ({ body: `id=phone-1&${place()}`, type: FORM }), 'osmand'],
    ['a form that does not say so', () => ({ body: `id=phone-1&${place()}\n` }), 'osmand'],
    ['the JSON of Traccar Client 9', () => ({
      body: JSON.stringify({ device_id: 'phone-1', location: { timestamp: iso(), coords } }), type: JSON_TYPE,
    }), 'osmand-json'],
    ['its JSON in a batch', () => ({
      body: JSON.stringify({ location: [{ timestamp: iso(), coords }], device_id: 'phone-1' }), type: JSON_TYPE,
    }), 'osmand-json'],
    ['an array of flat records', () => ({
      body: JSON.stringify([{ id: 'phone-1', lat: 40.05, lon: 116.05, timestamp: seconds() }]), type: JSON_TYPE,
    }), 'osmand-json'],
    ['OwnTracks', () => ({ body: JSON.stringify({ ...location, tst: seconds() }), type: JSON_TYPE }), 'owntracks'],
    ['a batch', () => ({ body: JSON.stringify({ positions: [row('phone-1')] }, null, 2), type: JSON_TYPE }), 'batch'],
    ['NDJSON', () => ({ body: JSON.stringify(row('phone-1')), type: 'application/x-ndjson' }), 'batch'],
    ['GPX', () => ({ query: 'device=phone-1', body: `\ufeff${gpx(iso())}`, type: 'application/gpx+xml' }), 'gpx'],
    ['JT/T 808', () => ({
      body: encodeFrame(
        { messageId: 0x0200, version: 2013, phone: '13912345678', sequence: 1 },
        locationBody({ recordedAtMs: seconds() * 1000, lng: 116.05, lat: 40.05, speedMps: 0 }),
      ),
      type: 'application/octet-stream',
    }), 'jt808'],
  ])('%s', async (_name, sent, protocol) => {
    const reply = await send(sent())
    expect([reply.statusCode, reply.body.slice(0, 200)]).toEqual([200, expect.any(String)])
    expect(await field.stored()).toMatchObject([{ worker_id: 11, lng: 116.05, lat: 40.05, protocol }])
  })

  test('NDJSON of several lines, whatever its type', async () => {
    const body = `${JSON.stringify(row('phone-1'))}\n${JSON.stringify(row('phone-2'))}\n`
    expect((await send({ body, type: JSON_TYPE })).json()).toEqual({ accepted: 2, quarantined: 0, offDuty: 0 })
  })

  test.each(['/in', '/in/osmand'])('at %s what a body says although its address has a query without a place', async (base) => {
    const query = 'id=phone-1'
    const path = `${base}/${field.token}`
    const json = JSON.stringify({ device_id: 'phone-1', location: { timestamp: iso(3), coords } })
    for (const body of [{ body: json, type: JSON_TYPE }, { body: json }, { body: place(2), type: FORM }]) {
      expect((await send({ path, query, ...body })).statusCode).toBe(200)
    }
    expect(await field.stored()).toMatchObject([{ protocol: 'osmand-json' }, { protocol: 'osmand' }])
    expect(await field.stored()).toHaveLength(2)
    expect((await send({ path, query: `id=phone-1&${place(1)}`, body: '{}', type: JSON_TYPE })).statusCode).toBe(200)
    expect(await field.stored()).toHaveLength(3)
  })

  test('what is nested deeper than anybody can write it down, and keeps it aside', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const jsonOf = (location: string) => ({ body: `{"device_id":"phone-1","location":${location}}`, type: JSON_TYPE })
    for (const location of [deep, `{"timestamp":${deep}}`, `{"timestamp":"${iso()}","coords":{"latitude":${deep}}}`]) {
      expect((await send(jsonOf(location))).statusCode).toBe(200)
    }
    const owntracks = { ...location, lat: 'DEEP' }
    expect((await send({ body: JSON.stringify(owntracks).replace('"DEEP"', deep), type: JSON_TYPE })).statusCode).toBe(200)
    expect(await field.quarantined()).toHaveLength(4)
    const batch = await send({ body: `{"positions":${deep}}`, type: JSON_TYPE })
    expect([batch.statusCode, batch.json().field]).toEqual([400, 'positions.0'])
  })

  test('the token as bearer or as the password of Basic, with or without a slash', async () => {
    const basic = `Basic ${Buffer.from(`zhang:${field.token}`).toString('base64')}`
    const replies = [
      await send({ path: '/in', query: `id=phone-1&${place(1)}`, headers: { authorization: `Bearer ${field.token}` } }),
      await send({ path: '/in/', query: `id=phone-1&${place(2)}`, headers: { authorization: basic } }),
      await send({ path: `/in/${field.token}/`, query: `id=phone-1&${place(3)}` }),
    ]
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
    expect(await field.stored()).toHaveLength(3)
    expect((await send({ path: '/in', query: `id=phone-1&${place()}` })).statusCode).toBe(401)
    expect((await send({ path: '/in/nobody', query: `id=phone-1&${place()}` })).statusCode).toBe(401)
  })

  test.each<[string, Sent, number, object]>([
    ['nothing at all', { method: 'GET' }, 400, { field: 'id' }],
    ['JSON that is none', { body: '{"device_id":', type: JSON_TYPE }, 400, { field: 'body', expected: 'JSON' }],
    ['an unknown device in a query', { query: 'id=nobody&lat=1&lon=2' }, 400, { field: 'id', value: 'nobody' }],
    ['an unknown device in a form', { body: 'id=nobody&lat=1&lon=2', type: FORM }, 400, { value: 'nobody' }],
    ['an unknown device in JSON', { body: '{"device_id":"nobody"}' }, 404, { field: 'device_id', value: 'nobody' }],
    ['JSON without a device', { body: '{"location":{}}' }, 400, { field: 'device_id' }],
    ['an unknown device of OwnTracks', { body: '{"_type":"location","tid":"xx"}' }, 404, { field: 'topic' }],
    ['GPX of an unknown device', { query: 'device=nobody', body: '<gpx/>' }, 400, { field: 'device', value: 'nobody' }],
    ['GPX that is none', { query: 'device=phone-1', body: '<gpx><!DOCTYPE a>' }, 400, { field: 'gpx line 1' }],
  ])('not %s, and says why', async (_name, sent, status, complaint) => {
    const reply = await send(sent)
    expect(reply.statusCode).toBe(status)
    expect(reply.json()).toMatchObject(complaint)
    expect(await field.stored()).toEqual([])
  })
})

describe('OwnTracks by HTTP', () => {
  const post = (message: object | string, more: Partial<Sent> = {}) => {
    const body = typeof message === 'string' ? message : JSON.stringify(message)
    return send({ path: `/in/owntracks/${field.token}`, body, ...more })
  }

  test('is answered with an array without friends', async () => {
    const reply = await post({ ...location, tst: seconds(), vel: 36 })
    expect([reply.statusCode, reply.headers['content-type'], reply.json()]).toEqual(
      [200, expect.stringContaining('application/json'), []],
    )
    expect(await field.stored()).toMatchObject([{ worker_id: 11, speed_mps: 10 }])
  })

  test('says whose it is in headers or in the query', async () => {
    const bare = { ...location, topic: undefined, tst: seconds(1) }
    const headers = { 'x-limit-u': 'zhang', 'x-limit-d': 'phone' }
    expect((await post(bare, { headers })).statusCode).toBe(200)
    expect((await post({ ...bare, tst: seconds(2) }, { query: 'u=zhang&d=phone' })).statusCode).toBe(200)
    expect(await field.stored()).toHaveLength(2)
  })

  test('may be empty, or of a type that is nothing to us', async () => {
    for (const message of ['', { _type: 'waypoints', waypoints: [] }, { _type: 'card', name: 'x' }, { _type: 'cmd' }]) {
      expect((await post(message)).json()).toEqual([])
    }
    expect(await field.quarantined()).toEqual([])
  })

  test('is kept aside and answered 200 where a known phone encrypts or sends nonsense', async () => {
    const topic = 'owntracks/zhang/phone'
    expect((await post({ _type: 'encrypted', data: 'AAAA', topic })).statusCode).toBe(200)
    expect((await post('{"_type":"location","lat":NaN}', { query: 'u=zhang&d=phone' })).statusCode).toBe(200)
    expect(await field.quarantined()).toMatchObject([
      { device_key: 'zhang/phone', reason: expect.stringMatching(/^encrypted:/) },
      { device_key: 'zhang/phone', reason: expect.stringMatching(/^malformed: payload/) },
    ])
  })
})

describe('a GPX file of a lost device', () => {
  const upload = (body: string | Buffer, headers = {}) =>
    send({ path: `/in/gpx/${field.token}`, query: 'device=phone-1', body, type: 'application/gpx+xml', headers })

  test('is stored point by point, and says what became of each', async () => {
    const reply = await upload(gpx(iso(7200), iso(7190), undefined, iso(-3600)))
    expect(reply.json()).toEqual({
      accepted: 2, quarantined: 2, offDuty: 0, brokenOff: false,
      unreadable: [{ point: 2, reason: 'malformed: point 2 (trkpt) time is missing, expected an ISO 8601 time' }],
    })
    expect(await field.stored()).toHaveLength(2)
  })

  test('of hours ago moves no marker, and may come twice', async () => {
    await send({ query: `id=phone-1&lat=40.0501&lon=116.05&timestamp=${seconds(1)}` })
    const { slots } = field.app.live
    const before = [slots.lng[0], slots.lat[0], slots.changedAt[0]]
    for (let i = 0; i < 2; i++) expect((await upload(gpx(iso(7200), iso(7190)))).json()).toMatchObject({ accepted: 2 })
    expect([slots.lng[0], slots.lat[0], slots.changedAt[0]]).toEqual(before)
    expect(await field.stored()).toHaveLength(3)
  })

  test('that ends in the middle is read up to there', async () => {
    const whole = gpx(iso(100), iso(90))
    const reply = await upload(whole.slice(0, whole.lastIndexOf('<time>')))
    expect(reply.json()).toMatchObject({ accepted: 1, brokenOff: true })
  })

  test('of a whole day is taken', async () => {
    const points = Array.from({ length: 3000 }, (_, i) => iso(40_000 - i * 10))
    const reply = await upload(zipped(gpx(...points)), { 'content-encoding': 'gzip' })
    expect(reply.json()).toMatchObject({ accepted: 3000 })
    expect(await field.stored()).toHaveLength(3000)
  })
})

const zipped = (text: string) => gzipSync(Buffer.from(text))

describe('a compressed body', () => {
  const batch = (body: Buffer, encoding = 'gzip') =>
    send({ path: `/in/positions/${field.token}`, body, type: JSON_TYPE, headers: { 'content-encoding': encoding } })

  test('is read as what it was', async () => {
    expect((await batch(zipped(JSON.stringify({ positions: [row('phone-1')] })))).json()).toMatchObject({ accepted: 1 })
  })

  test('is refused where it grows without bounds, is broken, or comes in a way that we cannot read', async () => {
    const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024, 0x20))
    expect(bomb.length).toBeLessThan(100_000)
    expect((await batch(bomb)).statusCode).toBe(413)
    expect((await batch(bomb.subarray(0, 1000))).json()).toMatchObject({ code: 'BAD_INPUT', field: 'body' })
    expect((await batch(Buffer.from('{}'), 'br')).json()).toMatchObject({ field: 'content-encoding', value: 'br' })
  })
})

describe('a batch', () => {
  test('may number its fixes, so that two of one instant are both kept', async () => {
    const body = JSON.stringify({ positions: [row('phone-1', 9, { sequence: 1 }), row('phone-1', 9, { sequence: 2 })] })
    for (let i = 0; i < 2; i++) expect((await send({ body })).json()).toMatchObject({ accepted: 2 })
    expect(await field.stored()).toHaveLength(2)
  })

  test('of lines is refused whole for one bad line, which is named', async () => {
    const body = `${JSON.stringify(row('phone-1'))}\n${JSON.stringify(row('nobody'))}\n`
    const reply = await send({ body, type: 'application/x-ndjson' })
    expect([reply.statusCode, reply.json().field, reply.json().value]).toEqual([400, 'line 2.device', 'nobody'])
    expect(await field.stored()).toEqual([])
  })

  test('of lines takes its datum from the query', async () => {
    await send({ body: JSON.stringify(row('phone-3')), type: 'application/x-ndjson', query: 'datum=gcj02' })
    const [{ lng, lat }] = await field.stored()
    expect(Math.hypot(lng - 116.05, lat - 40.05)).toBeGreaterThan(0.003)
    const wrong = await send({ body: JSON.stringify(row('phone-1')), type: 'application/x-ndjson', query: 'datum=x' })
    expect(wrong.json()).toMatchObject({ field: 'datum', value: 'x', expected: 'one of wgs84, gcj02, bd09' })
  })
})

test('a tracker’s speed is in the unit that it is registered with', async () => {
  await send({ query: `id=osmand-app&${place()}&speed=36` })
  expect(await field.stored()).toMatchObject([{ speed_mps: 10 }])
})
