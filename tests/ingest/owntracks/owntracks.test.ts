import { describe, expect, test } from 'vitest'
import { decodeOwntracks } from '../../../server/ingest/owntracks/owntracks.ts'

const NOW_MS = Date.parse('2026-03-01T08:00:00Z')
const decode = (message: unknown, topic?: string) => decodeOwntracks(JSON.stringify(message), { topic }, NOW_MS)
const location = { _type: 'location', lat: 39.9, lon: 116.4, tst: 1_772_352_000, tid: 'zs' }

describe('a location of OwnTracks', () => {
  test('becomes a reading in metres, metres a second and milliseconds', () => {
    const message = {
      ...location, acc: 12, alt: 44, vac: 3, vel: 36, cog: 270, batt: 87, bs: 1, conn: 'm', t: 'u', m: 2, created_at: 1,
    }
    expect(decode(message).report).toEqual({
      type: 'fix',
      reading: {
        recordedAtMs: 1_772_352_000_000, lng: 116.4, lat: 39.9, accuracyM: 12, speedMps: expect.closeTo(10, 9),
        headingDeg: 270, altitudeM: 44, batteryPercent: 87, sos: false,
      },
    })
  })

  test('may have its time and accuracy as texts, and without a time is of now', () => {
    const report = decode({ ...location, tst: '1772351990', acc: '7' }).report
    expect(report).toMatchObject({ reading: { recordedAtMs: NOW_MS - 10_000, accuracyM: 7 } })
    expect(decode({ ...location, tst: undefined }).report).toMatchObject({ reading: { recordedAtMs: NOW_MS } })
  })

  test('is numbered by its _id, so that it is one however often it is sent', () => {
    const sequenceOf = (_id: string) => {
      const { report } = decode({ ...location, _id })
      return report?.type === 'fix' ? report.reading.sequence : undefined
    }
    expect(sequenceOf('5f1a')).toBe(sequenceOf('5f1a'))
    expect(sequenceOf('5f1a')).not.toBe(sequenceOf('5f1b'))
  })

  test.each([
    [{ ...location, lat: null }, 'malformed: lat is null, expected degrees'],
    [{ ...location, lat: 'NaN' }, 'malformed: lat is "NaN", expected degrees'],
    [{ ...location, lon: [1] }, 'malformed: lon is [1], expected degrees'],
    [{ ...location, tst: 'soon' }, 'malformed: tst is "soon", expected Unix seconds'],
    [{ lat: 1, lon: 2 }, 'malformed: _type is missing, expected "location" or another type'],
    [[location], 'expected an object with _type'],
  ])('%j is malformed and says why', (message, reason) => {
    expect(decode(message).report).toEqual({ type: 'malformed', reason: expect.stringContaining(reason) })
  })

  test('that is no JSON is malformed; which device sent it the topic says', () => {
    const nan = decodeOwntracks('{"_type":"location","lat":NaN}', { topic: 'owntracks/zhang/phone' }, NOW_MS)
    expect(nan).toEqual({
      deviceKey: 'zhang/phone',
      report: { type: 'malformed', reason: expect.stringMatching(/^malformed: payload .* JSON of OwnTracks$/) },
    })
  })
})

test('the device is that of the topic it came by, else of the topic within, else its two letters', () => {
  const within = { ...location, topic: 'owntracks/li/tablet' }
  expect(decode(within, 'owntracks/zhang/phone').deviceKey).toBe('zhang/phone')
  expect(decode(within, 'owntracks/zhang/phone/event').deviceKey).toBe('zhang/phone')
  expect(decode(within).deviceKey).toBe('li/tablet')
  expect(decode(location).deviceKey).toBe('zs')
  expect(decode({ ...location, tid: undefined }).deviceKey).toBeUndefined()
})

test('a transition is a fix where it says where, a last will tells when the device was there', () => {
  const transition = { _type: 'transition', event: 'enter', tst: 1_772_352_000, wtst: 1, acc: 9, desc: 'home' }
  expect(decode({ ...transition, lat: 39.9, lon: 116.4 }).report).toMatchObject({
    type: 'fix', reading: { lng: 116.4, accuracyM: 9 },
  })
  const alive = { type: 'heartbeat', atMs: 1_772_352_000_000, sos: false }
  expect(decode(transition).report).toEqual(alive)
  expect(decode({ _type: 'lwt', tst: 1_772_352_000 }).report).toEqual(alive)
  expect(decode({ _type: 'lwt' }).report).toBeUndefined()
})

test.each(['waypoint', 'waypoints', 'card', 'cmd', 'dump', 'status', 'steps', 'beacon', 'of-tomorrow'])(
  'a message of type %s is none of ours',
  (_type) => {
    expect(decode({ _type, lat: 1, lon: 2, tid: 'zs' })).toEqual({ deviceKey: 'zs', report: undefined })
  },
)

test('an encrypted message is malformed and says what to do', () => {
  expect(decode({ _type: 'encrypted', data: 'AAAA' }, 'owntracks/zhang/phone')).toEqual({
    deviceKey: 'zhang/phone',
    report: { type: 'malformed', reason: expect.stringMatching(/^encrypted: .*remove the app’s key/) },
  })
})
