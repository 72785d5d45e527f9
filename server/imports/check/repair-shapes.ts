import type { Queryable } from '../../db/database.ts'
import { BOUNDARY_LAYERS } from '../draft/build-draft.ts'
import { eachRowRange } from './row-ranges.ts'

/** Polygons looked at in one statement. */
const RANGE = 500

/**
 * Takes areas and grids whose rings cross themselves apart into what they enclose, where `repair` says so for their
 * source: a finding 'repaired' {what: 'uncrossed', reason, beforeM2, afterM2} each. One that encloses nothing is
 * refused. The others go into the draft as they are, where the check of the draft finds them.
 */
export async function repairShapes(database: Queryable, importId: number, repair: readonly boolean[]): Promise<void> {
  await eachRowRange(database, importId, BOUNDARY_LAYERS, RANGE, async (source, from, to) => {
    if (repair[source]) await uncross(database, importId, source, from, to)
  })
}

async function uncross(database: Queryable, ...range: number[]): Promise<void> {
  await database.query(
    `with mended as materialized (
       select *, st_multi(st_collectionextract(st_makevalid(shape, 'method=structure'), 3)) as whole
         from (
         select layer, source, row_number, code, shape, st_isvaliddetail(shape) as flaw from staged_records
          where import_id = $1 and source = $2 and row_number >= $3 and row_number < $4
            and not refused and shape is not null and not st_isvalid(shape)
       ) as crossing
     ), kept as (
       update staged_records as staged
          set shape = case when st_isempty(whole) then staged.shape else whole end, refused = st_isempty(whole)
         from mended
        where staged.import_id = $1 and staged.source = mended.source and staged.row_number = mended.row_number
     )
     insert into findings (import_id, kind, severity, layer, source, row_number, codes, area_m2, detail, shape)
     select $1, case when st_isempty(whole) then 'bad-geometry' else 'repaired' end,
            case when st_isempty(whole) then 'error' else 'note' end,
            layer, source, row_number, array_remove(array[code], null), abs(before_m2 - after_m2),
            case when st_isempty(whole) then jsonb_build_object('reason', 'zero-area')
                 else jsonb_build_object('what', 'uncrossed', 'reason', reason(flaw), 'beforeM2', before_m2,
                        'afterM2', after_m2)
            end,
            location(flaw)
       from (
         select *, st_area(shape::geography) as before_m2, st_area(whole::geography) as after_m2 from mended
       ) as mended
      order by row_number`,
    range,
  )
}
