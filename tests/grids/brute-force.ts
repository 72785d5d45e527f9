import type { Position } from 'geojson'
import { orient2d } from 'robust-predicates'
import type { GridPolygon } from '../../server/grids/index/edge-table.ts'

/** What is true of a point, found by looking at every polygon of the layer. */
export interface TrueCover {
  ids: number[]
  edgeIds: number[]
}

/** An oracle for a layer: the textbook rule, exact predicates, no index but the box of each polygon. */
export function bruteForce(layer: readonly GridPolygon[]): (lng: number, lat: number) => TrueCover {
  const parts = layer.flatMap(({ id, boundary }) => {
    const polygons = boundary.type === 'Polygon' ? [boundary.coordinates] : boundary.coordinates
    return polygons.map((rings) => ({ id, rings, box: boxOf(rings[0]) }))
  })
  return (lng, lat) => {
    const inside = new Set<number>()
    const onEdge = new Set<number>()
    for (const { id, rings, box } of parts) {
      if (lng < box[0] || lat < box[1] || lng > box[2] || lat > box[3]) continue
      const place = placeInPolygon(rings, lng, lat)
      if (place === 'edge') onEdge.add(id)
      if (place !== 'outside') inside.add(id)
    }
    const ascending = (a: number, b: number) => a - b
    return { ids: [...inside].sort(ascending), edgeIds: [...onEdge].sort(ascending) }
  }
}

function placeInPolygon(rings: Position[][], x: number, y: number): 'inside' | 'edge' | 'outside' {
  let crossings = 0
  for (const ring of rings) {
    for (let k = 1; k < ring.length; k++) {
      const [ax, ay] = ring[k - 1], [bx, by] = ring[k]
      const between = x >= Math.min(ax, bx) && x <= Math.max(ax, bx) && y >= Math.min(ay, by) && y <= Math.max(ay, by)
      if (between && orient2d(ax, ay, bx, by, x, y) === 0) return 'edge'
      // The ray goes to the right and passes just above any vertex that it meets.
      if (ay > y !== by > y && orient2d(ax, ay, bx, by, x, y) < 0 === by > ay) crossings++
    }
  }
  return crossings % 2 === 1 ? 'inside' : 'outside'
}

function boxOf(shell: Position[]): [west: number, south: number, east: number, north: number] {
  const lngs = shell.map(([lng]) => lng), lats = shell.map(([, lat]) => lat)
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}
