import type { MultiPolygon } from '../../city/city.ts'
import { toMetres } from '../../city/projection.ts'

/** A boundary in metres from the city's centre: rings as flat x, y, x, y … with the first corner repeated at the end. */
export interface GroundShape {
  rings: Float64Array[]
  west: number
  south: number
  east: number
  north: number
}

export function groundShape(boundary: MultiPolygon): GroundShape {
  const shape: GroundShape = { rings: [], west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const ring of boundary.coordinates.flat()) {
    const flat = new Float64Array(ring.length * 2)
    for (let corner = 0; corner < ring.length; corner++) {
      const [x, y] = toMetres(ring[corner][0], ring[corner][1])
      flat[2 * corner] = x
      flat[2 * corner + 1] = y
      shape.west = Math.min(shape.west, x)
      shape.east = Math.max(shape.east, x)
      shape.south = Math.min(shape.south, y)
      shape.north = Math.max(shape.north, y)
    }
    shape.rings.push(flat)
  }
  return shape
}

/** True where a place is inside the shape or at most `limitM` metres from its border. */
export function isWithin({ rings }: GroundShape, x: number, y: number, limitM: number): boolean {
  let inside = false
  for (const ring of rings) {
    for (let i = 2; i < ring.length; i += 2) {
      const x1 = ring[i - 2]
      const y1 = ring[i - 1]
      const x2 = ring[i]
      const y2 = ring[i + 1]
      // a ray to the east crosses an odd number of edges from inside
      if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside
      // most edges are far away, which their box tells without a root
      if (y1 - y > limitM && y2 - y > limitM) continue
      if (y - y1 > limitM && y - y2 > limitM) continue
      if (x1 - x > limitM && x2 - x > limitM) continue
      if (x - x1 > limitM && x - x2 > limitM) continue
      if (distanceToSegmentM(x, y, x1, y1, x2, y2) <= limitM) return true
    }
  }
  return inside
}

/** Metres from a place to the segment between two others. */
export function distanceToSegmentM(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const dx = x2 - x1
  const dy = y2 - y1
  const squared = dx * dx + dy * dy
  const share = squared === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / squared))
  return Math.hypot(x - x1 - share * dx, y - y1 - share * dy)
}
