import { nearestOnEdge, type Point } from './plane.ts'
import { edgesOf } from './polygon.ts'
import { gridsNear, type Sheet } from './sheet.ts'

/** What a place was drawn to. */
export interface Snapped {
  point: Point
  to: 'vertex' | 'edge'
}

/**
 * The vertex within `reach` of `place`, else the nearest place on an edge within it, else null. `reach` is in degrees
 * of latitude; degrees of longitude count less, as they are shorter there. `except` are places that do not draw.
 */
export function snap(sheet: Sheet, place: Point, reach: number, except: readonly Point[] = []): Snapped | null {
  const [lng, lat] = place
  const shrink = Math.cos((lat * Math.PI) / 180)
  const away = (point: Point) => Math.hypot((point[0] - lng) * shrink, point[1] - lat)
  const left = (point: Point) => except.some(([x, y]) => x === point[0] && y === point[1])
  const near = gridsNear(sheet, [lng - reach / shrink, lat - reach, lng + reach / shrink, lat + reach])
  let vertex: Point | null = null
  let onEdge: Point | null = null
  let [vertexAway, edgeAway] = [reach, reach]
  for (const [from, to] of edgesOf(near.flatMap(({ polygons }) => polygons))) {
    if (away(from) <= vertexAway && !left(from)) {
      vertex = from
      vertexAway = away(from)
    }
    if (left(from) || left(to)) continue
    const scaled = (point: Point): Point => [point[0] * shrink, point[1]]
    const [x, y] = nearestOnEdge(scaled(place), scaled(from), scaled(to))
    const point: Point = [x / shrink, y]
    if (away(point) > edgeAway) continue
    onEdge = point
    edgeAway = away(point)
  }
  if (vertex !== null) return { point: vertex, to: 'vertex' }
  return onEdge === null ? null : { point: onEdge, to: 'edge' }
}
