import type { Queryable } from '../db/database.ts'

/** What stands at a point and belongs to an area. */
const TABLES = ['cameras', 'devices', 'components'] as const

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
           select stray.id, coalesce(
                    (select code from version_areas v
                      where version_id = $1 and st_covers(v.boundary, stray.point)
                      order by array_position(array['community', 'street', 'district', 'city'], level), code limit 1),
                    (select code from version_areas v
                      where version_id = $1
                      order by v.boundary <-> stray.point,
                               array_position(array['community', 'street', 'district', 'city'], level), code limit 1)
                  ) as code
             from ${table} as stray join areas on areas.code = stray.area_code
            where areas.retired or areas.code = any($2::text[]) and not st_covers(areas.boundary, stray.point)
         ) as home
        where home.id = thing.id and home.code <> thing.area_code`,
      [versionId, changedCodes],
    )
  }
}
