import type { Reading } from './position.ts'

/** Clocks of phones are a little ahead; beyond this they are wrong. */
const AHEAD_MS = 5 * 60_000
/** Receivers without a fix say 0, 0, or close to it. */
const NULL_ISLAND_DEG = 0.01
const DAY_MS = 86_400_000

/** Why a place cannot be believed, in words that begin with a code; undefined where it can. */
export function vetPlace({ lng, lat }: Pick<Reading, 'lng' | 'lat'>): string | undefined {
  if (!(lng >= -180 && lng <= 180)) return `out-of-range: lng ${lng}, expected -180 to 180`
  if (!(lat >= -90 && lat <= 90)) return `out-of-range: lat ${lat}, expected -90 to 90`
  if (Math.abs(lng) < NULL_ISLAND_DEG && Math.abs(lat) < NULL_ISLAND_DEG) {
    return `null-island: ${lng}, ${lat} is what a receiver says that has no fix`
  }
  return undefined
}

/** Why a time cannot be believed, in words that begin with a code; undefined where it can. `retentionMs` is how long
 * positions are kept: what is older would be deleted at once. */
export function vetTime(recordedAtMs: number, nowMs: number, retentionMs: number): string | undefined {
  const aheadMs = recordedAtMs - nowMs
  if (aheadMs > AHEAD_MS) return `future: recorded ${Math.round(aheadMs / 1000)} s ahead of the server's clock`
  if (!(recordedAtMs > nowMs - retentionMs)) {
    return `too-old: recorded ${Math.floor(-aheadMs / DAY_MS)} days ago, kept are ${retentionMs / DAY_MS}`
  }
  return undefined
}
