import type { Database } from '../../server/db/database.ts'
import { dayPartitions, utcDaysOf } from '../../server/db/day-partitions.ts'

export interface StoredFix {
  workerId: number
  atMs: number
  lng: number
  lat: number
  gridId?: number | null
  uncertain?: boolean
}

/** Stores fixes as the intake would have, of any day. */
export async function insertPositions(database: Database, fixes: readonly StoredFix[]): Promise<void> {
  await dayPartitions(database, 'positions').ensure(utcDaysOf(fixes.map(({ atMs }) => atMs)))
  await database.query(
    `insert into positions (worker_id, recorded_at, received_at, point, protocol, grid_id, grid_uncertain)
     select worker_id, to_timestamp(at_ms / 1000), to_timestamp(at_ms / 1000),
            st_setsrid(st_makepoint(lng, lat), 4326), 'osmand', grid_id, uncertain
       from unnest($1::int[], $2::float8[], $3::float8[], $4::float8[], $5::int[], $6::boolean[])
         as t (worker_id, at_ms, lng, lat, grid_id, uncertain)`,
    [
      fixes.map(({ workerId }) => workerId),
      fixes.map(({ atMs }) => atMs),
      fixes.map(({ lng }) => lng),
      fixes.map(({ lat }) => lat),
      fixes.map(({ gridId }) => gridId ?? null),
      fixes.map(({ uncertain }) => uncertain ?? false),
    ],
  )
}
