import { applyChecked } from './check.ts'
import { keyOf, type Point, samePoint } from './plane.ts'
import { edgesOf, hasVertex, isWhole, mapPoints } from './polygon.ts'
import { EditRefusal } from './refusal.ts'
import { boxOfGrid, type Change, combine, reshape, type Sheet, type SheetGrid, withChange } from './sheet.ts'
import { insertInAll } from './stitch.ts'

/** One vertex and where it goes. Two for an edge, all of them for a whole grid. */
export interface Move {
  from: Point
  to: Point
}

/**
 * Moves vertices in every grid that has them, so that shared edges stay shared. One that comes to lie on a vertex or an
 * edge of another grid is joined to it. Throws EditRefusal 'nothingHere', 'triangle', 'overlap' or 'invalid'.
 */
export function moveVertices(sheet: Sheet, moves: readonly Move[]): Change {
  const change = movedGrids(sheet, moves)
  for (const [id, grid] of change) if (grid !== null && !isWhole(grid.polygons)) throw new EditRefusal('triangle', [id])
  const welded = combine(change, cornersAsVertices(withChange(sheet, change), moves.map(({ to }) => to)))
  applyChecked(sheet, welded)
  return welded
}

/** As moveVertices without looking whether the outcome is sound: for the picture while something is dragged. */
export function movedGrids(sheet: Sheet, moves: readonly Move[]): Change {
  const corners = cornersAsVertices(sheet, moves.map(({ from }) => from))
  const ready = withChange(sheet, corners)
  const target = new Map(moves.map(({ from, to }) => [keyOf(from), to]))
  const moving = gridsWith(ready, moves.map(({ from }) => from))
  if (moving.length === 0) throw new EditRefusal('nothingHere')
  const polygons = moving.map(({ id, polygons }) =>
    [id, mapPoints(polygons, (point) => target.get(keyOf(point)) ?? point)] as const)
  return combine(corners, reshape(ready, new Map(polygons)))
}

/** Makes `at` a vertex of every grid that has an edge there. Throws EditRefusal 'nothingHere' where none has. */
export function insertVertex(sheet: Sheet, at: Point): Change {
  const change = insertInAll(sheet, [at], [at[0], at[1], at[0], at[1]])
  if (change.size === 0) throw new EditRefusal('nothingHere')
  return change
}

/** Takes a vertex out of every grid that has it. Throws EditRefusal 'nothingHere', 'junction' where more than two edges
 * meet, 'triangle' where a ring would have fewer than three left, 'overlap' or 'invalid'. */
export function deleteVertex(sheet: Sheet, at: Point): Change {
  const corners = cornersAsVertices(sheet, [at])
  const ready = withChange(sheet, corners)
  const grids = gridsWith(ready, [at])
  if (grids.length === 0) throw new EditRefusal('nothingHere')
  const ends = new Set<string>()
  for (const [from, to] of edgesOf(grids.flatMap(({ polygons }) => polygons))) {
    if (samePoint(from, at)) ends.add(keyOf(to))
    if (samePoint(to, at)) ends.add(keyOf(from))
  }
  const ids = grids.map(({ id }) => id)
  if (ends.size > 2) throw new EditRefusal('junction', ids)
  const left = grids.map(({ id, polygons }) =>
    [id, mapPoints(polygons, (point) => (samePoint(point, at) ? null : point))] as const)
  for (const [id, polygons] of left) if (!isWhole(polygons)) throw new EditRefusal('triangle', [id])
  const change = combine(corners, reshape(ready, new Map(left)))
  applyChecked(sheet, change)
  return change
}

/** A corner on the plain side of another grid becomes a vertex of that, too, so that it follows. */
function cornersAsVertices(sheet: Sheet, points: readonly Point[]): Change {
  return points.reduce<Change>(
    (change, at) => combine(change, insertInAll(withChange(sheet, change), [at], [at[0], at[1], at[0], at[1]])),
    new Map(),
  )
}

function gridsWith(sheet: Sheet, points: readonly Point[]): SheetGrid[] {
  return [...sheet.values()].filter((grid) => {
    const [west, south, east, north] = boxOfGrid(grid)
    return points.some(([lng, lat]) => lng >= west && lng <= east && lat >= south && lat <= north
      && hasVertex(grid.polygons, [lng, lat]))
  })
}
