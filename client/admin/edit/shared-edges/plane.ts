import { orient2d } from 'robust-predicates'

/** Degrees. Two points are one vertex only where both numbers are equal to the last bit. */
export type Point = readonly [lng: number, lat: number]
/** Straight, from the first to the second. Of a polygon: the inside lies on its left. */
export type Edge = readonly [from: Point, to: Point]
/** West, south, east, north. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** How far a vertex may lie from an edge and count as on it: a tenth of a millimetre, far above what rounding does. */
export const ON_EDGE_DEG = 1e-9

/** The same text for the same vertex, and only for it. */
export function keyOf(point: Point): string {
  return `${point[0]} ${point[1]}`
}

/** One text for an edge and its reverse. */
export function lineKeyOf(from: Point, to: Point): string {
  const [a, b] = [keyOf(from), keyOf(to)]
  return a < b ? `${a},${b}` : `${b},${a}`
}

export function samePoint(a: Point, b: Point): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

/** Positive where `c` lies left of the line from `a` to `b`, negative right of it, 0 on it; the sign is exact. */
export function side(a: Point, b: Point, c: Point): number {
  return -orient2d(a[0], a[1], b[0], b[1], c[0], c[1])
}

/** Degrees from `point` to the nearest place of the edge. */
export function distanceToEdge(point: Point, from: Point, to: Point): number {
  const nearest = nearestOnEdge(point, from, to)
  return Math.hypot(point[0] - nearest[0], point[1] - nearest[1])
}

/** The place of the edge that is nearest to `point`; an end of the edge to the last bit where that is nearest. */
export function nearestOnEdge(point: Point, from: Point, to: Point): Point {
  const share = shareAlong(point, from, to)
  if (share <= 0) return from
  if (share >= 1) return to
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]
}

/** Where `point` falls along the edge: 0 at its start, 1 at its end. */
export function shareAlong(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const square = dx * dx + dy * dy
  return square === 0 ? 0 : ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / square
}

/** Where two edges cross each other, both in their inner part; null where they do not or only touch. The same point, to
 * the last bit, whichever way round the second edge is given. */
export function crossingOf([a, b]: Edge, other: Edge): Point | null {
  const [c, d] = keyOf(other[0]) < keyOf(other[1]) ? other : [other[1], other[0]]
  const [ofA, ofB, ofC, ofD] = [side(c, d, a), side(c, d, b), side(a, b, c), side(a, b, d)]
  if (!(ofA * ofB < 0 && ofC * ofD < 0)) return null
  const share = ofC / (ofC - ofD)
  return [c[0] + share * (d[0] - c[0]), c[1] + share * (d[1] - c[1])]
}

export function middleOf(from: Point, to: Point): Point {
  return [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]
}

export function boxOf(points: Iterable<Point>): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lng, lat] of points) {
    west = Math.min(west, lng)
    south = Math.min(south, lat)
    east = Math.max(east, lng)
    north = Math.max(north, lat)
  }
  return [west, south, east, north]
}

/** Whether two boxes have a point in common, or come as near as counts as touching. */
export function boxesMeet(a: Box, b: Box): boolean {
  return a[0] <= b[2] + ON_EDGE_DEG && b[0] <= a[2] + ON_EDGE_DEG
    && a[1] <= b[3] + ON_EDGE_DEG && b[1] <= a[3] + ON_EDGE_DEG
}
