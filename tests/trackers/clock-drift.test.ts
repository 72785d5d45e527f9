import { expect, test } from 'vitest'
import { mulberry32 } from '../../geodata/city/random.ts'
import { clockAheadMs, type ClockDrift, observeDelay } from '../../server/trackers/clock-drift.ts'

const START_MS = 1_700_000_000_000
const MINUTE_MS = 60_000

/** How far ahead a clock seems after records that came at `atMs`, each `delayMs` after it was made. */
function ahead(records: readonly { atMs: number; delayMs: number; aheadMs: number }[]): number {
  let drift: ClockDrift | undefined
  for (const { atMs, delayMs, aheadMs } of records) {
    drift = observeDelay(drift, START_MS + atMs - delayMs + aheadMs, START_MS + atMs)
  }
  return clockAheadMs(drift!)
}

test('a clock is seen through delays of seconds and hours, as near as the fastest record', () => {
  const random = mulberry32(5)
  for (const aheadMs of [-3_600_000, -90_000, 0, 45_000, 86_400_000]) {
    const records = Array.from({ length: 200 }, (_, i) => ({
      atMs: i * 4000, aheadMs, delayMs: 300 + (random() < 0.3 ? random() * 7_200_000 : random() * 3000),
    }))
    const seen = ahead(records)
    expect(seen).toBeLessThanOrEqual(aheadMs)
    expect(seen).toBeGreaterThan(aheadMs - 1000)
  }
})

test('a device that sends nothing but what it kept seems behind until one record is of now', () => {
  const kept = Array.from({ length: 10 }, (_, i) => ({ atMs: i, aheadMs: 0, delayMs: 7_200_000 - i }))
  expect(ahead(kept)).toBeLessThan(-7_000_000)
  expect(ahead([...kept, { atMs: 10, aheadMs: 0, delayMs: 400 }])).toBe(-400)
})

test('a clock that was put right is seen to be after two windows at most', () => {
  const wrong = [0, 10, 14].map((minute) => ({ atMs: minute * MINUTE_MS, aheadMs: 600_000, delayMs: 500 }))
  const right = (until: number) =>
    Array.from({ length: until - 15 }, (_, i) => ({ atMs: (15 + i) * MINUTE_MS, aheadMs: 0, delayMs: 500 }))
  expect(ahead([...wrong, ...right(20)])).toBe(599_500)
  expect(ahead([...wrong, ...right(46)])).toBe(-500)
})

test('after a long silence the clock is judged anew', () => {
  const before = { atMs: 0, aheadMs: 600_000, delayMs: 500 }
  expect(ahead([before, { atMs: 600 * MINUTE_MS, aheadMs: 0, delayMs: 700 }])).toBe(-700)
})
