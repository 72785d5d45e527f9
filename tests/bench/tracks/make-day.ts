import type { Queryable } from '../../../server/db/database.ts'
import { dayPartitions, utcDaysOf } from '../../../server/db/day-partitions.ts'

const MINUTE_MS = 60_000

export interface FixPlan {
  workerIds: readonly number[]
  fromMs: number
  minutes: number
  /** Seconds between two fixes of a worker. */
  everyS: number
}

/**
 * Stores what workers send who all walk to and fro: minute by minute, and within each as it would come in, the fixes of
 * all workers next to each other in an order that follows no worker. Returns how many.
 */
export async function storeFixes(database: Queryable, { workerIds, fromMs, minutes, everyS }: FixPlan): Promise<number> {
  await dayPartitions(database, 'positions').ensure(utcDaysOf([fromMs, fromMs + minutes * MINUTE_MS - 1]))
  for (let minute = 0; minute < minutes; minute++) {
    await database.query(
      `insert into positions (worker_id, recorded_at, received_at, point, accuracy_m, speed_mps, heading_deg, altitude_m,
                              battery_percent, protocol, grid_id, grid_uncertain, sequence)
       select id, at, at + interval '1 second',
              st_setsrid(st_makepoint(116.2 + (id % 1000) / 2000.0 + 0.002 * sin(extract(epoch from at)::float8 / 600 + id),
                                      39.7 + (id % 997) / 2000.0 + 0.002 * cos(extract(epoch from at)::float8 / 700 + id)),
                         4326),
              8, 1.25, 90, 43, 80, 'osmand', id, false, 17
         from generate_series($2::timestamptz, $2::timestamptz + interval '59 seconds', $3 * interval '1 second') as at
              cross join unnest($1::int[]) as id
        order by at, hashint4(id)`,
      [workerIds, new Date(fromMs + minute * MINUTE_MS), everyS],
    )
  }
  return workerIds.length * minutes * Math.ceil(60 / everyS)
}
