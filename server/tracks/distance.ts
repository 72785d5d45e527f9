import { distanceM } from '../live/geodesy.ts'
import type { WayPoint } from './way.ts'

/** A receiver at rest wanders by some metres: only what leads further away than this is a step. */
export const STEP_M = 10

/**
 * The metres walked along a way. What lies between its parts counts nothing, nor what a fix is off by while a worker
 * rests for less than a stop: each part is measured from step to step, of at least `stepM` each, and to each stop.
 */
export function walkedM(parts: readonly (readonly WayPoint[])[], stepM = STEP_M): number {
  let sumM = 0
  for (const part of parts) {
    let from = part[0]
    for (const point of part) {
      const wayM = distanceM(from.lng, from.lat, point.lng, point.lat)
      if (wayM < stepM && !point.isStop) continue
      sumM += wayM
      from = point
    }
  }
  return sumM
}
