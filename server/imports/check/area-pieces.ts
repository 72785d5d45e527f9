import { OVERLAY_GRID_DEGREES } from '../../boundaries/quality/thresholds.ts'
import type { Queryable } from '../../db/database.ts'
import { SAFE_SHAPE } from './safe-shape.ts'

/** Corners of a piece at most; areas cut in one statement. */
const PIECE_VERTICES = 128
const AREAS_AT_A_TIME = 25

/**
 * Cuts the areas that the import brings, else those of the version in force, into staged_area_pieces under the codes
 * that they have now.
 */
export async function cutAreas(database: Queryable, importId: number, brought: boolean): Promise<void> {
  await database.query('delete from staged_area_pieces where import_id = $1', [importId])
  const areas = brought
    ? `select code, shape from staged_records 
        where import_id = $1 and layer = 'areas' and not refused and shape is not null`
    : `select code, boundary as shape from version_areas
        where version_id = (select id from grid_versions where state = 'in-force')`
  for (let last: string | undefined = ''; last !== undefined;) {
    const { rows }: { rows: { code: string }[] } = await database.query(
      `with lot as materialized (
         select * from (${areas}) as areas where code collate "C" > $2
          order by code collate "C" limit ${AREAS_AT_A_TIME}
       ), pieces as (
         insert into staged_area_pieces (import_id, code, shape)
         select $1, code, piece.geom
           from lot,
                lateral (select st_subdivide(${SAFE_SHAPE}, ${PIECE_VERTICES}, ${OVERLAY_GRID_DEGREES}) as part) as cut,
                lateral st_dump(part) as piece
       )
       select code from lot order by code collate "C" desc limit 1`,
      [importId, last],
    )
    last = rows[0]?.code
  }
  // The planner has to know that there are many.
  await database.query('analyze staged_area_pieces')
}
