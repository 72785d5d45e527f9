import { GAP_MS } from './gaps.ts'
import type { PlacedFix, Stop } from './stops.ts'

/** A place that somebody came through; a stop is one place, its middle, however much its fixes drifted. */
export interface WayPoint {
  atMs: number
  lng: number
  lat: number
  isStop: boolean
}

/**
 * The way of fixes in the order of time, with each of their `stops` as one point, cut into parts wherever nothing was
 * heard for more than `gapMs`. A gap within a stop cuts nothing: the way goes on where it rested.
 */
export function wayOf(fixes: readonly PlacedFix[], stops: readonly Stop[], gapMs = GAP_MS): WayPoint[][] {
  const parts: WayPoint[][] = []
  let heardMs = -Infinity
  let nextStop = 0
  for (let i = 0; i < fixes.length; i++) {
    const { recordedAtMs: atMs, lng, lat } = fixes[i]
    if (atMs - heardMs > gapMs) parts.push([])
    const part = parts[parts.length - 1]
    const stop = stops[nextStop]
    if (stop?.first === i) {
      part.push({ atMs, lng: stop.lng, lat: stop.lat, isStop: true })
      i = stop.last
      nextStop++
    } else part.push({ atMs, lng, lat, isStop: false })
    heardMs = fixes[i].recordedAtMs
  }
  return parts
}
