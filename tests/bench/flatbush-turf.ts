import { booleanPointInPolygon } from '@turf/turf'
import Flatbush from 'flatbush'
import type { GridPolygon } from '../../server/grids/index/edge-table.ts'

/**
 * What people reach for: the polygons' boxes in flatbush, then turf on each box that holds the point. Answers the
 * smallest id of the polygons that hold the point, 0 if none does.
 */
export function flatbushTurf(layer: readonly GridPolygon[]): (lng: number, lat: number) => number {
  const tree = new Flatbush(layer.length)
  for (const { boundary } of layer) {
    let west = Infinity, south = Infinity, east = -Infinity, north = -Infinity
    for (const rings of boundary.type === 'Polygon' ? [boundary.coordinates] : boundary.coordinates) {
      for (const [lng, lat] of rings[0]) {
        west = Math.min(west, lng)
        south = Math.min(south, lat)
        east = Math.max(east, lng)
        north = Math.max(north, lat)
      }
    }
    tree.add(west, south, east, north)
  }
  tree.finish()

  return (lng, lat) => {
    let owner = 0
    for (const k of tree.search(lng, lat, lng, lat)) {
      const { id, boundary } = layer[k]
      if ((owner === 0 || id < owner) && booleanPointInPolygon([lng, lat], boundary)) owner = id
    }
    return owner
  }
}
