import type { MultiPolygon, Position } from 'geojson'
import type { GridPolygon } from '../../server/grids/index/edge-table.ts'

/** How far a new vertex is moved off its edge, as a share of the distance between new vertices. */
const WIGGLE = 0.15

/**
 * The same polygons with about `vertices` vertices in all: edges are cut into pieces of equal length and the new
 * vertices moved a little to the side, neighbours seeing the same on the edge that they share.
 */
export function densify(layer: readonly GridPolygon[], vertices: number): GridPolygon[] {
  let length = 0, count = 0
  for (const { boundary } of layer) {
    for (const ring of ringsOf(boundary)) {
      for (let k = 1; k < ring.length; k++) length += lengthOf(ring[k - 1], ring[k])
      count += ring.length - 1
    }
  }
  const spacing = length / Math.max(1, vertices - count)
  return layer.map(({ id, boundary }) => ({
    id,
    boundary: {
      type: boundary.type,
      coordinates: mapRings(boundary, (ring) => densifyRing(ring, spacing)),
    } as GridPolygon['boundary'],
  }))
}

function densifyRing(ring: Position[], spacing: number): Position[] {
  const dense = [ring[0]]
  for (let k = 1; k < ring.length; k++) {
    const forward = ring[k - 1][0] < ring[k][0] || (ring[k - 1][0] === ring[k][0] && ring[k - 1][1] < ring[k][1])
    const pieces = forward ? cutEdge(ring[k - 1], ring[k], spacing) : cutEdge(ring[k], ring[k - 1], spacing).reverse()
    dense.push(...pieces, ring[k])
  }
  return dense
}

/** The new vertices between two ends; the number is rounded by a hash of the ends, so that it is right on average. */
function cutEdge(from: Position, to: Position, spacing: number): Position[] {
  const pieces = Math.floor(lengthOf(from, to) / spacing + hash(from, to)) + 1
  const dx = (to[0] - from[0]) / pieces, dy = (to[1] - from[1]) / pieces
  return Array.from({ length: pieces - 1 }, (_, k) => {
    const x = from[0] + dx * (k + 1), y = from[1] + dy * (k + 1)
    const aside = (hash([x, y], to) - 0.5) * 2 * WIGGLE
    return [x - dy * aside, y + dx * aside]
  })
}

/** A number from 0 to 1 that depends on two positions and nothing else. */
function hash(a: Position, b: Position): number {
  const value = Math.sin(a[0] * 12.9898 + a[1] * 78.233 + b[0] * 37.719 + b[1] * 4.581) * 43758.5453
  return value - Math.floor(value)
}

function lengthOf(a: Position, b: Position): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1])
}

function ringsOf(boundary: GridPolygon['boundary']): Position[][] {
  return boundary.type === 'Polygon' ? boundary.coordinates : boundary.coordinates.flat()
}

function mapRings(
  boundary: GridPolygon['boundary'], change: (ring: Position[]) => Position[],
): Position[][] | MultiPolygon['coordinates'] {
  if (boundary.type === 'Polygon') return boundary.coordinates.map(change)
  return boundary.coordinates.map((rings) => rings.map(change))
}
