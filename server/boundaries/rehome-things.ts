import type { Queryable } from '../db/database.ts'

/** What stands at a point and belongs to an area. */
const TABLES = ['cameras', 'devices', 'components'] as const

/** Of the areas that are nearest to a point, all levels that cover it among them, this many are looked at. */
const NEAREST_CANDIDATES = 16

/**
 * Gives cameras, devices and components whose area is retired, or is one of `changedCodes` and no longer covers them,
 * the smallest area of the version that covers them, else the nearest. To be called when table areas follows it.
 */
export async function rehomeThings(
  transaction: Queryable,
  versionId: number,
  changedCodes: readonly string[],
): Promise<void> {
  for (const table of TABLES) {
    await transaction.query(
      `update ${table} as thing set area_code = home.code
         from (
           select stray.id, best.code
             from ${table} as stray join areas on areas.code = stray.area_code,
                  lateral (
                    select code from (
                      select code, level, boundary, boundary <-> stray.point as distance from version_areas
                       where version_id = $1 order by boundary <-> stray.point limit ${NEAREST_CANDIDATES}
                    ) as near
                     order by not st_covers(boundary, stray.point), distance,
                              array_position(array['community', 'street', 'district', 'city'], level), code
                     limit 1
                  ) as best
            where areas.retired or areas.code = any($2::text[]) and not st_covers(areas.boundary, stray.point)
         ) as home
        where home.id = thing.id and home.code <> thing.area_code`,
      [versionId, changedCodes],
    )
  }
}
