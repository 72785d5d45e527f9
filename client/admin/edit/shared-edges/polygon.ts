import { boxOf, type Box, type Edge, type Point, samePoint, side } from './plane.ts'

/** Its vertices in order, without the repeated last one. */
export type Ring = readonly Point[]
/** The outer ring counterclockwise, then the holes clockwise: the inside always lies left of an edge. */
export type Polygon = readonly Ring[]

/** The edges of one ring in order. */
export function* edgesOfRing(ring: Ring): Generator<Edge> {
  for (let index = 0; index < ring.length; index++) yield [ring[index], ring[(index + 1) % ring.length]]
}

/** Every edge of the polygons, inside on the left. */
export function edgesOf(polygons: readonly Polygon[]): Edge[] {
  return polygons.flatMap((polygon) => polygon.flatMap((ring) => [...edgesOfRing(ring)]))
}

export function pointsOf(polygons: readonly Polygon[]): Point[] {
  return polygons.flat(2)
}

export function boxOfPolygons(polygons: readonly Polygon[]): Box {
  return boxOf(polygons.flatMap((polygon) => polygon[0]))
}

/** Square degrees; positive counterclockwise. Measured from the ring's first vertex, so that nothing cancels out. */
export function signedArea(ring: Ring): number {
  const [originLng, originLat] = ring[0]
  let double = 0
  for (const [[ax, ay], [bx, by]] of edgesOfRing(ring)) {
    double += (ax - originLng) * (by - originLat) - (bx - originLng) * (ay - originLat)
  }
  return double / 2
}

/** Square degrees, holes taken off. */
export function areaOf(polygons: readonly Polygon[]): number {
  return polygons.flat().reduce((sum, ring) => sum + signedArea(ring), 0)
}

/** Square metres on the sphere near the polygons' own latitude: good to a part in a thousand for anything of a city. */
export function areaM2Of(polygons: readonly Polygon[]): number {
  const [, south, , north] = boxOfPolygons(polygons)
  const metresPerDegree = 111_195
  return areaOf(polygons) * metresPerDegree ** 2 * Math.cos(((south + north) / 2) * (Math.PI / 180))
}

export type Place = 'inside' | 'edge' | 'outside'

/** Where a point lies, exactly. */
export function placeIn(polygons: readonly Polygon[], point: Point): Place {
  let inside = false
  for (const polygon of polygons) {
    for (const ring of polygon) {
      for (const [from, to] of edgesOfRing(ring)) {
        if (samePoint(from, point)) return 'edge'
        const level = from[1] === point[1] && to[1] === point[1]
        if (level && Math.min(from[0], to[0]) <= point[0] && point[0] <= Math.max(from[0], to[0])) return 'edge'
        if (from[1] > point[1] === to[1] > point[1]) continue
        const turn = from[1] < to[1] ? side(from, to, point) : side(to, from, point)
        if (turn === 0) return 'edge'
        if (turn > 0) inside = !inside
      }
    }
  }
  return inside ? 'inside' : 'outside'
}

/** A point well inside a polygon: the middle of the widest stretch that a few level lines have in it. */
export function innerPoint(polygon: Polygon): Point {
  const heights = [...new Set(polygon.flat().map((point) => point[1]))].sort((a, b) => a - b)
  let best: Point = polygon[0][0]
  let widest = -1
  const step = Math.max(1, Math.floor(heights.length / 12))
  for (let index = 0; index + 1 < heights.length; index += step) {
    const lat = (heights[index] + heights[index + 1]) / 2
    const stops: number[] = []
    for (const [from, to] of edgesOf([polygon])) {
      if (from[1] > lat === to[1] > lat) continue
      stops.push(from[0] + ((lat - from[1]) / (to[1] - from[1])) * (to[0] - from[0]))
    }
    stops.sort((a, b) => a - b)
    for (let k = 0; k + 1 < stops.length; k += 2) {
      // a wide stretch of a low strip is as near to the edge as a narrow one
      const width = Math.min(stops[k + 1] - stops[k], heights[index + 1] - heights[index])
      if (width <= widest) continue
      widest = width
      best = [(stops[k] + stops[k + 1]) / 2, lat]
    }
  }
  return best
}

/** Maps every vertex; one that `change` answers null for is left out. Repeats that arise in a row become one vertex. A
 * ring may be left with fewer than three: see `isWhole`. */
export function mapPoints(polygons: readonly Polygon[], change: (point: Point) => Point | null): Polygon[] {
  const mapRing = (ring: Ring): Ring => withoutRepeats(ring.map(change).filter((point) => point !== null))
  return polygons.map((polygon) => polygon.map(mapRing))
}

/** Whether every ring has the three vertices that it needs. */
export function isWhole(polygons: readonly Polygon[]): boolean {
  return polygons.every((polygon) => polygon.every((ring) => ring.length >= 3))
}

/** A ring with each vertex once where it follows itself. */
export function withoutRepeats(ring: Ring): Ring {
  return ring.filter((point, index) => ring.length < 2 || !samePoint(point, ring[(index + 1) % ring.length]))
}

/** Whether one of the polygons has this vertex. */
export function hasVertex(polygons: readonly Polygon[], point: Point): boolean {
  return polygons.some((polygon) => polygon.some((ring) => ring.some((vertex) => samePoint(vertex, point))))
}
