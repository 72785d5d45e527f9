import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decodePositionFrame, encodePositionFrame, FRAME_MAGIC, FRAME_VERSION, HEADER_BYTES, headingOfMotion, MOTION_GONE,
  MOTION_SILENT, MOTION_STANDING, motionOfHeading, RECORD_BYTES,
} from '../../server/contract/position-frame.ts'

const header = { tick: 77, baseTick: 70, serverTimeMs: 1_753_000_000_123, west: 116.2, south: 39.7, spanDeg: 0.5 }
const columns = {
  lng: Float64Array.of(116.2, 116.45, 116.7, 200),
  lat: Float64Array.of(39.7, 39.95, 40.2, -90),
  motion: Uint8Array.of(0, 239, MOTION_SILENT, MOTION_STANDING),
}

test('a frame is laid out as its byte table says', () => {
  const bytes = encodePositionFrame(header, Uint16Array.of(1), 1, columns)
  const view = new DataView(bytes.buffer)
  expect(bytes.byteLength).toBe(HEADER_BYTES + RECORD_BYTES)
  expect([view.getUint8(0), view.getUint8(1), view.getUint16(2, true)]).toEqual([FRAME_MAGIC, FRAME_VERSION, 0])
  expect([view.getUint32(4, true), view.getUint32(8, true), view.getUint32(12, true)]).toEqual([77, 70, 1])
  expect([16, 24, 32, 40].map((at) => view.getFloat64(at, true))).toEqual([1_753_000_000_123, 116.2, 39.7, 0.5])
  // Half of the span is step 2^23 = 0x800000, little-endian.
  expect([...bytes.subarray(48)]).toEqual([1, 0, 0x00, 0x00, 0x80, 0x00, 0x00, 0x80, 239])
})

test('what is decoded is what was encoded, to half a step of the box', () => {
  const position = fc.record({
    lng: fc.double({ min: -180, max: 180, noNaN: true }),
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
    motion: fc.integer({ min: 0, max: 255 }),
  })
  fc.assert(
    fc.property(
      fc.array(position, { maxLength: 50 }),
      fc.record({ tick: fc.nat(0xffffffff), baseTick: fc.nat(0xffffffff), serverTimeMs: fc.nat(), spanDeg: fc.constantFrom(0.5, 4, 400) }),
      (positions, given) => {
        const all = { ...given, west: -190, south: -190 }
        const slots = Uint16Array.from(positions, (_, i) => i)
        const columns = {
          lng: Float64Array.from(positions, (position) => position.lng),
          lat: Float64Array.from(positions, (position) => position.lat),
          motion: Uint8Array.from(positions, (position) => position.motion),
        }
        const frame = decodePositionFrame(encodePositionFrame(all, slots, slots.length, columns))
        expect(frame).toMatchObject({ ...all, count: positions.length })
        expect(frame.slot).toEqual(slots)
        expect(frame.motion).toEqual(columns.motion)
        const step = all.spanDeg / 2 ** 24
        const pinned = (value: number) => Math.min(Math.max(value, -190), -190 + all.spanDeg - step)
        for (let i = 0; i < frame.count; i++) {
          expect(Math.abs(frame.lng[i] - pinned(columns.lng[i]))).toBeLessThanOrEqual(step / 2 + 1e-12)
          expect(Math.abs(frame.lat[i] - pinned(columns.lat[i]))).toBeLessThanOrEqual(step / 2 + 1e-12)
        }
      },
    ),
  )
})

test('slots up to 65535 survive, and only the first `count` slots are written', () => {
  const wide = { lng: new Float64Array(65536).fill(116.4), lat: new Float64Array(65536).fill(40), motion: new Uint8Array(65536) }
  const frame = decodePositionFrame(encodePositionFrame(header, Uint16Array.of(65535, 256, 9), 2, wide))
  expect([...frame.slot]).toEqual([65535, 256])
})

test('records from goneFrom on say gone, those before keep their motion', () => {
  const frame = decodePositionFrame(encodePositionFrame(header, Uint16Array.of(2, 0, 1), 3, columns, 1))
  expect([...frame.motion]).toEqual([MOTION_SILENT, MOTION_GONE, MOTION_GONE])
})

test('a frame is read in place from the middle of a larger buffer', () => {
  const bytes = encodePositionFrame(header, Uint16Array.of(0, 1), 2, columns)
  const larger = new Uint8Array(bytes.byteLength + 7)
  larger.set(bytes, 5)
  expect(decodePositionFrame(larger.subarray(5, 5 + bytes.byteLength))).toEqual(decodePositionFrame(bytes))
})

test('a heading is a motion in steps of 1.5°, whichever way round it is given', () => {
  expect([0, 1.5, 359.9, 360, -90, 90, 450].map(motionOfHeading)).toEqual([0, 1, 0, 0, 180, 60, 60])
  expect(headingOfMotion(60)).toBe(90)
  expect([MOTION_STANDING, MOTION_SILENT, MOTION_GONE].map(headingOfMotion)).toEqual([undefined, undefined, undefined])
})

describe('what is no frame is refused with what was found and what was expected', () => {
  const good = encodePositionFrame(header, Uint16Array.of(0), 1, columns)
  const changed = (at: number, byte: number) => {
    const bytes = good.slice()
    bytes[at] = byte
    return bytes
  }
  test.each([
    ['too short for a header', good.subarray(0, 47), 'Got a frame of 47 bytes, expected at least 48.'],
    ['another magic', changed(0, 0x7b), 'Got magic 0x7b, expected 0x47.'],
    ['a later version', changed(1, 2), 'Got v2 frame, expected v1.'],
    ['a record cut short', good.subarray(0, 56), 'Got 56 bytes for 1 records, expected 57.'],
    ['a count that lies', changed(12, 9), 'Got 57 bytes for 9 records, expected 129.'],
  ])('%s', (_, bytes, message) => {
    expect(() => decodePositionFrame(bytes)).toThrow(message)
  })
})
