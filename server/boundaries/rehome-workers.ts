import type { Queryable } from '../db/database.ts'

/** Of the grids that look nearest in degrees, this many are measured in metres. */
const NEAREST_CANDIDATES = 12

/**
 * Gives every worker a grid of the version, in this order: the one they had before they were moved out of this very
 * version (rehomed_workers); the one of the same layer and code; of their old grid's layer, else the community layer,
 * the one that covers the middle of the old grid; the nearest to it. Area and last position follow. Returns how many
 * were moved to a grid of another code, there or back.
 */
export async function rehomeWorkers(transaction: Queryable, versionId: number): Promise<number> {
  // Of a version that is minutes old the planner knows nothing, and would compare every grid with every other.
  await transaction.query('analyze grids (version_id, layer, code)')
  await transaction.query(
    `create temporary table worker_moves (
       worker_id int, from_version int, from_grid int, layer text, to_grid int, renamed boolean
     ) on commit drop`,
  )
  await transaction.query(
    `insert into worker_moves
     select worker.id, old.version_id, old.id, old.layer, coalesce(back.grid_id, same.id), back.grid_id is not null
       from workers as worker
       join grids as old on old.id = worker.grid_id and old.version_id <> $1
       left join rehomed_workers as back
         on back.worker_id = worker.id and back.version_id = $1 and back.moved_to = old.id
       left join grids as same on same.version_id = $1 and same.layer = old.layer and same.code = old.code`,
    [versionId],
  )
  await placeByMiddle(transaction, versionId)
  const { rows } = await transaction.query<{ renamed: number; lost: number }>(
    `select count(*) filter (where renamed)::int as renamed, count(*) filter (where to_grid is null)::int as lost
       from worker_moves`,
  )
  if (rows[0].lost > 0) {
    throw new Error(`Version ${versionId} has no community grid, but ${rows[0].lost} workers need one`)
  }
  await rememberMoves(transaction, versionId)
  await transaction.query(
    `update workers set grid_id = grid.id, area_code = grid.area_code
       from worker_moves as move join grids as grid on grid.id = move.to_grid
      where workers.id = move.worker_id`,
  )
  await renewLastGrids(transaction, versionId)
  return rows[0].renamed
}

/**
 * For the grids of workers that are gone by their code: what covers their middle, else what is nearest to it. Asks for
 * the nearest in both cases, since that makes PostgreSQL use the spatial index for certain.
 */
async function placeByMiddle(transaction: Queryable, versionId: number): Promise<void> {
  await transaction.query(
    `with gone as materialized (
       -- materialized: the middle is computed once for each grid, not for each that it is compared with
       select grid.id as from_grid, st_pointonsurface(grid.boundary) as middle,
              case when grid.layer in (select layer from grids where version_id = $1)
                   then grid.layer else 'community' end as layer
         from grids as grid
        where grid.id in (select from_grid from worker_moves where to_grid is null)
     ), home as (
       select gone.from_grid, best.id
         from gone, lateral (
           select id from (
             select id, boundary from grids where version_id = $1 and layer = gone.layer
              order by boundary <-> gone.middle limit ${NEAREST_CANDIDATES}
           ) as near
            order by not st_covers(boundary, gone.middle),
                     st_distance(boundary::geography, gone.middle::geography), id
            limit 1
         ) as best
     )
     update worker_moves as move set to_grid = home.id, renamed = true
       from home where move.to_grid is null and move.from_grid = home.from_grid`,
    [versionId],
  )
}

/** Keeps rehomed_workers: what was used to move back goes, what was known goes along, what is new is added. */
async function rememberMoves(transaction: Queryable, versionId: number): Promise<void> {
  await transaction.query('delete from rehomed_workers where version_id = $1', [versionId])
  await transaction.query(
    `update rehomed_workers as known set moved_to = move.to_grid
       from worker_moves as move where known.worker_id = move.worker_id and known.moved_to = move.from_grid`,
  )
  await transaction.query(
    `insert into rehomed_workers (worker_id, version_id, grid_id, moved_to)
     select worker_id, from_version, from_grid, to_grid from worker_moves where renamed
     on conflict (worker_id, version_id) do update set grid_id = excluded.grid_id, moved_to = excluded.moved_to`,
  )
}

/** Where a worker was last: the grid of the same layer and code, none where there is none. */
async function renewLastGrids(transaction: Queryable, versionId: number): Promise<void> {
  await transaction.query(
    `update worker_last_positions as last set grid_id = same.id
       from grids as old
       left join grids as same on same.version_id = $1 and same.layer = old.layer and same.code = old.code
      where old.id = last.grid_id and old.version_id <> $1`,
    [versionId],
  )
}
