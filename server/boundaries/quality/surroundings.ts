import type { Queryable } from '../../db/database.ts'

/** Grids and areas that a change may concern. */
export interface Surroundings {
  gridIds: number[]
  areaCodes: string[]
}

/**
 * What lies about some grids: the areas that they belong to or touch, those that they or grids that are gone now were
 * found to reach into, with `areaCodes`; and all grids that touch those areas or these grids.
 */
export async function around(
  database: Queryable,
  versionId: number,
  gridIds: readonly number[],
  areaCodes: readonly string[],
): Promise<Surroundings> {
  const areas = await database.query<{ code: string }>(
    `select a.code
       from version_areas as a
       join grids as g on a.boundary && g.boundary or a.code = g.area_code
      where a.version_id = $1 and g.version_id = $1 and g.id = any($2::int[])
     union
     select a.code
       from findings as f
       join version_areas as a on a.version_id = $1 and a.boundary && f.shape
       left join grids as g on g.version_id = $1 and g.layer = f.layer and g.code = f.codes[1]
      where f.version_id = $1 and f.kind = 'outside-parent' and f.layer <> 'areas'
        and (g.id is null or g.id = any($2::int[]))
     union
     select code from version_areas where version_id = $1 and code = any($3::text[])`,
    [versionId, gridIds, areaCodes],
  )
  const codes = areas.rows.map(({ code }) => code)
  // only areas that have grids of their own: all grids touch the city
  const grids = await database.query<{ id: number }>(
    `select g.id
       from grids as g
       join version_areas as a on g.boundary && a.boundary
      where g.version_id = $1 and a.version_id = $1 and a.code = any($2::text[])
        and a.code in (select area_code from grids where version_id = $1 and layer = 'community')
     union
     select g.id from grids as g join grids as c on g.boundary && c.boundary and g.layer = c.layer
      where g.version_id = $1 and c.id = any($3::int[])`,
    [versionId, codes, gridIds],
  )
  return { gridIds: grids.rows.map(({ id }) => id), areaCodes: codes }
}
