import type { TrackColumns } from '../contract/api/workers.ts'
import { distanceM } from './geodesy.ts'

/** One stored fix of a track. */
export interface TrackPoint {
  recordedAtMs: number
  lng: number
  lat: number
  speedMps: number | null
  gridId: number | null
}

/** A track as columns, with the metres walked along its points and the share of them in the worker's own grid
 * (null where there is no point). `points` are in the order of time. */
export function trackColumns(
  points: readonly TrackPoint[], workerId: number, gridId: number, fromMs: number, toMs: number,
): TrackColumns {
  let walkedM = 0
  let inGrid = 0
  for (const [i, point] of points.entries()) {
    if (point.gridId === gridId) inGrid++
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
    inGridShare: points.length === 0 ? null : inGrid / points.length,
  }
}
