import { expect, it } from 'vitest'
import { mulberry32 } from '../../../geodata/city/random.ts'
import { ALARM_RHYTHM, CASE_RHYTHM, createArrivals } from '../../../geodata/field/duty/arrivals.ts'

const HOUR_MS = 3_600_000

/** What each hour of `days` days brings, looked at every second. */
function countByHour(perHour: number, days: number, seed: number): number[] {
  const arrivals = createArrivals({
    perHour, rhythm: CASE_RHYTHM, hourOf: (atMs) => Math.floor(atMs / HOUR_MS) % 24, random: mulberry32(seed),
  })
  const count = Array.from({ length: 24 }, () => 0)
  for (let atMs = 0; atMs < days * 24 * HOUR_MS; atMs += 1000) count[Math.floor(atMs / HOUR_MS) % 24] += arrivals.until(atMs)
  return count
}

it('brings the mean that was asked for, at the pace of each hour', () => {
  const days = 40
  const count = countByHour(120, days, 3)
  const total = count.reduce((sum, hour) => sum + hour, 0)
  expect(Math.abs(total / (120 * 24 * days) - 1)).toBeLessThan(0.01)
  for (const [hour, weight] of CASE_RHYTHM.entries()) {
    const expected = 120 * weight * days
    // five standard deviations of a Poisson number
    expect(Math.abs(count[hour] - expected)).toBeLessThan(5 * Math.sqrt(expected))
  }
})

it('has a mean of 1 in the rhythm of each day', () => {
  for (const rhythm of [CASE_RHYTHM, ALARM_RHYTHM]) {
    expect(rhythm).toHaveLength(24)
    expect(rhythm.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(24, 9)
  }
})

it('brings nothing at a rate of nought, and the same for the same seed', () => {
  expect(countByHour(0, 1, 1).every((count) => count === 0)).toBe(true)
  expect(countByHour(60, 1, 5)).toEqual(countByHour(60, 1, 5))
})

it('brings no flood after a laptop has slept for a night', () => {
  const arrivals = createArrivals({ perHour: 3600, rhythm: CASE_RHYTHM, hourOf: () => 9, random: mulberry32(1) })
  arrivals.until(0)
  expect(arrivals.until(8 * HOUR_MS)).toBeLessThan(3 * 60 * CASE_RHYTHM[9])
})
