import { applyChecked } from './check.ts'
import { cutPolygon, piecesInside } from './cut-polygon.ts'
import { nodeLine } from './node-line.ts'
import type { Point } from './plane.ts'
import { insertPoints, PointTable } from './point-table.ts'
import { areaOf, pointsOf } from './polygon.ts'
import { EditRefusal } from './refusal.ts'
import { boxOfGrid, type Change, combine, freeId, type Sheet, type SheetGrid, withChange } from './sheet.ts'
import { insertInAll, stitch } from './stitch.ts'

/** What a grid that is added is called. */
export type GridNames = Pick<SheetGrid, 'code' | 'name' | 'nameEn'>

/**
 * Splits a grid along a line that may begin and end outside it. The largest piece keeps id, code and name, and the
 * parts of a multipolygon that the line leaves whole; each other piece becomes a grid, called what `namesOf` answers
 * for its number (0, 1, …, the largest first). The ends of the cut become vertices of the neighbours. Throws
 * EditRefusal 'lineMisses' or 'lineStops' where nothing is cut off, 'unclear' where it runs too near along an edge.
 */
export function splitGrid(
  sheet: Sheet, id: number, line: readonly Point[], namesOf: (number: number) => GridNames,
): { change: Change; addedIds: number[] } {
  const stitched = stitch(sheet, [id])
  const ready = withChange(sheet, stitched)
  const grid = ready.get(id)
  if (grid === undefined) throw new EditRefusal('nothingHere')
  const { pieces, points } = nodeLine(line, false, grid.polygons)
  const polygons = insertPoints(grid.polygons, new PointTable(points))
  if (polygons.every((polygon) => piecesInside(polygon, pieces).length === 0)) throw new EditRefusal('lineMisses', [id])
  const facesOfParts = polygons.map((polygon) => cutPolygon(polygon, pieces))
  const whole = facesOfParts.filter((faces) => faces.length === 1).flat()
  const cut = facesOfParts.filter((faces) => faces.length > 1).flat()
  if (cut.length === 0) throw new EditRefusal('lineStops', [id])
  const [largest, ...others] = cut.sort((a, b) => areaOf([b]) - areaOf([a]))

  const firstId = freeId(sheet)
  const added = others.map((polygon, number): SheetGrid =>
    ({ ...grid, ...namesOf(number), id: firstId - number, polygons: [polygon] }))
  const kept: SheetGrid = { ...grid, polygons: [largest, ...whole] }
  const pieced: Change = new Map([kept, ...added].map((piece) => [piece.id, piece]))
  const neighbours = insertInAll(ready, pointsOf([...whole, ...cut]), boxOfGrid(grid))
  const change = combine(combine(stitched, neighbours), pieced)
  applyChecked(sheet, change)
  return { change, addedIds: added.map((piece) => piece.id) }
}
