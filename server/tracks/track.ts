import type { TrackColumns } from '../contract/api/tracks.ts'
import { distanceM } from '../live/geodesy.ts'

/** One stored fix of a track. */
export interface TrackPoint {
  recordedAtMs: number
  lng: number
  lat: number
  speedMps: number | null
  /** Of the community grid whose ground it fell on; null outside all. */
  gridCode: string | null
  /** Whether it may as well lie in another grid. */
  uncertain: boolean
}

/** A track as columns, with the metres walked along its points and, of those that are sure of their grid, the share in
 * the worker's own, which is known by its code in every version of the boundaries (null where there is no such point).
 * `points` are in the order of time. */
export function trackColumns(
  points: readonly TrackPoint[], workerId: number, gridCode: string, fromMs: number, toMs: number,
): TrackColumns {
  let walkedM = 0
  let sure = 0
  let inGrid = 0
  for (const [i, point] of points.entries()) {
    if (!point.uncertain) sure++
    if (!point.uncertain && point.gridCode === gridCode) inGrid++
    if (i > 0) walkedM += distanceM(points[i - 1].lng, points[i - 1].lat, point.lng, point.lat)
  }
  return {
    workerId,
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    recordedAtMs: points.map((point) => point.recordedAtMs),
    lng: points.map((point) => point.lng),
    lat: points.map((point) => point.lat),
    speedMps: points.map((point) => point.speedMps),
    distanceM: Math.round(walkedM),
    inGridShare: sure === 0 ? null : inGrid / sure,
  }
}
