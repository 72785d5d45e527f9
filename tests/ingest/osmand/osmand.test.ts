import { describe, expect, test } from 'vitest'
import { decodeOsmandJson } from '../../../server/ingest/osmand/osmand-json.ts'
import { decodeOsmand, osmandDevice, parseTimestamp } from '../../../server/ingest/osmand/osmand.ts'
import { createCityTime } from '../../../server/org/city-time.ts'

const NOW_MS = Date.parse('2026-03-01T08:00:00Z')
const shanghai = createCityTime('Asia/Shanghai')
const decode = (fields: Record<string, string | string[]>) => decodeOsmand(fields, NOW_MS, shanghai)
const query = (text: string) => Object.fromEntries(new URLSearchParams(text))

describe('the query of Traccar Client', () => {
  test('becomes a reading in metres, metres a second and milliseconds', () => {
    // As Traccar Client 8 on Android sends it.
    const fields = query(
      'id=48241179&timestamp=1772352000&lat=39.90923&lon=116.397428&speed=2.7&bearing=270.0&altitude=44.5&accuracy=12.3&batt=87.0&charge=true',
    )
    expect(osmandDevice(fields)).toBe('48241179')
    expect(decode(fields)).toEqual({
      type: 'fix',
      reading: {
        recordedAtMs: 1_772_352_000_000,
        lng: 116.397428,
        lat: 39.90923,
        accuracyM: 12.3,
        speedMps: expect.closeTo(1.389, 3),
        headingDeg: 270,
        altitudeM: 44.5,
        batteryPercent: 87,
        sos: false,
      },
    })
  })

  test('may name the device, the place and the direction as OsmAnd itself does', () => {
    const fields = query('deviceid=g7&location=39.9,116.4&heading=90&timestamp=2026-03-01T07:59:58Z')
    expect(osmandDevice(fields)).toBe('g7')
    expect(decode(fields)).toMatchObject({
      reading: { lng: 116.4, lat: 39.9, headingDeg: 90, recordedAtMs: NOW_MS - 2000 },
    })
  })

  test('without a time is of now; with a key twice the last counts', () => {
    expect(decode({ id: 'a', lat: ['1', '39.9'], lon: '116.4' })).toMatchObject({
      reading: { recordedAtMs: NOW_MS, lat: 39.9 },
    })
  })

  test('without a place is a heartbeat, which may call for help', () => {
    expect(decode(query('id=a&timestamp=1772352000'))).toEqual({ type: 'heartbeat', atMs: 1_772_352_000_000, sos: false })
    expect(decode(query('id=a&alarm=sos'))).toEqual({ type: 'heartbeat', atMs: NOW_MS, sos: true })
    expect(decode(query('id=a&notificationToken=xyz'))).toMatchObject({ type: 'heartbeat' })
  })

  test('keeps a fix whose lesser values make no sense, without them', () => {
    const report = decode(query('id=a&lat=39.9&lon=116.4&speed=-1&bearing=361&accuracy=NaN&batt=&altitude=1e-60'))
    expect(report).toEqual({
      type: 'fix',
      reading: { recordedAtMs: NOW_MS, lng: 116.4, lat: 39.9, altitudeM: 1e-60, sos: false },
    })
  })

  test.each([
    ['lat=abc&lon=116.4', 'malformed: lat is "abc", expected degrees'],
    ['lat=39.9', 'malformed: lon is missing, expected degrees'],
    ['lat=%20&lon=116.4', 'malformed: lat is " ", expected degrees'],
    ['location=39.9', 'malformed: lon is missing, expected degrees'],
    ['lat=Infinity&lon=116.4', 'malformed: lat is "Infinity", expected degrees'],
    ['lat=39.9&lon=116.4&timestamp=soon', 'malformed: timestamp is "soon"'],
    ['lat=39.9&lon=116.4&timestamp=2026-13-01%2000:00:00', 'malformed: timestamp is "2026-13-01 00:00:00"'],
    ['lat=39.9&lon=116.4&valid=false', 'not-valid: the device says valid=false'],
  ])('%s is malformed and says why', (text, reason) => {
    const report = decode(query(`id=a&${text}`))
    expect(report).toMatchObject({ type: 'malformed', reason: expect.stringContaining(reason) })
  })
})

