import type { Pulse } from '../contract/live.ts'
import type { Queryable } from '../db/database.ts'
import type { CommittedFix } from './live-lane.ts'

/** Where each worker was last, and had settled; that by the boundaries of another version does not count any more. */
export async function readLastSeen(database: Queryable): Promise<CommittedFix[]> {
  const { rows } = await database.query<{
    worker_id: number; recorded_at: Date; lng: number; lat: number; heading_deg: number | null; speed_mps: number | null
    grid_id: number | null; is_current: boolean
  }>(
    `select worker_id, recorded_at, lng, lat, heading_deg, speed_mps, grid_id,
            grid_version_id is not distinct from (select id from grid_versions where state = 'in-force') as is_current
       from worker_last_positions`,
  )
  return rows.map((row) => ({
    workerId: row.worker_id,
    recordedAtMs: row.recorded_at.getTime(),
    lng: row.lng,
    lat: row.lat,
    headingDeg: row.heading_deg ?? undefined,
    speedMps: row.speed_mps ?? undefined,
    settledGridId: row.is_current ? (row.grid_id ?? 0) : undefined,
  }))
}

/** The counters of a pulse that only the database knows. */
export type PulseCounts = Pick<
  Pulse, 'casesToday' | 'casesOpen' | 'casesOverdue' | 'casesClosedToday' | 'alarmsActive'
>

/** Counts the cases and alarms of a scope; `dayStart` is when the city's day began. An
 * alarm is active until it is both acknowledged and cleared. */
export async function readPulseCounts(database: Queryable, scopeCode: string, dayStart: Date): Promise<PulseCounts> {
  const { rows } = await database.query<PulseCounts>(
    `select
       (select count(*)::int from cases
         where reported_at >= $2 and area_code like $1 || '%') as "casesToday",
       (select count(*)::int from cases
         where closed_at >= $2 and status = 'closed' and area_code like $1 || '%') as "casesClosedToday",
       (select count(*)::int from alarms
         where not (acknowledged and cleared) and area_code like $1 || '%') as "alarmsActive",
       open.*
     from (
       select count(*)::int as "casesOpen", (count(*) filter (where due_at < now()))::int as "casesOverdue"
         from cases where status not in ('closed', 'rejected') and area_code like $1 || '%'
     ) as open`,
    [scopeCode, dayStart],
  )
  return rows[0]
}
