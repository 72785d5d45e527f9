import type { GridRecord } from '../contract/api/city.ts'
import type { Queryable } from '../db/database.ts'

/**
 * A grid in the scope with its workers and how many open cases lie in it, or null. Cases from before a switch of
 * boundaries count by the code of their grid, which had another id then.
 */
export async function findGridRecord(database: Queryable, id: number, scopeCode: string): Promise<GridRecord | null> {
  const { rows } = await database.query<Omit<GridRecord, 'workers'>>(
    `select id, layer, code, name, name_en as "nameEn", area_code as "areaCode", unit_id as "unitId",
            (select count(*)::int
               from cases, (
                 select array_agg(same.id) as ids
                   from grid_versions
                   join grids as same
                     on same.version_id = grid_versions.id and same.layer = grids.layer and same.code = grids.code
               ) as editions
              where cases.status not in ('closed', 'archived', 'rejected', 'merged')
                and (community_grid_id = any(ids) or street_grid_id = any(ids) or exclusive_grid_ids && ids)
            ) as "openCases"
       from grids where id = $1 and area_code like $2 || '%'`,
    [id, scopeCode],
  )
  const grid = rows[0]
  if (grid === undefined) return null
  const workers = await database.query<GridRecord['workers'][number]>(
    'select id, number, name, name_en as "nameEn", phone from workers where grid_id = $1 order by id',
    [id],
  )
  return { ...grid, workers: workers.rows }
}
