import { PointTable, insertPoints } from './point-table.ts'
import type { Box, Point } from './plane.ts'
import { pointsOf } from './polygon.ts'
import { boxOfGrid, type Change, gridsNear, reshape, type Sheet, type SheetGrid } from './sheet.ts'

/** Gives each grid near `box` the points that lie on its edges as vertices, so that neighbours keep one common edge. */
export function insertInAll(sheet: Sheet, points: readonly Point[], box: Box): Change {
  const table = new PointTable(points)
  const changed = gridsNear(sheet, box).map((grid) => [grid.id, insertPoints(grid.polygons, table)] as const)
  return reshape(sheet, new Map(changed.filter(([id, polygons]) => polygons !== sheet.get(id)!.polygons)))
}

/** Makes every corner of one grid that lies on the side of another a vertex of both, around the grids `ids`. Shapes
 * stay as they are to a tenth of a millimetre; after it, two of these grids that touch have the same edges. */
export function stitch(sheet: Sheet, ids: Iterable<number>): Change {
  const changes = new Map<number, SheetGrid>()
  for (const id of ids) {
    const grid = sheet.get(id)
    if (grid === undefined) continue
    const box = boxOfGrid(grid)
    const neighbours = gridsNear(sheet, box)
    const corners = new PointTable(neighbours.flatMap(({ polygons }) => pointsOf(polygons)))
    for (const neighbour of neighbours) {
      const before = changes.get(neighbour.id) ?? neighbour
      // of a neighbour only what touches this grid matters
      const table = neighbour.id === id ? corners : new PointTable(pointsOf(grid.polygons))
      const polygons = insertPoints(before.polygons, table)
      if (polygons !== before.polygons) changes.set(neighbour.id, { ...neighbour, polygons })
    }
  }
  return changes
}
