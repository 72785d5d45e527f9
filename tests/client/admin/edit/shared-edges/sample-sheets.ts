import type { MultiPolygon, Polygon } from 'geojson'
import { keyOf, type Point } from '../../../../../client/admin/edit/shared-edges/plane.ts'
import { edgesOf, placeIn } from '../../../../../client/admin/edit/shared-edges/polygon.ts'
import { fromGeoJson, type Sheet, type SheetGrid } from '../../../../../client/admin/edit/shared-edges/sheet.ts'
import { wigglyPartition } from '../../../../grids/sample-layers.ts'

/** A grid of the community layer from rings in order outer, holes; one list of rings a part. */
export function grid(id: number, ...parts: [number, number][][][]): SheetGrid {
  const boundary: MultiPolygon = {
    type: 'MultiPolygon', coordinates: parts.map((rings) => rings.map((ring) => [...ring, ring[0]])),
  }
  return {
    id, layer: 'community', code: `9901${id}`, name: `第${id}格`, nameEn: `Grid ${id}`, areaCode: '9901', unitId: null,
    polygons: fromGeoJson(boundary),
  }
}

/** The corners of a rectangle. */
export function box(west: number, south: number, east: number, north: number): [number, number][] {
  return [[west, south], [east, south], [east, north], [west, north]]
}

export function sheetOfGrids(...grids: SheetGrid[]): Sheet {
  return new Map(grids.map((each) => [each.id, each]))
}

/** A seeded partition of a rectangle into crooked grids. */
export function crookedSheet(columns: number, rows: number, steps: number, seed: number): Sheet {
  const asMulti = (boundary: Polygon | MultiPolygon): MultiPolygon =>
    boundary.type === 'MultiPolygon' ? boundary : { type: 'MultiPolygon', coordinates: [boundary.coordinates] }
  return sheetOfGrids(...wigglyPartition(columns, rows, steps, seed).map(({ id, boundary }) =>
    ({ ...grid(id, [box(0, 0, 1, 1)]), polygons: fromGeoJson(asMulti(boundary)) })))
}

/** Directed edges that no grid runs the other way: the outline of all that is covered, where the sheet is sound. */
export function openEdges(sheet: Sheet): Set<string> {
  const directed = new Set<string>()
  for (const { polygons } of sheet.values()) {
    for (const [from, to] of edgesOf(polygons)) {
      const name = `${keyOf(from)},${keyOf(to)}`
      if (directed.has(name)) throw new Error(`Two grids run along ${name} the same way.`)
      directed.add(name)
    }
  }
  return new Set([...directed].filter((name) => !directed.has(name.split(',').reverse().join(','))))
}

/** How many grids cover a point that lies on no edge; null for one on an edge. */
export function coverOf(sheet: Sheet, point: Point): number | null {
  const places = [...sheet.values()].map(({ polygons }) => placeIn(polygons, point))
  return places.includes('edge') ? null : places.filter((place) => place === 'inside').length
}
