import { expect, test } from 'vitest'
import { leastSpeedMps, SpeedCheck, type Step } from '../../server/ingest/speed-check.ts'

const FASTEST_MPS = 70
const NORTH_DEG_PER_M = 1 / 111_195
const step = (atS: number, northM: number, accuracyM = 10): Step =>
  ({ recordedAtMs: 1_700_000_000_000 + atS * 1000, lng: 116.4, lat: 39.9 + northM * NORTH_DEG_PER_M, accuracyM })

/** Which of the fixes are believed, one after the other. */
function believed(steps: readonly Step[]): boolean[] {
  const speeds = new SpeedCheck()
  return steps.map((fix) => speeds.impossibleMps('device', fix, FASTEST_MPS) === undefined)
}

test('the speed between two fixes is the least that their accuracies allow, whichever came first', () => {
  expect(leastSpeedMps(step(0, 0), step(9, 1020))).toBeCloseTo(100, 0)
  expect(leastSpeedMps(step(9, 1020), step(0, 0))).toBeCloseTo(100, 0)
  expect(leastSpeedMps(step(0, 0, 600), step(9, 1020, 500))).toBe(0)
  expect(leastSpeedMps({ ...step(0, 0), accuracyM: undefined }, step(9, 1025))).toBeCloseTo(100, 0)
})

test('the first fix is believed, and what anybody can drive', () => {
  expect(believed([step(0, 0), step(10, 600), step(20, 1200), step(3620, 200_000)])).toEqual([true, true, true, true])
})

test('a fix that nobody can have come to is not, and those after it go on from the one before', () => {
  expect(believed([step(0, 0), step(10, 50_000), step(20, 20), step(30, 40)])).toEqual([true, false, true, true])
})

test('two places in one second are an error of the receiver as soon as they are further apart than it can err', () => {
  expect(believed([step(0, 0), step(0, 80), step(0, 5_000)])).toEqual([true, true, false])
})

test('three fixes on end that fit each other are believed: then the one before was the wild one', () => {
  const wild = [step(0, 90_000), step(10, 0), step(20, 10), step(30, 20), step(40, 30)]
  expect(believed(wild)).toEqual([true, false, false, true, true])
})

test('fixes that do not fit each other either never are', () => {
  const jumps = [10, 20, 30, 40, 50, 60].map((atS, i) => step(atS, 90_000 * (1 + (i % 2)) + i * 40_000))
  expect(believed([step(0, 0), ...jumps])).toEqual([true, ...jumps.map(() => false)])
})

test('a fix that is sent again is no second witness', () => {
  const wild = step(10, 50_000)
  expect(believed([step(0, 0), wild, wild, wild, wild, step(20, 10)])).toEqual([true, false, false, false, false, true])
})

test('a late fix is believed where it fits, and what comes next is not measured by it', () => {
  expect(believed([step(100, 0), step(10, 5_000), step(101, 10)])).toEqual([true, true, true])
})

test('late fixes are measured by each other as well, in whatever order they come', () => {
  const [now, ...rest] = [step(1000, 0), step(100, 0), step(110, 10), step(120, 5_000), step(130, 20), step(140, 30)]
  expect(believed([now, ...rest])).toEqual([true, true, true, false, true, true])
  expect(believed([now, ...rest.toReversed()])).toEqual([true, true, true, false, true, true])
  expect(believed([now, ...rest, ...rest])).toEqual([true, true, true, false, true, true, true, true, false, true, true])
})

test('a late fix that was wild does not cost those after it more than two', () => {
  const late = [step(100, 9_000), step(110, 10), step(120, 20), step(130, 30), step(140, 40)]
  expect(believed([step(1000, 0), ...late, step(1010, 5)])).toEqual([true, true, false, false, true, true, true])
  const backwards = [step(140, 9_000), step(130, 30), step(120, 20), step(110, 10)]
  expect(believed([step(1000, 0), ...backwards])).toEqual([true, true, false, false, true])
})

test('a wild fix with a clock that is ahead locks nobody out', () => {
  expect(believed([step(250, 90_000), step(0, 0), step(10, 5), step(20, 10), step(30, 15)]))
    .toEqual([true, false, false, true, true])
})