test('a timestamp is seconds, milliseconds, ISO 8601 or a time on the city’s clock', () => {
  expect(parseTimestamp('1772352000', shanghai)).toBe(1_772_352_000_000)
  expect(parseTimestamp('1772352000.5', shanghai)).toBe(1_772_352_000_500)
  expect(parseTimestamp('1772352000123', shanghai)).toBe(1_772_352_000_123)
  expect(parseTimestamp('2026-03-01T16:00:00+08:00', shanghai)).toBe(NOW_MS)
  expect(parseTimestamp('2026-03-01 16:00:00', shanghai)).toBe(NOW_MS)
  expect(parseTimestamp('01.03.2026', shanghai)).toBeNaN()
})

describe('the JSON of Traccar Client 9', () => {
  const location = {
    timestamp: '2026-03-01T07:59:30.500Z',
    coords: { latitude: 39.9, longitude: 116.4, accuracy: 8, speed: 1.5, heading: 45, altitude: 50 },
    is_moving: true,
    battery: { level: 0.42, is_charging: false },
    alarm: 'sos',
  }

  test('has its speed in metres a second and its battery as a share', () => {
    expect(decodeOsmandJson({ device_id: '48241179', location }, NOW_MS, shanghai)).toEqual({
      deviceKey: '48241179',
      records: [
        {
          raw: location,
          report: {
            type: 'fix',
            reading: {
              recordedAtMs: NOW_MS - 29_500, lng: 116.4, lat: 39.9, accuracyM: 8, speedMps: 1.5, headingDeg: 45,
              altitudeM: 50, batteryPercent: 42, sos: true,
            },
          },
        },
      ],
    })
  })

  test('says -1 for what it does not know', () => {
    const coords = { latitude: 39.9, longitude: 116.4, speed: -1, heading: -1 }
    const decoded = decodeOsmandJson({ device_id: 1, location: { ...location, coords, battery: { level: -1 } } }, NOW_MS, shanghai)
    expect(decoded?.deviceKey).toBe('1')
    const report = decoded?.records[0].report
    if (report?.type !== 'fix') throw new Error('expected a fix')
    expect(report.reading).toMatchObject({ speedMps: undefined, headingDeg: undefined, batteryPercent: undefined })
  })

  test('may hold many locations, of which a bad one does not spoil the others', () => {
    const decoded = decodeOsmandJson(
      { device_id: 'a', location: [location, { coords: location.coords }, { timestamp: location.timestamp }, 7] },
      NOW_MS, shanghai,
    )
    expect(decoded?.records.map(({ report }) => report.type)).toEqual(['fix', 'malformed', 'heartbeat', 'malformed'])
  })
})

test('an array of flat records has the fields of the query, all of one device', () => {
  const flat = { id: 7, lat: 39.9, lon: 116.4, timestamp: 1_772_352_000, speed: 10, charge: true }
  const decoded = decodeOsmandJson([flat, { ...flat, id: 8 }], NOW_MS, shanghai)
  expect(decoded?.deviceKey).toBe('7')
  expect(decoded?.records[0].report).toMatchObject({ reading: { lng: 116.4, speedMps: expect.closeTo(5.144, 3) } })
  expect(decoded?.records[1].report).toMatchObject({ type: 'malformed' })
})

test('a body that is no object is no request, and one without a device does not say whose it is', () => {
  expect(decodeOsmandJson('hello', NOW_MS, shanghai)).toBeUndefined()
  expect(decodeOsmandJson(null, NOW_MS, shanghai)).toBeUndefined()
  expect(decodeOsmandJson({ location: {} }, NOW_MS, shanghai)?.deviceKey).toBeUndefined()
  expect(decodeOsmandJson([], NOW_MS, shanghai)?.deviceKey).toBeUndefined()
})
