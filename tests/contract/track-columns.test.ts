import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  degreesOfSteps, encodeTrackBlock, stepsOfDegrees, takeTrackBlocks, TRACK_HEADER_BYTES, type TrackBlock,
} from '../../server/contract/track-columns.ts'

const step = fc.integer({ min: -1_800_000_000, max: 1_800_000_000 })
const anyBlock: fc.Arbitrary<TrackBlock> = fc
  .record({
    fromMs: fc.integer({ min: 0, max: 4e12 }),
    lengthMs: fc.integer({ min: 1, max: 7_200_000 }),
    isKept: fc.boolean(),
    workers: fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 31 - 1 }), { maxLength: 8 }),
    fixes: fc.array(fc.array(fc.tuple(fc.integer({ min: 0, max: 7_199_999 }), step, step), { minLength: 1, maxLength: 6 }),
      { minLength: 8, maxLength: 8 }),
  })
  .map(({ fromMs, lengthMs, isKept, workers, fixes }) => {
    const ofWorkers = fixes.slice(0, workers.length)
    const flat = ofWorkers.flat()
    const ends = ofWorkers.map((_, k) => ofWorkers.slice(0, k + 1).flat().length)
    return {
      fromMs, toMs: fromMs + lengthMs, isKept, workerId: Uint32Array.from(workers).sort(),
      first: Uint32Array.from([0, ...ends]), afterMs: Uint32Array.from(flat, ([ms]) => ms),
      lngSteps: Int32Array.from(flat, ([, lng]) => lng), latSteps: Int32Array.from(flat, ([, , lat]) => lat),
    }
  })

function joined(parts: readonly Uint8Array[], before = 0): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(before + parts.reduce((sum, part) => sum + part.byteLength, 0))
  let at = before
  for (const part of parts) {
    bytes.set(part, at)
    at += part.byteLength
  }
  return bytes.subarray(before)
}

test('what is encoded is decoded, wherever in memory it lies', () => {
  fc.assert(fc.property(fc.array(anyBlock, { maxLength: 4 }), fc.integer({ min: 0, max: 7 }), (blocks, before) => {
    const taken = takeTrackBlocks(joined(blocks.map(encodeTrackBlock), before))
    expect(taken.blocks).toEqual(blocks)
    expect(taken.rest).toHaveLength(0)
  }), { seed: 1 })
})

test('cut anywhere, whole blocks are taken and the rest waits for what follows', () => {
  fc.assert(fc.property(anyBlock, anyBlock, fc.double({ min: 0, max: 1, noNaN: true }), (one, two, share) => {
    const bytes = joined([one, two].map(encodeTrackBlock))
    const cut = Math.floor(share * bytes.byteLength)
    const early = takeTrackBlocks(bytes.slice(0, cut))
    const late = takeTrackBlocks(joined([early.rest, bytes.subarray(cut)]))
    expect([...early.blocks, ...late.blocks]).toEqual([one, two])
    expect(late.rest).toHaveLength(0)
  }), { seed: 2 })
})

test('a step is the nearest to a coordinate, and a coordinate of seven digits comes back as it was', () => {
  fc.assert(fc.property(fc.double({ min: -180, max: 180, noNaN: true }), (degrees) => {
    expect(Math.abs(degreesOfSteps(stepsOfDegrees(degrees)) - degrees)).toBeLessThanOrEqual(0.51e-7)
  }))
  fc.assert(fc.property(step, (steps) => {
    expect(stepsOfDegrees(degreesOfSteps(steps))).toBe(steps)
    expect(degreesOfSteps(steps)).toBe(Number((steps / 1e7).toFixed(7)))
  }))
})

test('the bytes are those of the table', () => {
  const bytes = encodeTrackBlock({
    fromMs: 1000, toMs: 2000, isKept: false, workerId: Uint32Array.of(7), first: Uint32Array.of(0, 1),
    afterMs: Uint32Array.of(513), lngSteps: Int32Array.of(-1), latSteps: Int32Array.of(2),
  })
  expect([...bytes.subarray(0, 16)]).toEqual([0x54, 1, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0])
  expect([...bytes.subarray(TRACK_HEADER_BYTES)]).toEqual(
    [7, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 2, 0, 0, 255, 255, 255, 255, 2, 0, 0, 0],
  )
})

test('what is no block is refused with what was found', () => {
  const empty: TrackBlock = {
    fromMs: 0, toMs: 1, isKept: true, workerId: new Uint32Array(0), first: Uint32Array.of(0),
    afterMs: new Uint32Array(0), lngSteps: new Int32Array(0), latSteps: new Int32Array(0),
  }
  const bytes = encodeTrackBlock(empty)
  const changed = (at: number, value: number) => {
    const copy = bytes.slice()
    copy[at] = value
    return copy
  }
  expect(() => takeTrackBlocks(changed(0, 0x47))).toThrow('Got magic 0x47, expected 0x54.')
  expect(() => takeTrackBlocks(changed(1, 2))).toThrow('Got v2 tracks, expected v1.')
  expect(() => takeTrackBlocks(changed(TRACK_HEADER_BYTES, 1))).toThrow('Got fixes from 1 to 1, expected 0 to 0.')
  expect(() => encodeTrackBlock({ ...empty, first: Uint32Array.of(1) })).toThrow('expected 0 to 0.')
  expect(() => encodeTrackBlock({ ...empty, latSteps: new Int32Array(1) })).toThrow('Got 0 lng and 1 lat')
})
