import { toLngLat } from '../../../geodata/city/projection.ts'
import type { MultiPolygon } from '../../../geodata/city/city.ts'
import type { Streets } from '../../../geodata/field/patrol/streets.ts'

/** Corners `stepM` apart in `side` rows of `side`, each joined to its neighbours; the first corner is at 0, 0. */
export function latticeStreets(side: number, stepM: number): Streets {
  const corner = (column: number, row: number) => row * side + column
  const firstEdge = [0]
  const origin: number[] = []
  const target: number[] = []
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      for (const [dx, dy] of [[1, 0], [0, 1], [-1, 0], [0, -1]]) {
        const [x, y] = [column + dx, row + dy]
        if (x < 0 || y < 0 || x >= side || y >= side) continue
        origin.push(corner(column, row))
        target.push(corner(x, y))
      }
      firstEdge.push(origin.length)
    }
  }
  const corners = Array.from({ length: side * side }, (_, node) => node)
  return {
    x: Float64Array.from(corners, (node) => (node % side) * stepM),
    y: Float64Array.from(corners, (node) => Math.floor(node / side) * stepM),
    firstEdge: Uint32Array.from(firstEdge),
    origin: Uint32Array.from(origin),
    target: Uint32Array.from(target),
    lengthM: new Float64Array(origin.length).fill(stepM),
  }
}

/** A rectangle in metres from the city's centre, as the boundary of a grid. */
export function rectangle(west: number, south: number, east: number, north: number): { boundary: MultiPolygon } {
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
  return { boundary: { type: 'MultiPolygon', coordinates: [[ring.map(([x, y]) => toLngLat(x, y))]] } }
}
