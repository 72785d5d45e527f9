import { expect, test } from 'vitest'
import { mulberry32 } from '../../geodata/city/random.ts'
import { STEP_M, walkedM } from '../../server/tracks/distance.ts'
import { findGaps } from '../../server/tracks/gaps.ts'
import { findStops } from '../../server/tracks/stops.ts'
import { wayOf } from '../../server/tracks/way.ts'
import { fixAt, metresBetween, noise, walkShift } from './walk.ts'

const MINUTE_MS = 60_000
const walked = (fixes: ReturnType<typeof fixAt>[]) => walkedM(wayOf(fixes, findStops(fixes)))

test('of a walked shift the metres are those that were walked, where the plain sum counts the drift as well', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { fixes, walkedM: reallyM } = walkShift(seed, 8, 5)
    const plainM = fixes.slice(1).reduce((sum, fix, i) => sum + metresBetween(fixes[i], fix), 0)
    expect(plainM).toBeGreaterThan(1.8 * reallyM)
    expect(Math.abs(walked(fixes) / reallyM - 1), `seed ${seed}`).toBeLessThan(0.15)
  }
})

test('without drift it is the way exactly, but for the last step; it never is more than the plain sum', () => {
  const straight = Array.from({ length: 200 }, (_, i) => fixAt(i * 5000, i * 6.5, 0))
  expect(walked(straight)).toBeLessThanOrEqual(199 * 6.5 * 1.0001)
  expect(walked(straight)).toBeGreaterThan(199 * 6.5 * 0.9999 - STEP_M)
  const random = mulberry32(7)
  for (let round = 0; round < 50; round++) {
    const fixes = Array.from({ length: 50 }, (_, i) => fixAt(i * 10_000, noise(random, 80), noise(random, 80)))
    const plainM = fixes.slice(1).reduce((sum, fix, i) => sum + metresBetween(fixes[i], fix), 0)
    expect(walkedM(wayOf(fixes, []))).toBeLessThanOrEqual(plainM + 1e-6)
  }
})

test('a rest too short for a stop adds nothing', () => {
  const random = mulberry32(3)
  const rest = Array.from({ length: 20 }, (_, i) => fixAt(i * 10_000, noise(random, 2), noise(random, 2)))
  expect(findStops(rest)).toEqual([])
  expect(walked(rest)).toBe(0)
})

test('a jump over a gap counts nothing and is listed; a gap while resting cuts nothing', () => {
  const before = Array.from({ length: 11 }, (_, i) => fixAt(i * 10_000, i * 13, 0))
  const after = Array.from({ length: 11 }, (_, i) => fixAt(10 * MINUTE_MS + i * 10_000, 5000 + i * 13, 0))
  expect(walked([...before, ...after])).toBeCloseTo(260, 0)
  const gaps = findGaps([...before, ...after])
  expect(gaps).toMatchObject([{ fromMs: 100_000, toMs: 10 * MINUTE_MS }])
  expect(gaps[0].jumpM).toBeCloseTo(4870, 0)
  expect(findGaps([...before, fixAt(100_000 + 5 * MINUTE_MS, 0, 0)])).toEqual([])

  const rested = [fixAt(0, 0, 0), fixAt(10 * MINUTE_MS, 0, 0), fixAt(10 * MINUTE_MS + 60_000, 80, 0)]
  expect(wayOf(rested, findStops(rested)).map((part) => part.length)).toEqual([2])
  expect(findGaps(rested)).toHaveLength(1)
  expect(walked(rested)).toBeCloseTo(80, 0)
})

test('no fixes have no way', () => {
  expect(wayOf([], [])).toEqual([])
  expect(walkedM([])).toBe(0)
  expect(findGaps([])).toEqual([])
})
