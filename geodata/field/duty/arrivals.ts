import type { Random } from '../../city/random.ts'

/**
 * How busy an hour of the day is against the mean of the day (1): people report when they are up and about, patrols in
 * two shifts; machines fail at any hour, a little more in the heat of the afternoon.
 */
export const CASE_RHYTHM = dayRhythm([
  0.25, 0.18, 0.14, 0.12, 0.15, 0.3, 0.65, 1.15, 1.75, 1.95, 1.85, 1.55, 1.15, 1.3, 1.65, 1.7, 1.55, 1.35, 1.2, 1.15,
  1.05, 0.85, 0.6, 0.4,
])
export const ALARM_RHYTHM = dayRhythm([
  0.8, 0.75, 0.7, 0.7, 0.7, 0.8, 0.9, 1, 1.05, 1.1, 1.15, 1.2, 1.2, 1.25, 1.25, 1.2, 1.15, 1.1, 1.1, 1.05, 1, 1, 0.95,
  0.9,
])

/** Scales 24 weights to a mean of 1. */
function dayRhythm(weights: readonly number[]): readonly number[] {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / 24
  return weights.map((weight) => weight / mean)
}

export interface Arrivals {
  /** How many things happened since the call before; the first call starts the watch and answers 0. */
  until(nowMs: number): number
}

/**
 * A Poisson process whose rate follows the hour of the city's day. `perHour` is the mean of a whole day; `hourOf` tells
 * the hour 0–23 in the city of an instant. After a long pause (a sleeping laptop) no flood follows: what a minute brings
 * is the most that one call answers.
 */
export function createArrivals(options: {
  perHour: number
  rhythm: readonly number[]
  hourOf: (atMs: number) => number
  random: Random
}): Arrivals {
  const { perHour, rhythm, hourOf, random } = options
  let lastMs: number | undefined
  // the expected number still to pass before the next one happens
  let untilNext = -Math.log(1 - random())

  return {
    until(nowMs) {
      const elapsedMs = lastMs === undefined ? 0 : Math.min(Math.max(nowMs - lastMs, 0), 60_000)
      lastMs = nowMs
      untilNext -= (perHour * rhythm[hourOf(nowMs)] * elapsedMs) / 3_600_000
      let happened = 0
      while (untilNext <= 0) {
        happened++
        untilNext -= Math.log(1 - random())
      }
      return happened
    },
  }
}
