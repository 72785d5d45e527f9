import { lockBoundaries } from '../../boundaries/boundary-lock.ts'
import { GRID_LAYERS, type GridLayer } from '../../contract/api/grids.ts'
import type { ImportLayer } from '../../contract/api/imports.ts'
import type { Database, Queryable } from '../../db/database.ts'

/** Grids and areas written in one transaction. */
const ROWS_AT_A_TIME = 2_000

/** Layers that are boundaries, of which a draft is made. */
export const BOUNDARY_LAYERS: readonly ImportLayer[] = ['areas', ...GRID_LAYERS]

/**
 * Makes the draft version of an import: the layers that it brings from its staged rows, the others as they are in
 * force. Ids of grids go on from the highest in the order of layer and code. Where the areas are new, grids in force
 * whose area is gone are left out, one finding 'unknown-area' each. Returns the version's id.
 */
export async function buildDraft(
  database: Database,
  importId: number,
  brought: ReadonlySet<ImportLayer>,
  { note, actor }: { note: string; actor: string },
): Promise<number> {
  const { versionId, basedOn } = await database.transaction(async (transaction) => {
    await lockBoundaries(transaction)
    const { rows } = await transaction.query<{ versionId: number; basedOn: number | null }>(
      `insert into grid_versions (id, state, note, based_on, created_by)
       select (select coalesce(max(id), 0) + 1 from grid_versions), 'draft', $1,
              (select id from grid_versions where state = 'in-force'), $2
       returning id as "versionId", based_on as "basedOn"`,
      [note, actor],
    )
    await transaction.query('update imports set version_id = $2 where id = $1', [importId, rows[0].versionId])
    return rows[0]
  })
  await copyAreas(database, versionId, brought.has('areas') ? importId : null, basedOn)
  for (const layer of GRID_LAYERS.toSorted()) {
    await copyGrids(database, versionId, layer, brought.has(layer) ? importId : null, basedOn)
    if (brought.has('areas') && !brought.has(layer)) await tellLostGrids(database, importId, versionId, layer, basedOn)
  }
  return versionId
}

/** A parent's code is shorter than its children's, so that each lot refers to areas that are there. */
async function copyAreas(
  database: Queryable,
  versionId: number,
  importId: number | null,
  basedOn: number | null,
): Promise<void> {
  const source =
    importId === null
      ? `select code, level, name, name_en, parent_code, boundary from version_areas where version_id = $2`
      : `select code, level, fields ->> 'name' as name, fields ->> 'nameEn' as name_en, parent_code,
                st_multi(shape) as boundary
           from staged_records where import_id = $2 and layer = 'areas' and not refused`
  for (let last: { length: number; code: string } | undefined = { length: 0, code: '' }; last !== undefined;) {
    const { rows }: { rows: { length: number; code: string }[] } = await database.query(
      `with lot as (
         select * from (${source}) as area where (length(code), code collate "C") > ($3, $4)
          order by length(code), code collate "C" limit ${ROWS_AT_A_TIME}
       ), written as (
         insert into version_areas (version_id, code, level, name, name_en, parent_code, boundary)
         select $1, code, level, name, name_en, parent_code, boundary from lot
       )
       select length(code)::int as length, code from lot order by 1 desc, code collate "C" desc limit 1`,
      [versionId, importId ?? basedOn, last.length, last.code],
    )
    last = rows[0]
  }
}

async function copyGrids(
  database: Database,
  versionId: number,
  layer: GridLayer,
  importId: number | null,
  basedOn: number | null,
): Promise<void> {
  const source =
    importId === null
      ? `select code, name, name_en, area_code, unit_id, boundary from grids where version_id = $2 and layer = $3`
      : `select code, fields ->> 'name' as name, fields ->> 'nameEn' as name_en, area_code, null::int as unit_id,
                st_multi(shape) as boundary
           from staged_records where import_id = $2 and layer = $3 and not refused`
  for (let last: string | undefined = ''; last !== undefined;) {
    const after: string = last
    last = await database.transaction(async (transaction) => {
      await lockBoundaries(transaction)
      const { rows } = await transaction.query<{ code: string }>(
        `with lot as (
           select * from (${source}) as grid where code collate "C" > $4
            order by code collate "C" limit ${ROWS_AT_A_TIME}
         ), written as (
           insert into grids (id, version_id, layer, code, name, name_en, area_code, unit_id, boundary)
           select (select coalesce(max(id), 0) from grids) + row_number() over (order by code collate "C"), $1, $3,
                  code, name, name_en, area_code, unit_id, boundary
             from lot
            where exists (select from version_areas where version_id = $1 and version_areas.code = lot.area_code)
         )
         select code from lot order by code collate "C" desc limit 1`,
        [versionId, importId ?? basedOn, layer, after],
      )
      return rows[0]?.code
    })
  }
}

async function tellLostGrids(
  database: Queryable,
  importId: number,
  versionId: number,
  layer: GridLayer,
  basedOn: number | null,
): Promise<void> {
  await database.query(
    `insert into findings (import_id, kind, severity, layer, codes, detail, shape)
     select $1, 'unknown-area', 'error', layer, array[code],
            jsonb_build_object('field', 'areaCode', 'value', area_code, 'expected', 'an area of the import'),
            box2d(boundary)::geometry
       from grids
      where version_id = $4 and layer = $3
        and not exists (select from version_areas where version_id = $2 and version_areas.code = grids.area_code)
      order by id`,
    [importId, versionId, layer, basedOn],
  )
}
