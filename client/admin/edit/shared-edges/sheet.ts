import type { MultiPolygon, Position } from 'geojson'
import type { EditableGrid } from '../../../../server/contract/api/boundaries.ts'
import { type Box, boxesMeet, type Point, samePoint } from './plane.ts'
import { boxOfPolygons, type Polygon, type Ring, signedArea, withoutRepeats } from './polygon.ts'

/** A grid on the table. Those that are not in the database yet have negative ids. */
export interface SheetGrid extends EditableGrid {
  readonly polygons: readonly Polygon[]
}

/** All grids of one layer that are loaded, by id. Never changed: an edit makes another one. */
export type Sheet = ReadonlyMap<number, SheetGrid>

/** What an edit does: the new state of each grid that it touches, null for one that goes. */
export type Change = ReadonlyMap<number, SheetGrid | null>

/** The sheet after a change. */
export function withChange(sheet: Sheet, change: Change): Sheet {
  if (change.size === 0) return sheet
  const next = new Map(sheet)
  for (const [id, grid] of change) {
    if (grid === null) next.delete(id)
    else next.set(id, grid)
  }
  return next
}

/** One change that does what `first` and then `second` do. */
export function combine(first: Change, second: Change): Change {
  return new Map([...first, ...second])
}

/** A change of boundaries alone. */
export function reshape(sheet: Sheet, polygonsById: ReadonlyMap<number, readonly Polygon[]>): Change {
  return new Map([...polygonsById].map(([id, polygons]) => [id, { ...sheet.get(id)!, polygons }]))
}

/** An id for a grid that is added. */
export function freeId(sheet: Sheet): number {
  let lowest = 0
  for (const id of sheet.keys()) lowest = Math.min(lowest, id)
  return lowest - 1
}

const boxes = new WeakMap<readonly Polygon[], Box>()

/** The box around a grid; reckoned once. */
export function boxOfGrid({ polygons }: SheetGrid): Box {
  let box = boxes.get(polygons)
  if (box === undefined) boxes.set(polygons, (box = boxOfPolygons(polygons)))
  return box
}

/** The grids whose boxes meet `box`. */
export function gridsNear(sheet: Sheet, box: Box): SheetGrid[] {
  return [...sheet.values()].filter((grid) => boxesMeet(boxOfGrid(grid), box))
}

/** A boundary as it comes, of any ring direction, in the form that the sheet keeps. Every vertex stays as it is. */
export function fromGeoJson(boundary: MultiPolygon): Polygon[] {
  return boundary.coordinates.map((rings) => rings.map((ring, index) => turned(openRing(ring), index === 0)))
    .filter((polygon) => polygon[0].length >= 3)
}

/** The boundary to be sent: rings closed, every digit kept. */
export function toGeoJson(polygons: readonly Polygon[]): MultiPolygon {
  const closed = (ring: Ring): Position[] => [...ring, ring[0]].map(([lng, lat]) => [lng, lat])
  return { type: 'MultiPolygon', coordinates: polygons.map((polygon) => polygon.map(closed)) }
}

function openRing(ring: readonly Position[]): Ring {
  const points = ring.map(([lng, lat]): Point => [lng, lat])
  if (points.length > 1 && samePoint(points[0], points[points.length - 1])) points.pop()
  return withoutRepeats(points)
}

function turned(ring: Ring, counterclockwise: boolean): Ring {
  return ring.length >= 3 && signedArea(ring) > 0 !== counterclockwise ? ring.toReversed() : ring
}
