import type { LngLat } from './track-layer.ts'

/** Which way somebody went at a place: degrees counter-clockwise from east, as the map lies. */
export interface TrackArrow {
  at: LngLat
  angleDeg: number
}

/** As many as can be told apart along one way. */
const ARROWS = 24
const LEAST_M = 120
const METRES_PER_DEGREE = 111_195

/** Arrows along paths, about evenly: in the middle of each straight piece after which another stretch is over. */
export function trackArrows(paths: readonly (readonly LngLat[])[]): TrackArrow[] {
  const pieces = paths.flatMap((path) => path.slice(1).map((to, i) => pieceOf(path[i], to)))
  const totalM = pieces.reduce((sum, { lengthM }) => sum + lengthM, 0)
  const everyM = Math.max(LEAST_M, totalM / ARROWS)
  const arrows: TrackArrow[] = []
  // The first arrow comes half a stretch from the start.
  let sinceM = everyM / 2
  for (const { middle, angleDeg, lengthM } of pieces) {
    sinceM += lengthM
    if (sinceM < everyM || lengthM < LEAST_M / 4) continue
    arrows.push({ at: middle, angleDeg })
    sinceM %= everyM
  }
  return arrows
}

function pieceOf([fromLng, fromLat]: LngLat, [toLng, toLat]: LngLat) {
  const eastM = (toLng - fromLng) * METRES_PER_DEGREE * Math.cos((fromLat * Math.PI) / 180)
  const northM = (toLat - fromLat) * METRES_PER_DEGREE
  return {
    middle: [(fromLng + toLng) / 2, (fromLat + toLat) / 2] as LngLat,
    angleDeg: (Math.atan2(northM, eastM) * 180) / Math.PI,
    lengthM: Math.hypot(eastM, northM),
  }
}
