import { Ajv, type ErrorObject } from 'ajv'
import addFormatsModule from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PositionBatchBody } from '../../../server/contract/api/ingest.ts'
import { ReplyError } from '../../../server/errors.ts'
import { describeValidation } from '../../../server/http/validation.ts'
import { readBatch, readBatchLines } from '../../../server/ingest/batch/batch.ts'

const ajv = new Ajv({ verbose: true, strict: false })
;(addFormatsModule as unknown as (ajv: Ajv) => void)(ajv)
const validate = ajv.compile(PositionBatchBody)

const row = { device: 'phone-1', lng: 116.4, lat: 39.9, recordedAt: '2026-03-01T08:00:00Z' }

/** What a reader makes of it: the error, or nothing. */
function complaintOf(read: () => unknown): ReplyError | undefined {
  try {
    read()
    return undefined
  } catch (error) {
    if (error instanceof ReplyError) return error
    throw error
  }
}

describe('a row of a batch', () => {
  test('becomes a reading with all that it says', () => {
    const full = {
      ...row, sequence: -7, accuracyM: 5, speedMps: 1e300, headingDeg: 90, altitudeM: 44.5, batteryPercent: 99.6,
    }
    const batch = readBatch({ datum: 'gcj02', positions: [full] })
    expect(batch.datum).toBe('gcj02')
    expect(batch.rows).toEqual([
      {
        device: 'phone-1',
        reading: {
          recordedAtMs: Date.UTC(2026, 2, 1, 8), lng: 116.4, lat: 39.9, sos: false, sequence: -7, accuracyM: 5,
          speedMps: 1e300, headingDeg: 90, altitudeM: 44.5, batteryPercent: 99.6,
        },
      },
    ])
    expect(batch.rawOf(0)).toEqual(full)
  })

  test.each([
    [{ lat: 91 }, 'positions.1.lat: got 91, expected a number from -90 to 90.'],
    [{ lng: '116' }, 'positions.1.lng: got "116", expected a number from -180 to 180.'],
    [{ accuracyM: -1 }, 'positions.1.accuracyM: got -1, expected a number of 0 or more.'],
    [{ device: '' }, 'positions.1.device: got "", expected a text of 1 to 64 characters.'],
    [{ sequence: 2 ** 31 }, 'positions.1.sequence: got 2147483648, expected a whole number of 32 bits.'],
    [{ recordedAt: 'now' }, 'positions.1.recordedAt: got "now", expected an ISO 8601 time such as'],
    [{ recordedAt: undefined }, 'positions.1.recordedAt: got nothing, expected'],
    [{ colour: 'red' }, 'positions.1.colour: got "red", expected only device, lng, lat, recordedAt, sequence'],
  ])('with %j is refused by its index, field, value and what was expected', (wrong, message) => {
    const complaint = complaintOf(() => readBatch({ positions: [row, { ...row, ...wrong }] }))
    expect(complaint).toMatchObject({ statusCode: 400, message: expect.stringContaining(message) })
  })

  test('may name its device with 64 characters of whatever width', () => {
    expect(complaintOf(() => readBatch({ positions: [{ ...row, device: '🚓'.repeat(64) }] }))).toBeUndefined()
    expect(complaintOf(() => readBatch({ positions: [{ ...row, device: '🚓'.repeat(65) }] }))).toBeDefined()
  })
})

test('the check by hand agrees with the schema that documents it', () => {
  const edge = fc.constantFrom(0, -0, 90, -90, 180, -180, 360, 100, 1e308, Infinity)
  const number = fc.oneof(fc.double({ min: -200, max: 400, noNaN: true }), fc.integer(), edge)
  const time = fc.constantFrom('2026-02-30T00:00:00Z', '2026-03-01T08:00:00.5+08:00')
  const odd = fc.oneof(fc.jsonValue({ maxDepth: 1 }), number, time)
  const date = fc.date({ noInvalidDate: true, min: new Date('0100-01-01'), max: new Date('9999-12-31') })
  const valid = fc.record(
    {
      device: fc.string({ minLength: 1, maxLength: 64, unit: 'grapheme' }),
      lng: fc.double({ min: -180, max: 180, noNaN: true }),
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      recordedAt: date.map((date) => date.toISOString()),
      sequence: fc.integer(),
      accuracyM: fc.double({ min: 0, max: 100, noNaN: true }),
      batteryPercent: fc.integer({ min: 0, max: 100 }),
      headingDeg: number,
      altitudeM: number,
    },
    { requiredKeys: ['device', 'lng', 'lat', 'recordedAt'] },
  )
  const { properties } = PositionBatchBody.properties.positions.items
  const name = fc.constantFrom(...Object.keys(properties), 'colour', '__proto__')
  const spoiled = fc.tuple(valid, name, fc.oneof(odd, fc.constant(undefined))).map(([row, name, value]) => {
    const { [name]: _, ...rest } = row as Record<string, unknown>
    // as JSON.parse makes them, of which not even __proto__ is more than a name
    if (value !== undefined) Object.defineProperty(rest, name, { value, enumerable: true, configurable: true })
    return rest
  })
  const positions = fc.array(fc.oneof({ weight: 3, arbitrary: valid }, spoiled, odd), { maxLength: 3 })
  const body = fc.oneof(
    { weight: 8, arbitrary: fc.record({ positions }) },
    fc.record({ positions, datum: fc.constantFrom('wgs84', 'gcj02', 'bd09', 'cgcs', null) }),
    fc.record({ positions: odd }), fc.record({ more: odd, positions }), odd,
  )
  fc.assert(
    fc.property(body, (body) => {
      const complaint = complaintOf(() => readBatch(body))
      const admitted = validate(body)
      expect(complaint === undefined).toBe(admitted)
      if (complaint !== undefined) {
        const { detail } = describeValidation(validate.errors![0] as ErrorObject)
        expect(complaint.detail.field).toBe(detail.field)
        if (!Array.isArray((body as { positions?: unknown })?.positions)) return
        if (detail.field !== 'positions') expect(complaint.detail.value).toEqual(detail.value)
      }
    }),
    { seed: 4, numRuns: 3000 },
  )
})

describe('NDJSON', () => {
  const line = (more: object = {}) => JSON.stringify({ ...row, ...more })

  test('has a row a line, however lines end; blank ones are none', () => {
    const batch = readBatchLines(`${line()}\r\n\n  \n${line({ device: 'b' })}`, 'gcj02')
    expect([batch.datum, batch.rows.map(({ device }) => device)]).toEqual(['gcj02', ['phone-1', 'b']])
    expect([batch.fieldOf(1, 'device'), batch.rawOf(1)]).toEqual(['line 4.device', line({ device: 'b' })])
  })

  test.each([
    [`${line()}\n${line({ lat: 91 })}\n`, 'line 2.lat: got 91, expected a number from -90 to 90.'],
    [`${line()}\n{"device"`, 'line 2: got "{\\"device\\"", expected a row of JSON.'],
    [`\n[1]\n`, 'line 2: got [1], expected type object.'],
    [`${line()}\n${' '.repeat(5000)}\n`, 'expected at most 4096 characters.'],
    ['', 'body: got "", expected at least one row of JSON'],
    [`${line()}\n`.repeat(5001), 'body: got "line 5001", expected at most 5000 rows.'],
  ])('is refused whole for one bad line, which is named', (text, message) => {
    expect(complaintOf(() => readBatchLines(text, undefined))?.message).toContain(message)
  })
})
