import { expect, test } from 'vitest'
import fc from 'fast-check'
import type { Reading } from '../../server/ingest/position.ts'
import { sequenceOf } from '../../server/ingest/sequence.ts'

const reading: Reading = { recordedAtMs: 1, lng: 116.4, lat: 39.9, sos: false, speedMps: 1.5, batteryPercent: 80 }

test('a fix that is sent again has the same number, whatever the battery says by then', () => {
  expect(sequenceOf({ ...reading, batteryPercent: 79, sos: true }, 'a')).toBe(sequenceOf(reading, 'a'))
})

test.each([{ lng: 116.400001 }, { lat: 39.90001 }, { speedMps: 0 }, { accuracyM: 0 }, { headingDeg: 0 }, { altitudeM: 1.5 }])(
  'a fix with another %o has another number', (change) => {
    expect(sequenceOf({ ...reading, ...change }, 'a')).not.toBe(sequenceOf(reading, 'a'))
  },
)

test('the sender’s own number decides, but two devices of one worker may count alike', () => {
  const numbered = { ...reading, sequence: 7 }
  expect(sequenceOf({ ...numbered, lng: 1 }, 'a')).toBe(sequenceOf(numbered, 'a'))
  expect(sequenceOf({ ...numbered, sequence: 8 }, 'a')).not.toBe(sequenceOf(numbered, 'a'))
  expect(sequenceOf(numbered, 'b')).not.toBe(sequenceOf(numbered, 'a'))
})

test('it has 32 bits with a sign, and is spread over them', () => {
  fc.assert(fc.property(fc.double({ min: -180, max: 180, noNaN: true }), (lng) => {
    const sequence = sequenceOf({ ...reading, lng }, 'a')
    expect(sequence).toBe(sequence | 0)
  }), { seed: 7, numRuns: 300 })
  const many = new Set(Array.from({ length: 20_000 }, (_, i) => sequenceOf({ ...reading, lng: 116 + i * 1e-6 }, 'a')))
  expect(many.size).toBeGreaterThan(19_990)
})
