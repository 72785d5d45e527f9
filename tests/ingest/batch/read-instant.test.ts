import { fullFormats } from 'ajv-formats/dist/formats.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readInstant } from '../../../server/ingest/batch/read-instant.ts'

const { validate: isDateTime } = fullFormats['date-time'] as { validate(text: string): boolean }

test.each([
  ['2026-01-31T08:00:00.000Z', Date.UTC(2026, 0, 31, 8)],
  ['2026-01-31T08:00:00Z', Date.UTC(2026, 0, 31, 8)],
  ['2026-01-31t08:00:00.123456z', Date.UTC(2026, 0, 31, 8, 0, 0, 123)],
  ['2026-01-31 16:00:00+08:00', Date.UTC(2026, 0, 31, 8)],
  ['2026-01-31T16:00:00+0800', Date.UTC(2026, 0, 31, 8)],
  ['2026-01-31T03:30:00-04:30', Date.UTC(2026, 0, 31, 8)],
  ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
  ['2017-01-01T07:59:60+08:00', Date.UTC(2017, 0, 1)],
])('%s is an instant', (text, ms) => {
  expect(readInstant(text)).toBe(ms)
})

test.each([
  '', 'now', '2026-02-30T08:00:00.000Z', '2026-02-29T08:00:00Z', '2026-01-31', '2026-01-31T08:00:00',
  '2026-01-31T24:00:00Z',
  '2026-13-01T00:00:00.000Z', '2026-01-31T08:00:60Z', '2026-01-31T08:60:00.000Z', '+002026-01-31T08:00:00Z',
  '2026-01-31T08:00:00.Z', '2026-01-31T08:00:00+24:00', ' 2026-01-31T08:00:00Z',
])('%j is none', (text) => {
  expect(readInstant(text)).toBeNaN()
})

test('agrees with the schema’s format, and with Date.parse where that can tell', () => {
  const two = (most: number) => fc.integer({ min: 0, max: most }).map((n) => String(n).padStart(2, '0'))
  const offset = fc.tuple(fc.constantFrom('+', '-'), two(25), fc.constantFrom(':', ''), two(61))
  const zone = fc.oneof(fc.constantFrom('Z', 'z', ''), offset.map((parts) => parts.join('')))
  const text = fc.tuple(
    fc.integer({ min: 0, max: 2600 }).map((n) => String(n).padStart(4, '0')), two(13), two(32),
    fc.constantFrom('T', 't', ' ', 'T', 'T'), two(23), two(59), two(61),
    fc.constantFrom('', '.1', '.123', '.123456', '.'), zone,
  ).map(([y, mo, d, t, h, mi, s, f, z]) => `${y}-${mo}-${d}${t}${h}:${mi}:${s}${f}${z}`)
  const spoiled = fc.tuple(text, fc.nat(30), fc.string({ maxLength: 2 }))
    .map(([text, at, more]) => text.slice(0, at) + more + text.slice(at + 1))
  const written = fc.date({ noInvalidDate: true, min: new Date('0100-01-01'), max: new Date('9999-12-31') })
    .map((date) => date.toISOString())
  fc.assert(
    fc.property(fc.oneof(text, spoiled, written), (text) => {
      const ms = readInstant(text)
      expect(Number.isNaN(ms)).toBe(!isDateTime(text))
      const parsed = Date.parse(text.replace(/[t ]/, 'T').replace('z', 'Z'))
      if (!Number.isNaN(ms) && !Number.isNaN(parsed)) expect(ms).toBe(parsed)
    }),
    { seed: 4, numRuns: 5000 },
  )
})
