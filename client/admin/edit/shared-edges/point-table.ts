import { type Box, distanceToEdge, ON_EDGE_DEG, type Point, samePoint, shareAlong } from './plane.ts'
import type { Polygon } from './polygon.ts'

/** Points that are found by where they are. */
export class PointTable {
  /** West to east, each once. */
  private readonly points: readonly Point[]

  constructor(points: readonly Point[]) {
    const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
    this.points = sorted.filter((point, index) => index === 0 || !samePoint(point, sorted[index - 1]))
  }

  /** The point nearest to `place`, where one is within `reachDeg`. */
  nearest(place: Point, reachDeg: number): Point | null {
    const [lng, lat] = place
    let best: Point | null = null
    let bestDistance = reachDeg
    for (const point of this.inBox([lng - reachDeg, lat - reachDeg, lng + reachDeg, lat + reachDeg])) {
      const distance = Math.hypot(point[0] - lng, point[1] - lat)
      if (distance > bestDistance) continue
      best = point
      bestDistance = distance
    }
    return best
  }

  /** The points that lie on an edge, in its order, without its ends. */
  onEdge(from: Point, to: Point): Point[] {
    const found: Point[] = []
    const box: Box = [
      Math.min(from[0], to[0]) - ON_EDGE_DEG, Math.min(from[1], to[1]) - ON_EDGE_DEG,
      Math.max(from[0], to[0]) + ON_EDGE_DEG, Math.max(from[1], to[1]) + ON_EDGE_DEG,
    ]
    for (const point of this.inBox(box)) {
      if (samePoint(point, from) || samePoint(point, to)) continue
      const share = shareAlong(point, from, to)
      if (share > 0 && share < 1 && distanceToEdge(point, from, to) <= ON_EDGE_DEG) found.push(point)
    }
    return found.sort((a, b) => shareAlong(a, from, to) - shareAlong(b, from, to))
  }

  private* inBox([west, south, east, north]: Box): Generator<Point> {
    let [low, high] = [0, this.points.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.points[middle][0] < west) low = middle + 1
      else high = middle
    }
    for (let index = low; index < this.points.length && this.points[index][0] <= east; index++) {
      const lat = this.points[index][1]
      if (lat >= south && lat <= north) yield this.points[index]
    }
  }
}

/** The polygons with every point of the table that lies on one of their edges as a vertex of it; the same object where
 * there is none. */
export function insertPoints(polygons: readonly Polygon[], table: PointTable): readonly Polygon[] {
  let inserted = false
  const next = polygons.map((polygon) =>
    polygon.map((ring) =>
      ring.flatMap((from, index) => {
        const added = table.onEdge(from, ring[(index + 1) % ring.length])
        if (added.length > 0) inserted = true
        return [from, ...added]
      }),
    ),
  )
  return inserted ? next : polygons
}
