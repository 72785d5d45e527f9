import { difference, featureCollection, intersect, multiPolygon, polygon, union } from '@turf/turf'
import type { Feature, MultiPolygon, Polygon } from 'geojson'
import { type AreaToCheck, type GridToCheck, METRES_EAST, METRES_NORTH } from './boundaries-to-check.ts'

type Surface = Feature<Polygon | MultiPolygon> | null

/** Square metres of what every two grids have in common, by 'code code'; nothing below a square decimetre. */
export function overlapsByPair(grids: readonly GridToCheck[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const a of grids) {
    for (const b of grids) {
      if (a.id >= b.id) continue
      const common = areaM2(intersect(featureCollection([toFeature(a.boundary), toFeature(b.boundary)])))
      if (common >= 0.01) found.set(`${a.code} ${b.code}`, common)
    }
  }
  return found
}

/** Square metres of each piece of an area that no grid covers, the largest first; nothing below a square decimetre. */
export function gapsOf({ boundary }: AreaToCheck, grids: readonly GridToCheck[]): number[] {
  const covered = union(featureCollection(grids.map((grid) => toFeature(grid.boundary))))
  const open = covered === null ? toFeature(boundary) : difference(featureCollection([toFeature(boundary), covered]))
  return piecesOf(open).map(areaM2).filter((size) => size >= 0.01).toSorted((a, b) => b - a)
}

/** Square metres of each grid that lie outside an area. */
export function outsideOf({ boundary }: AreaToCheck, { boundary: grid }: GridToCheck): number {
  return areaM2(difference(featureCollection([toFeature(grid), toFeature(boundary)])))
}

function toFeature({ coordinates }: MultiPolygon): Feature<MultiPolygon> {
  return multiPolygon(coordinates)
}

function piecesOf(surface: Surface): Feature<Polygon>[] {
  if (surface === null) return []
  const { geometry } = surface
  const { type, coordinates } = geometry
  return type === 'Polygon' ? [polygon(coordinates)] : coordinates.map((rings) => polygon(rings))
}

/** On a plane with the scale of the tests' place. */
function areaM2(surface: Surface): number {
  if (surface === null) return 0
  return piecesOf(surface).reduce((sum, { geometry }) => sum + geometry.coordinates.reduce(
    (rest, points, k) => rest + (k === 0 ? 1 : -1) * Math.abs(shoelace(points)), 0), 0)
}

function shoelace(points: readonly number[][]): number {
  const [x0, y0] = points[0]
  let sum = 0
  for (let k = 1; k < points.length; k++) {
    const [ax, ay] = [points[k - 1][0] - x0, points[k - 1][1] - y0]
    const [bx, by] = [points[k][0] - x0, points[k][1] - y0]
    sum += ax * by - bx * ay
  }
  return (sum / 2) * 1e6 * METRES_EAST * METRES_NORTH
}
