import { binaryArray } from '../db/binary-array.ts'
import type { Queryable } from '../db/database.ts'
import type { SettledGrid } from '../grids/settled-grid.ts'
import type { LastPosition } from './last-positions.ts'
import { type CommunityGrids, type PlacedPosition, placeOf } from './place-position.ts'
import type { Position } from './position.ts'

/** Of each worker so many of the positions are read again that came after the last save; it is one every few seconds. */
const MOST_UNSAVED = 50
/** So far before the newest that was saved the others may lie that are looked for. */
const SEARCH_BACK_S = 30 * 60

interface LastRow {
  worker_id: number; recorded_at: Date; lng: number; lat: number; heading_deg: number | null; speed_mps: number | null
  battery_percent: number | null; grid_id: number | null; grid_uncertain: boolean | null; grid_version_id: number | null
  candidate_grid_id: number | null; candidate_since: Date | null; candidate_fixes: number
}

/** Where each worker was when that was last saved. Who had settled by other boundaries than `grids` settles anew. */
export async function readLastPositions(database: Queryable, grids: CommunityGrids): Promise<LastPosition[]> {
  const { rows } = await database.query<LastRow>(
    `select last.* from worker_last_positions as last join workers on workers.id = last.worker_id`,
  )
  return rows.map((row) => ({
    workerId: row.worker_id,
    recordedAtMs: row.recorded_at.getTime(),
    lng: row.lng,
    lat: row.lat,
    headingDeg: row.heading_deg ?? undefined,
    speedMps: row.speed_mps ?? undefined,
    batteryPercent: row.battery_percent ?? undefined,
    gridUncertain: row.grid_uncertain,
    settled: row.grid_version_id === grids.versionId ? settledOf(row) : settledAnew(row, grids),
  }))
}

function settledOf(row: LastRow): SettledGrid {
  const { grid_id, candidate_grid_id, candidate_since, candidate_fixes: sureFixes, recorded_at } = row
  const candidate = candidate_since === null
    ? null
    : { gridId: candidate_grid_id ?? 0, sinceMs: candidate_since.getTime(), sureFixes }
  return { gridId: grid_id ?? 0, candidate, fixAtMs: recorded_at.getTime() }
}

function settledAnew({ lng, lat, recorded_at }: LastRow, grids: CommunityGrids): SettledGrid {
  return { gridId: placeOf({ lng, lat }, grids).gridId, candidate: null, fixAtMs: recorded_at.getTime() }
}

/**
 * The positions that came after the last save, as a process that was killed leaves them, in the order of time: of each
 * worker those newer than what was saved of him, and none older than the newest of all that was saved by SEARCH_BACK_S.
 */
export async function readUnsaved(database: Queryable, grids: CommunityGrids): Promise<PlacedPosition[]> {
  const { rows: [{ since }] } = await database.query<{ since: Date }>(
    `select least(now(), max(recorded_at)) - make_interval(secs => $1) as since from worker_last_positions`,
    [SEARCH_BACK_S],
  )
  const { rows } = await database.query<{
    worker_id: number; recorded_at: Date; received_at: Date; sequence: number; lng: number; lat: number
    accuracy_m: number | null; speed_mps: number | null; heading_deg: number | null; battery_percent: number | null
    protocol: Position['protocol']
  }>(
    `select unsaved.worker_id, unsaved.recorded_at, received_at, sequence, st_x(point) as lng, st_y(point) as lat,
            accuracy_m, unsaved.speed_mps, unsaved.heading_deg, unsaved.battery_percent, protocol
       from workers as worker
       left join worker_last_positions as last on last.worker_id = worker.id
      cross join lateral (
        select * from positions
         where positions.worker_id = worker.id and positions.recorded_at > $1
           and positions.recorded_at > coalesce(last.recorded_at, $1)
         order by positions.recorded_at desc limit ${MOST_UNSAVED}
      ) as unsaved
      order by unsaved.recorded_at`,
    [since],
  )
  return rows.map((row) => {
    const { lng, lat } = row
    const accuracyM = row.accuracy_m ?? undefined
    return {
      workerId: row.worker_id, recordedAtMs: row.recorded_at.getTime(), receivedAtMs: row.received_at.getTime(),
      sequence: row.sequence, lng, lat, accuracyM, speedMps: row.speed_mps ?? undefined,
      headingDeg: row.heading_deg ?? undefined, batteryPercent: row.battery_percent ?? undefined,
      protocol: row.protocol, sos: false, ...placeOf({ lng, lat, accuracyM }, grids),
    }
  })
}

/** Saves where workers were last, in the order given; a row that is newer already stays as it is. */
export async function saveLastPositions(
  database: Queryable, positions: readonly LastPosition[], gridVersionId: number,
): Promise<void> {
  await database.query(SAVE, [
    binaryArray('int4', positions.map(({ workerId }) => workerId)),
    binaryArray('timestamptz', positions.map(({ recordedAtMs }) => recordedAtMs)),
    binaryArray('float8', positions.map(({ lng }) => lng)),
    binaryArray('float8', positions.map(({ lat }) => lat)),
    binaryArray('float4', positions.map(({ headingDeg }) => headingDeg ?? null)),
    binaryArray('float4', positions.map(({ speedMps }) => speedMps ?? null)),
    binaryArray('int2', positions.map(({ batteryPercent }) => roundedOrNull(batteryPercent))),
    binaryArray('int4', positions.map(({ settled }) => gridOrNone(settled.gridId))),
    binaryArray('bool', positions.map(({ gridUncertain }) => gridUncertain)),
    gridVersionId,
    binaryArray('int4', positions.map(({ settled: { candidate } }) => gridOrNone(candidate?.gridId ?? 0))),
    binaryArray('timestamptz', positions.map(({ settled: { candidate } }) => candidate?.sinceMs ?? null)),
    binaryArray('int4', positions.map(({ settled: { candidate } }) => candidate?.sureFixes ?? 0)),
  ])
}

const SAVE = `
  insert into worker_last_positions as last
         (worker_id, recorded_at, lng, lat, heading_deg, speed_mps, battery_percent, grid_id, grid_uncertain,
          grid_version_id, candidate_grid_id, candidate_since, candidate_fixes)
  select worker_id, recorded_at, lng, lat, heading_deg, speed_mps, battery_percent, grid_id, grid_uncertain,
         $10::int, candidate_grid_id, candidate_since, candidate_fixes
    from unnest($1::int4[], $2::timestamptz[], $3::float8[], $4::float8[], $5::float4[], $6::float4[], $7::int2[],
                $8::int4[], $9::bool[], $11::int4[], $12::timestamptz[], $13::int4[])
      as t (worker_id, recorded_at, lng, lat, heading_deg, speed_mps, battery_percent, grid_id, grid_uncertain,
            candidate_grid_id, candidate_since, candidate_fixes)
  on conflict (worker_id) do update
     set recorded_at = excluded.recorded_at, lng = excluded.lng, lat = excluded.lat,
         heading_deg = excluded.heading_deg, speed_mps = excluded.speed_mps,
         battery_percent = excluded.battery_percent, grid_id = excluded.grid_id,
         grid_uncertain = excluded.grid_uncertain, grid_version_id = excluded.grid_version_id,
         candidate_grid_id = excluded.candidate_grid_id, candidate_since = excluded.candidate_since,
         candidate_fixes = excluded.candidate_fixes
   where excluded.recorded_at >= last.recorded_at`

function roundedOrNull(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value)
}

/** The database knows no grid 0: outside all is null. */
function gridOrNone(gridId: number): number | null {
  return gridId === 0 ? null : gridId
}
