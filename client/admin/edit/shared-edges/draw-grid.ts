import type { GridLayer } from '../../../../server/contract/api/grids.ts'
import { applyChecked } from './check.ts'
import { cutPolygon } from './cut-polygon.ts'
import { nodeLine } from './node-line.ts'
import { boxOf, crossingOf, type Edge, keyOf, type Point } from './plane.ts'
import { insertPoints, PointTable } from './point-table.ts'
import {
  edgesOf, edgesOfRing, innerPoint, placeIn, pointsOf, type Polygon, signedArea, withoutRepeats,
} from './polygon.ts'
import { EditRefusal } from './refusal.ts'
import { type Change, combine, freeId, gridsNear, type Sheet, type SheetGrid, withChange } from './sheet.ts'
import type { GridNames } from './split-grid.ts'
import { insertInAll, stitch } from './stitch.ts'

/** What an outline is made into. */
export interface DrawnGrid extends GridNames {
  layer: GridLayer
  areaCode: string
  unitId: number | null
}

/**
 * A new grid of a drawn outline. 'take': the ground is taken from the grids beneath. 'gap': it is only what no grid
 * covers yet. The neighbours get its corners as vertices. In the exclusive layer, where grids may overlap, the others
 * keep their ground. Throws EditRefusal 'outlineCrosses', 'swallows' (with the grids that nothing would be left of),
 * 'noGap', 'unclear'.
 */
export function drawGrid(
  sheet: Sheet, outline: readonly Point[], mode: 'take' | 'gap', drawn: DrawnGrid,
): { change: Change; addedId: number } {
  const ring = withoutRepeats(outline)
  if (ring.length < 3 || crossesItself(ring)) throw new EditRefusal('outlineCrosses')
  const box = boxOf(ring)
  const near = gridsNear(sheet, box).map(({ id }) => id)
  const stitched = stitch(sheet, near)
  const ready = withChange(sheet, stitched)
  const beneath = near.flatMap((id) => ready.get(id)!.polygons)
  const { pieces, points } = nodeLine(ring, true, beneath)
  const counterclockwise = signedArea(ring) > 0 ? ring : ring.toReversed()
  const ground = insertPoints([[counterclockwise]], new PointTable([...points, ...pointsOf(beneath)]))
  const inserted = insertInAll(ready, points, box)
  const noded = near.map((id) => inserted.get(id) ?? ready.get(id)!)

  const addedId = freeId(sheet)
  const added = (polygons: readonly Polygon[]): Change => new Map([[addedId, { ...drawn, id: addedId, polygons }]])
  let change: Change
  if (drawn.layer === 'exclusive') {
    change = added(ground)
  } else if (mode === 'take') {
    change = [inserted, withoutGround(noded, ground, pieces), added(ground)].reduce(combine, stitched)
  } else {
    const free = freeGround(noded, ground)
    // only the corners that the new grid has are needed in the neighbours
    change = [insertInAll(ready, pointsOf(free), box), added(free)].reduce(combine, stitched)
  }
  applyChecked(sheet, change)
  return { change, addedId }
}

/** What is left of each grid that loses ground. */
function withoutGround(grids: readonly SheetGrid[], ground: readonly Polygon[], pieces: readonly Edge[]): Change {
  const left = new Map<number, SheetGrid>()
  const swallowed: number[] = []
  for (const grid of grids) {
    const faces = grid.polygons.flatMap((polygon) => cutPolygon(polygon, pieces))
    const outside = faces.filter((face) => placeIn(ground, innerPoint(face)) === 'outside')
    if (outside.length === 0) swallowed.push(grid.id)
    else if (outside.length < faces.length) left.set(grid.id, { ...grid, polygons: outside })
  }
  if (swallowed.length > 0) throw new EditRefusal('swallows', swallowed)
  return left
}

/** What no grid covers of the ground. */
function freeGround(grids: readonly SheetGrid[], ground: readonly Polygon[]): Polygon[] {
  const edges = edgesOf(grids.flatMap(({ polygons }) => polygons))
  const free = ground.flatMap((polygon) => cutPolygon(polygon, edges))
    .filter((face) => grids.every(({ polygons }) => placeIn(polygons, innerPoint(face)) === 'outside'))
  if (free.length === 0) throw new EditRefusal('noGap')
  return free
}

function crossesItself(ring: readonly Point[]): boolean {
  const edges = [...edgesOfRing(ring)]
  if (new Set(ring.map(keyOf)).size < ring.length) return true
  return edges.some((edge, index) => edges.slice(index + 1).some((other) => crossingOf(edge, other) !== null))
}
