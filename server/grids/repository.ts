import type { Area, Grid } from '../../geodata/city/city.ts'
import type { Queryable } from '../db/database.ts'

/** Every digit that a double has, so that a boundary in memory is the boundary in PostGIS. */
const EXACT_DIGITS = 17

/** The grids of the version in force with their boundaries, by id, and the areas above them, by code. */
export async function readGrids(database: Queryable): Promise<{ versionId: number; grids: Grid[]; areas: Area[] }> {
  const versions = await database.query<{ id: number }>(`select id from grid_versions where state = 'in-force'`)
  const versionId = versions.rows[0]?.id
  if (versionId === undefined) throw new Error('The database holds no version of the grids that is in force.')
  const grids = await database.query<Grid>(
    `select id, layer, code, name, name_en as "nameEn", area_code as "areaCode", unit_id as "unitId",
            st_asgeojson(boundary, $2)::json as boundary
       from grids where version_id = $1 order by id`,
    [versionId, EXACT_DIGITS],
  )
  const areas = await database.query<Area>(
    `select code, level, name, name_en as "nameEn", parent_code as "parentCode",
            st_asgeojson(boundary, $2)::json as boundary
       from version_areas where version_id = $1 order by code`,
    [versionId, EXACT_DIGITS],
  )
  return { versionId, grids: grids.rows, areas: areas.rows }
}
