import { applyChecked } from './check.ts'
import { type Edge, keyOf, lineKeyOf } from './plane.ts'
import { edgesOf, type Polygon } from './polygon.ts'
import { EditRefusal } from './refusal.ts'
import { type Change, combine, type Sheet, type SheetGrid, withChange } from './sheet.ts'
import { stitch } from './stitch.ts'
import { traceFaces } from './trace-faces.ts'

/**
 * Makes one grid of several that hang together by edges. The common edges vanish to the last bit; what they enclose and
 * none of them covers stays a hole. `survivorId` keeps its id, code and name, the others go. Throws EditRefusal
 * 'tooFew', 'notTouching' (with those that are not connected to the survivor), 'overlap' or 'invalid'.
 */
export function mergeGrids(sheet: Sheet, ids: readonly number[], survivorId: number): Change {
  const wanted = new Set([...ids, survivorId])
  if (wanted.size < 2) throw new EditRefusal('tooFew')
  const stitched = stitch(sheet, wanted)
  const ready = withChange(sheet, stitched)
  const grids = [...wanted].map((id) => ready.get(id)).filter((grid) => grid !== undefined)
  if (grids.length < wanted.size) throw new EditRefusal('nothingHere')
  const apart = notConnected(grids, survivorId)
  if (apart.length > 0) throw new EditRefusal('notTouching', apart)
  const merged: SheetGrid = { ...ready.get(survivorId)!, polygons: joined(grids.flatMap(({ polygons }) => polygons)) }
  const gone = grids.filter(({ id }) => id !== survivorId).map(({ id }) => [id, null] as const)
  const change = combine(stitched, new Map<number, SheetGrid | null>([...gone, [survivorId, merged]]))
  applyChecked(sheet, change)
  return change
}

/** The union of polygons that share whole edges and do not overlap. */
export function joined(polygons: readonly Polygon[]): Polygon[] {
  const open = new Map<string, Edge>()
  for (const [from, to] of edgesOf(polygons)) {
    const back = `${keyOf(to)},${keyOf(from)}`
    if (!open.delete(back)) open.set(`${keyOf(from)},${keyOf(to)}`, [from, to])
  }
  return traceFaces([...open.values()])
}

function notConnected(grids: readonly SheetGrid[], startId: number): number[] {
  const linesOf = new Map(grids.map((grid) => [grid.id, edgesOf(grid.polygons).map((edge) => lineKeyOf(...edge))]))
  const reached = new Set(linesOf.get(startId))
  const waiting = new Set(grids.map(({ id }) => id).filter((id) => id !== startId))
  let grown = true
  while (grown) {
    grown = false
    for (const id of waiting) {
      const lines = linesOf.get(id)!
      if (!lines.some((line) => reached.has(line))) continue
      for (const line of lines) reached.add(line)
      waiting.delete(id)
      grown = true
    }
  }
  return [...waiting]
}
