import type { Position } from 'geojson'
import { mulberry32 } from '../../geodata/city/random.ts'
import type { GridPolygon } from '../../server/grids/index/edge-table.ts'

/** The rings of a layer, shells and holes alike. */
export function ringsOf(layer: readonly GridPolygon[]): Position[][] {
  return layer.flatMap(({ boundary }) =>
    boundary.type === 'Polygon' ? boundary.coordinates : boundary.coordinates.flat())
}

/** The box around a layer, grown by a twentieth on each side so that some points fall outside all grids. */
export function boxAround(layer: readonly GridPolygon[]) {
  let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity
  for (const [lng, lat] of ringsOf(layer).flat()) {
    west = Math.min(west, lng)
    south = Math.min(south, lat)
    east = Math.max(east, lng)
    north = Math.max(north, lat)
  }
  const width = (east - west) * 1.1, height = (north - south) * 1.1
  return { west: west - width / 22, south: south - height / 22, width, height }
}

/** `count` seeded points spread evenly over a layer and its surroundings, as lng, lat, lng, lat, … */
export function spreadPoints(layer: readonly GridPolygon[], count: number, seed: number): Float64Array {
  const random = mulberry32(seed)
  const { west, south, width, height } = boxAround(layer)
  return Float64Array.from({ length: 2 * count }, (_, k) =>
    k % 2 === 0 ? west + random() * width : south + random() * height)
}

/** Each vertex and each edge's midpoint as rounded. */
export function verticesAndMiddles(layer: readonly GridPolygon[]): Float64Array {
  const points: number[] = []
  for (const ring of ringsOf(layer)) {
    for (let k = 1; k < ring.length; k++) {
      const [ax, ay] = ring[k - 1], [bx, by] = ring[k]
      points.push(ax, ay, (ax + bx) / 2, (ay + by) / 2)
    }
  }
  return Float64Array.from(points)
}

/** The points without those that are there already, in their order. */
export function distinctPoints(points: Float64Array): Float64Array {
  const seen = new Set<string>()
  const kept: number[] = []
  for (let k = 0; k < points.length; k += 2) {
    const key = `${points[k]} ${points[k + 1]}`
    if (seen.has(key)) continue
    seen.add(key)
    kept.push(points[k], points[k + 1])
  }
  return Float64Array.from(kept)
}

/**
 * The points where a careless index errs: each vertex, each edge's midpoint and quarter point as rounded, the same
 * moved by one unit in the last place, and points level with a vertex (same lng or same lat) somewhere else.
 */
export function awkwardPoints(layer: readonly GridPolygon[], seed: number): Float64Array {
  const random = mulberry32(seed)
  const { west, south, width, height } = boxAround(layer)
  const points: number[] = []
  for (const ring of ringsOf(layer)) {
    for (let k = 1; k < ring.length; k++) {
      const [ax, ay] = ring[k - 1], [bx, by] = ring[k]
      const middle: Position = [(ax + bx) / 2, (ay + by) / 2]
      const quarter: Position = [ax + (bx - ax) / 4, ay + (by - ay) / 4]
      for (const [x, y] of [[ax, ay], middle, quarter]) {
        points.push(x, y, nextUp(x), y, x, nextUp(y), nextDown(x), nextDown(y))
      }
      points.push(west + random() * width, ay, ax, south + random() * height)
    }
  }
  return Float64Array.from(points)
}

const bits = new BigInt64Array(1)
const value = new Float64Array(bits.buffer)

/** From zero a tiny step, but not so tiny that products of coordinates underflow: no predicate is exact there. */
function nextUp(x: number): number {
  if (x === 0) return 2 ** -80
  value[0] = x
  bits[0] += x > 0 ? 1n : -1n
  return value[0]
}

function nextDown(x: number): number {
  return -nextUp(-x)
}
