import type { EditBody } from '../../../server/contract/api/boundaries.ts'
import type { Change, Sheet, SheetGrid } from './shared-edges/sheet.ts'
import { toGeoJson } from './shared-edges/sheet.ts'

/** What is to be sent so that the loaded grids become what `change` makes of them; null where nothing differs. Also
 * the ids, here negative, of those that are added, in their order. */
export function editBodyOf(
  loaded: Sheet, change: Change, revision: number,
): { body: EditBody; addedIds: number[] } | null {
  const body: EditBody = { revision, changed: [], added: [], removed: [] }
  const addedIds: number[] = []
  for (const [id, grid] of change) {
    const before = loaded.get(id)
    if (grid === null) {
      if (before !== undefined) body.removed.push(id)
    } else if (before === undefined) {
      const { layer, code, name, nameEn, areaCode, unitId, polygons } = grid
      body.added.push({ layer, code, name, nameEn, areaCode, unitId, boundary: toGeoJson(polygons) })
      addedIds.push(id)
    } else {
      const changed = differences(before, grid)
      if (Object.keys(changed).length > 0) body.changed.push({ id, ...changed })
    }
  }
  const empty = body.changed.length + body.added.length + body.removed.length === 0
  return empty ? null : { body, addedIds }
}

/** The loaded grids once the server has taken the change, with the ids that it gave. */
export function afterSaving(
  loaded: Sheet, change: Change, addedIds: readonly number[], givenIds: readonly number[],
): Sheet {
  const given = new Map(addedIds.map((id, index) => [id, givenIds[index]]))
  const next = new Map(loaded)
  for (const [id, grid] of change) {
    const finalId = given.get(id) ?? id
    if (grid === null) next.delete(id)
    else next.set(finalId, { ...grid, id: finalId })
  }
  return next
}

function differences(before: SheetGrid, after: SheetGrid): Omit<EditBody['changed'][number], 'id'> {
  return {
    ...(before.code === after.code ? {} : { code: after.code }),
    ...(before.name === after.name ? {} : { name: after.name }),
    ...(before.nameEn === after.nameEn ? {} : { nameEn: after.nameEn }),
    ...(samePolygons(before, after) ? {} : { boundary: toGeoJson(after.polygons) }),
  }
}

function samePolygons(before: SheetGrid, after: SheetGrid): boolean {
  return before.polygons === after.polygons || JSON.stringify(before.polygons) === JSON.stringify(after.polygons)
}
