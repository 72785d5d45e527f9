import type { MultiPolygon } from 'geojson'
import { repairInMemory } from '../../boundaries/quality/repair-in-memory.ts'
import type { Queryable } from '../../db/database.ts'
import { BOUNDARY_LAYERS } from '../draft/build-draft.ts'
import { eachRowRange } from './row-ranges.ts'

/** Polygons looked at in one statement. */
const RANGE = 500

interface Crossing {
  row: number
  shape: MultiPolygon
}

/**
 * Takes areas and grids whose rings cross themselves apart into what they enclose, where `repair` says so for their
 * source: a finding 'repaired' {what: 'uncrossed', reason, beforeM2, afterM2} each. One that encloses nothing is
 * refused. The others go into the draft as they are, where the check of the draft finds them.
 */
export async function repairShapes(database: Queryable, importId: number, repair: readonly boolean[]): Promise<void> {
  await eachRowRange(database, importId, BOUNDARY_LAYERS, RANGE, async (source, from, to) => {
    if (!repair[source]) return
    const { rows } = await database.query<Crossing>(
      `select row_number as row, st_asgeojson(shape, 17)::json as shape from staged_records
        where import_id = $1 and source = $2 and row_number >= $3 and row_number < $4
          and not refused and shape is not null and not st_isvalid(shape)
        order by row_number`,
      [importId, source, from, to],
    )
    for (const { row, shape } of rows) {
      await putWhole(database, [importId, source, row], await repairInMemory(shape))
    }
  })
}

/** Stores what a boundary encloses, or refuses its row where that is nothing; either way with a finding. */
async function putWhole(database: Queryable, row: readonly number[], whole: MultiPolygon | null): Promise<void> {
  await database.query(
    `with crossing as materialized (
       select layer, code, st_isvaliddetail(shape) as flaw, st_area(shape::geography) as before_m2,
              st_geomfromgeojson($4) as whole
         from staged_records where import_id = $1 and source = $2 and row_number = $3
     ), mended as materialized (
       select *, coalesce(not st_isempty(whole) and st_isvalid(whole), false) as good from crossing
     ), kept as (
       update staged_records as staged
          set shape = case when good then whole else staged.shape end, refused = not good
         from mended where staged.import_id = $1 and staged.source = $2 and staged.row_number = $3
     )
     insert into findings (import_id, kind, severity, layer, source, row_number, codes, area_m2, detail, shape)
     select $1, case when good then 'repaired' else 'bad-geometry' end, case when good then 'note' else 'error' end,
            layer, $2, $3, array_remove(array[code], null), abs(before_m2 - after_m2),
            case when good then jsonb_build_object('what', 'uncrossed', 'reason', reason(flaw), 'beforeM2', before_m2,
                                  'afterM2', after_m2)
                 else jsonb_build_object('reason', 'zero-area')
            end,
            location(flaw)
       from (select *, case when good then st_area(whole::geography) end as after_m2 from mended) as mended`,
    [...row, whole === null ? null : JSON.stringify(whole)],
  )
}
