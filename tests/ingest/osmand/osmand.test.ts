import { describe, expect, test } from 'vitest'
import { decodeOsmandJson, osmandJsonDevice } from '../../../server/ingest/osmand/osmand-json.ts'
import { type OsmandFields, readOsmandFields } from '../../../server/ingest/osmand/osmand-fields.ts'
import { decodeOsmand, osmandReports, parseTimestamp } from '../../../server/ingest/osmand/osmand.ts'
import type { SpeedUnit } from '../../../server/ingest/intake.ts'
import { createCityTime } from '../../../server/org/city-time.ts'

const NOW_MS = Date.parse('2026-03-01T08:00:00Z')
const shanghai = createCityTime('Asia/Shanghai')
const decode = (fields: OsmandFields) => decodeOsmand(fields, NOW_MS, shanghai)
const decodeJson = (body: unknown) => decodeOsmandJson(body, NOW_MS, shanghai)
const query = readOsmandFields

describe('the query of Traccar Client', () => {
  test('becomes a reading in metres, metres a second and milliseconds', () => {
    // As Traccar Client 8 on Android sends it.
    const fields = query(
      'id=48241179&timestamp=1772352000&lat=39.90923&lon=116.397428&speed=2.7&bearing=270.0&altitude=44.5' +
      '&accuracy=12.3&batt=87.0&charge=true',
    )
    expect(fields.id).toBe('48241179')
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
    expect(fields.id).toBe('g7')
    expect(decode(fields)).toMatchObject({
      reading: { lng: 116.4, lat: 39.9, headingDeg: 90, recordedAtMs: NOW_MS - 2000 },
    })
  })

  test('without a time is of now; with a key twice the last counts', () => {
    expect(decode(query('id=a&lat=1&lon=116.4&lat=39.9'))).toMatchObject({
      reading: { recordedAtMs: NOW_MS, lat: 39.9 },
    })
  })

  test('without a place is a heartbeat, which may call for help', () => {
    const alive = { type: 'heartbeat', atMs: 1_772_352_000_000, sos: false }
    expect(decode(query('id=a&timestamp=1772352000'))).toEqual(alive)
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

  test('has its speed in the unit of the tracker', () => {
    const speedIn = (unit: SpeedUnit) => {
      const report = decodeOsmand(query('id=a&lat=39.9&lon=116.4&speed=36'), NOW_MS, shanghai, unit)
      return report.type === 'fix' ? report.reading.speedMps : undefined
    }
    expect((['knots', 'mps', 'kmh', 'mph'] as const).map(speedIn)).toEqual(
      [18.52, 36, 10, 16.09344].map((mps) => expect.closeTo(mps, 9)),
    )
  })

  test('with nothing but cells or access points is a heartbeat', () => {
    expect(decode(query('id=a&cell=460,0,6168,31523,-80&cell=460,0,6168,31524'))).toMatchObject({ type: 'heartbeat' })
    expect(decode(query('id=a&wifi=00-11-22-33-44-55,-60'))).toMatchObject({ type: 'heartbeat' })
  })

  test('calls for help even where the rest cannot be read', () => {
    const fields = query('id=a&lat=abc&lon=116.4&alarm=SOS')
    expect(osmandReports(fields, NOW_MS, shanghai)).toEqual([
      { type: 'malformed', reason: 'malformed: lat is "abc", expected degrees' },
      { type: 'heartbeat', atMs: NOW_MS, sos: true },
    ])
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
    const body = { device_id: '48241179', location }
    expect(osmandJsonDevice(body)).toEqual({ field: 'device_id', key: '48241179' })
    expect(decodeJson(body)).toEqual([
      {
        raw: JSON.stringify(location),
        report: {
          type: 'fix',
          reading: {
            recordedAtMs: NOW_MS - 29_500, lng: 116.4, lat: 39.9, accuracyM: 8, speedMps: 1.5, headingDeg: 45,
            altitudeM: 50, batteryPercent: 42, sos: true,
          },
        },
      },
    ])
  })

  test('says -1 for what it does not know', () => {
    const coords = { latitude: 39.9, longitude: 116.4, speed: -1, heading: -1 }
    const body = { device_id: 1, location: { ...location, coords, battery: { level: -1 } } }
    expect(osmandJsonDevice(body)?.key).toBe('1')
    const [{ report }] = decodeJson(body)
    if (report.type !== 'fix') throw new Error('expected a fix')
    expect(report.reading).toMatchObject({ speedMps: undefined, headingDeg: undefined, batteryPercent: undefined })
  })

  test('may hold many locations, of which a bad one does not spoil the others', () => {
    const records = decodeJson(
      { device_id: 'a', location: [location, { coords: location.coords }, { timestamp: location.timestamp }, 7] },
    )
    expect(records.map(({ report }) => report.type)).toEqual(['fix', 'malformed', 'heartbeat', 'malformed'])
  })

  test('numbers a record by its uuid, so that it is one however often it is sent', () => {
    const sequenceOf = (uuid: string, age: number) => {
      const [{ report }] = decodeJson({ device_id: 'a', location: { ...location, uuid, age } })
      return report.type === 'fix' ? report.reading.sequence : undefined
    }
    expect(sequenceOf('0b1c', 5)).toBe(sequenceOf('0b1c', 9000))
    expect(sequenceOf('0b1c', 5)).not.toBe(sequenceOf('0b1d', 5))
  })

  test('calls for help even where its place cannot be read', () => {
    const records = decodeJson({ device_id: 'a', location: { ...location, coords: 7 } })
    expect(records.map(({ report }) => report)).toEqual([
      { type: 'malformed', reason: 'malformed: location.coords is 7, expected an object with latitude and longitude' },
      { type: 'heartbeat', atMs: NOW_MS, sos: true },
    ])
  })
})

describe('flat JSON records', () => {
  const flat = { id: 7, lat: 39.9, lon: 116.4, timestamp: 1_772_352_000, speed: 10, charge: true }

  test('in an array have the fields of the query, all of one device', () => {
    const body = [flat, { ...flat, id: 8 }]
    expect(osmandJsonDevice(body)).toEqual({ field: 'id', key: '7' })
    const [first, second] = decodeJson(body)
    expect(first.report).toMatchObject({ reading: { lng: 116.4, speedMps: expect.closeTo(5.144, 3) } })
    const reason = 'malformed: id is "8", expected 7 as in the first record'
    expect(second.report).toEqual({ type: 'malformed', reason })
  })

  test('may come alone', () => {
    expect(osmandJsonDevice(flat)).toEqual({ field: 'id', key: '7' })
    expect(decodeJson(flat)).toMatchObject([{ report: { type: 'fix', reading: { lat: 39.9 } } }])
  })
})

test('a body that is no object is no request, and one without a device does not say whose it is', () => {
  expect(osmandJsonDevice('hello')).toBeUndefined()
  expect(osmandJsonDevice(null)).toBeUndefined()
  expect(osmandJsonDevice([1])).toBeUndefined()
  expect(osmandJsonDevice({ location: {} })).toEqual({ field: 'device_id', key: undefined })
  expect(osmandJsonDevice([])).toEqual({ field: 'id', key: undefined })
})
