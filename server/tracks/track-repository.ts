import type { Queryable } from '../db/database.ts'
import type { TrackPoint } from './track.ts'

/** A fix with its grid as it was called then; empty where there was none. */
export interface NamedTrackPoint extends TrackPoint {
  gridName: string
  gridNameEn: string
}

/** The fixes of a worker with from ≤ recorded < to, in the order of time. */
export async function readTrack(
  database: Queryable, workerId: number, fromMs: number, toMs: number,
): Promise<NamedTrackPoint[]> {
  const { rows } = await database.query<{
    recorded_at: Date; lng: number; lat: number; speed_mps: number | null
    grid_code: string | null; grid_name: string | null; grid_name_en: string | null; grid_uncertain: boolean | null
  }>(
    `select recorded_at, st_x(point) as lng, st_y(point) as lat, speed_mps,
            grids.code as grid_code, grids.name as grid_name, grids.name_en as grid_name_en, grid_uncertain
       from positions
       left join grids on grids.id = positions.grid_id
      where worker_id = $1 and recorded_at >= $2 and recorded_at < $3
      order by recorded_at, sequence`,
    [workerId, new Date(fromMs), new Date(toMs)],
  )
  return rows.map((row) => ({
    recordedAtMs: row.recorded_at.getTime(),
    lng: row.lng,
    lat: row.lat,
    speedMps: row.speed_mps,
    gridCode: row.grid_code,
    gridName: row.grid_name ?? '',
    gridNameEn: row.grid_name_en ?? '',
    uncertain: row.grid_uncertain === true,
  }))
}
