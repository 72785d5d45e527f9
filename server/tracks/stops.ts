import { planeAt } from './plane.ts'

/** A fix as far as place and time go. */
export interface PlacedFix {
  recordedAtMs: number
  lng: number
  lat: number
}

/** A while that a worker spent in one place: the fixes from index `first` to `last`. */
export interface Stop {
  /** The mean of the fixes about it; those of an excursion do not count. */
  lng: number
  lat: number
  fromMs: number
  toMs: number
  first: number
  last: number
}

export interface StopRule {
  /** How far from the middle a fix may lie. More than twice what a phone errs in a street between houses. */
  radiusM: number
  /** A shorter while is no stop. */
  leastMs: number
  /** A receiver that errs, or a few steps aside, ends no stop when it is over within this time. */
  awayMs: number
  /** Many phones hardly send while they lie still. A longer silence ends the stop: nobody knows where they were. */
  silenceMs: number
}

export const STOP_RULE: StopRule = { radiusM: 50, leastMs: 300_000, awayMs: 120_000, silenceMs: 1_200_000 }

/**
 * The stops among fixes in the order of time, in that order; they share no fix. Each begins and ends with a fix within
 * `radiusM` of its middle and lasts at least `leastMs`. Takes the earliest stop there is and goes on behind it.
 */
export function findStops(fixes: readonly PlacedFix[], rule: StopRule = STOP_RULE): Stop[] {
  const stops: Stop[] = []
  if (fixes.length === 0) return stops
  const plane = planeAt(fixes[0].lat)
  const x = Float64Array.from(fixes, ({ lng }) => plane.x(lng))
  const y = Float64Array.from(fixes, ({ lat }) => plane.y(lat))
  for (let first = 0; first < fixes.length;) {
    const stop = stopFrom(first, fixes, x, y, rule)
    if (stop !== undefined) stops.push(stop)
    first = stop === undefined ? first + 1 : stop.last + 1
  }
  return stops
}

/** The stop that begins about the fix `start`, if there is one. */
function stopFrom(
  start: number, fixes: readonly PlacedFix[], x: Float64Array, y: Float64Array, rule: StopRule,
): Stop | undefined {
  const { radiusM, leastMs, awayMs, silenceMs } = rule
  // The middle follows the fixes that are taken in, so that one that errs at the beginning is outvoted.
  let middleX = x[start]
  let middleY = y[start]
  const members = [start]
  const isNear = (k: number) => Math.hypot(x[k] - middleX, y[k] - middleY) <= radiusM
  for (let k = start + 1; k < fixes.length; k++) {
    const atMs = fixes[k].recordedAtMs
    if (atMs - fixes[k - 1].recordedAtMs > silenceMs) break
    if (isNear(k)) {
      members.push(k)
      middleX += (x[k] - middleX) / members.length
      middleY += (y[k] - middleY) / members.length
    } else if (atMs - fixes[members[members.length - 1]].recordedAtMs > awayMs) break
  }

  // The way in and out, over which the middle has moved on, is not part of it.
  const first = members.find(isNear)
  const last = members.findLast(isNear)
  if (first === undefined || last === undefined) return undefined
  const fromMs = fixes[first].recordedAtMs
  const toMs = fixes[last].recordedAtMs
  if (toMs - fromMs < leastMs) return undefined
  const mean = (of: (fix: PlacedFix) => number) => members.reduce((sum, k) => sum + of(fixes[k]), 0) / members.length
  return { lng: mean(({ lng }) => lng), lat: mean(({ lat }) => lat), fromMs, toMs, first, last }
}
