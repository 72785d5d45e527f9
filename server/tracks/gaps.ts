import { distanceM } from '../live/geodesy.ts'
import type { PlacedFix } from './stops.ts'

/** Between two fixes further apart in time nobody knows the way, nor in whose grid it was. */
export const GAP_MS = 300_000

/** A pause between two fixes that are next to each other. */
export interface Gap {
  fromMs: number
  toMs: number
  /** From the last fix before it to the first one after it. */
  jumpM: number
}

/** The pauses of more than `gapMs` among fixes in the order of time. */
export function findGaps(fixes: readonly PlacedFix[], gapMs = GAP_MS): Gap[] {
  const gaps: Gap[] = []
  for (let i = 1; i < fixes.length; i++) {
    const [before, after] = [fixes[i - 1], fixes[i]]
    if (after.recordedAtMs - before.recordedAtMs <= gapMs) continue
    const jumpM = distanceM(before.lng, before.lat, after.lng, after.lat)
    gaps.push({ fromMs: before.recordedAtMs, toMs: after.recordedAtMs, jumpM })
  }
  return gaps
}
