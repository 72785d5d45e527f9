import type { Queryable } from '../db/database.ts'

/** Where a source of alarms is, and to whose area it belongs. */
export interface AlarmSource {
  id: number
  lng: number
  lat: number
  areaCode: string
  /** Of a worker: when he was last heard there, as far as the database knows; null: never. */
  recordedAtMs: number | null
}

/** The devices of these ids, where they stand. */
export async function findDevices(database: Queryable, ids: readonly number[]): Promise<Map<number, AlarmSource>> {
  if (ids.length === 0) return new Map()
  const { rows } = await database.query<AlarmSource>(
    `select id, st_x(point) as lng, st_y(point) as lat, area_code as "areaCode", null as "recordedAtMs"
       from devices where id = any($1)`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** The workers of these ids where they were last, or somewhere in their grid as long as they were never heard. */
export async function findWorkers(database: Queryable, ids: readonly number[]): Promise<Map<number, AlarmSource>> {
  if (ids.length === 0) return new Map()
  const { rows } = await database.query<AlarmSource>(
    `select workers.id, workers.area_code as "areaCode", coalesce(last.lng, st_x(home.point)) as lng,
            coalesce(last.lat, st_y(home.point)) as lat,
            (extract(epoch from last.recorded_at) * 1000)::float8 as "recordedAtMs"
       from workers
       left join worker_last_positions as last on last.worker_id = workers.id
       left join lateral (
         select st_pointonsurface(boundary) as point from grids where grids.id = workers.grid_id and last.lng is null
       ) as home on true
      where workers.id = any($1)`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}
