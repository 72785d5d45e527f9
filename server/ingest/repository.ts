import type { Database, Queryable } from '../db/database.ts'
import { dayPartitions, utcDay } from '../db/day-partitions.ts'
import type { GridIndex } from '../grids/grid-index.ts'
import type { SettledGrid } from '../grids/settled-grid.ts'
import type { Position, QuarantinedRecord } from './position.ts'
import { type GridFindings, settlePositions } from './settle-positions.ts'

/** Rounded to hundredths: more is noise, and what would underflow a `real` becomes 0. */
function hundredths(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 100) / 100
}

/** Text as PostgreSQL takes it: without NUL, and cut where someone sends a novel. */
function storable(text: string, most: number): string {
  return text.replaceAll('\0', '\u{fffd}').slice(0, most)
}

/**
 * Returns the write of a group commit: all rows in one transaction. A fix that is there already is skipped, so a batch
 * may come twice. `worker_last_positions` only ever moves to a newer fix. Grids are those of `currentIndex`; where a
 * worker had settled by the boundaries of another version does not count any more.
 */
export function positionWriter(
  database: Database, currentIndex: () => Pick<GridIndex, 'versionId' | 'layers'>,
): (positions: readonly Position[], quarantined: readonly QuarantinedRecord[]) => Promise<void> {
  const ensurePartitions = dayPartitions(database)
  return async (positions, quarantined) => {
    await ensurePartitions(positions.map((position) => utcDay(new Date(position.recordedAtMs))))
    const index = currentIndex()
    await database.transaction(async (transaction) => {
      if (positions.length > 0) {
        const workerIds = new Set(positions.map(({ workerId }) => workerId))
        const known = await readSettled(transaction, workerIds, index.versionId)
        const findings = settlePositions(positions, known, index)
        await transaction.query(INSERT_POSITIONS, [...positionColumns(positions, findings), index.versionId])
      }
      if (quarantined.length > 0) await transaction.query(INSERT_QUARANTINED, quarantineColumns(quarantined))
    })
  }
}

async function readSettled(
  transaction: Queryable, workerIds: ReadonlySet<number>, versionId: number,
): Promise<Map<number, SettledGrid>> {
  const { rows } = await transaction.query<{
    worker_id: number; recorded_at: Date; grid_id: number | null
    candidate_grid_id: number | null; candidate_since: Date | null; candidate_fixes: number
  }>(
    `select worker_id, recorded_at, grid_id, candidate_grid_id, candidate_since, candidate_fixes
       from worker_last_positions where worker_id = any($1::int[]) and grid_version_id = $2`,
    [[...workerIds], versionId],
  )
  return new Map(rows.map((row) => [row.worker_id, {
    gridId: row.grid_id ?? 0,
    candidate: row.candidate_since === null ? null : {
      gridId: row.candidate_grid_id ?? 0,
      sinceMs: row.candidate_since.getTime(),
      sureFixes: row.candidate_fixes,
    },
    fixAtMs: row.recorded_at.getTime(),
  }]))
}

// Rows are written in the order of their keys: two processes that write the same workers then wait for each other
// rather than lock each other up.
const INSERT_POSITIONS = `
  with incoming as (
    select worker_id, to_timestamp(recorded_ms / 1000) as recorded_at, to_timestamp(received_ms / 1000) as received_at,
           lng, lat, accuracy_m, speed_mps, heading_deg, altitude_m, battery_percent, protocol, grid_id, grid_uncertain,
           settled_grid_id, candidate_grid_id, to_timestamp(candidate_ms / 1000) as candidate_since, candidate_fixes
      from unnest($1::int[], $2::float8[], $3::float8[], $4::float8[], $5::float8[], $6::real[], $7::real[], $8::real[],
                  $9::real[], $10::smallint[], $11::text[], $12::int[], $13::boolean[], $14::int[], $15::int[],
                  $16::float8[], $17::int[])
        as t (worker_id, recorded_ms, received_ms, lng, lat, accuracy_m, speed_mps, heading_deg, altitude_m,
              battery_percent, protocol, grid_id, grid_uncertain, settled_grid_id, candidate_grid_id, candidate_ms,
              candidate_fixes)
  ), stored as (
    insert into positions (worker_id, recorded_at, received_at, point, accuracy_m, speed_mps, heading_deg, altitude_m,
                           battery_percent, protocol, grid_id, grid_uncertain)
    select worker_id, recorded_at, received_at, st_setsrid(st_makepoint(lng, lat), 4326), accuracy_m, speed_mps,
           heading_deg, altitude_m, battery_percent, protocol, grid_id, grid_uncertain
      from incoming order by worker_id, recorded_at
    on conflict do nothing
  )
  insert into worker_last_positions as last
         (worker_id, recorded_at, lng, lat, heading_deg, speed_mps, battery_percent, grid_id, grid_uncertain,
          grid_version_id, candidate_grid_id, candidate_since, candidate_fixes)
  select distinct on (worker_id)
         worker_id, recorded_at, lng, lat, heading_deg, speed_mps, battery_percent, settled_grid_id, grid_uncertain,
         $18::int, candidate_grid_id, candidate_since, candidate_fixes
    from incoming order by worker_id, recorded_at desc
  on conflict (worker_id) do update
     set recorded_at = excluded.recorded_at, lng = excluded.lng, lat = excluded.lat,
         heading_deg = excluded.heading_deg, speed_mps = excluded.speed_mps,
         battery_percent = excluded.battery_percent, grid_id = excluded.grid_id,
         grid_uncertain = excluded.grid_uncertain, grid_version_id = excluded.grid_version_id,
         candidate_grid_id = excluded.candidate_grid_id, candidate_since = excluded.candidate_since,
         candidate_fixes = excluded.candidate_fixes
   where excluded.recorded_at > last.recorded_at`

const INSERT_QUARANTINED = `
  insert into quarantined_records (received_at, protocol, device_key, reason, record)
  select to_timestamp(received_ms / 1000), protocol, device_key, reason, record
    from unnest($1::float8[], $2::text[], $3::text[], $4::text[], $5::text[])
      as t (received_ms, protocol, device_key, reason, record)`

function positionColumns(positions: readonly Position[], findings: readonly GridFindings[]): unknown[][] {
  return [
    positions.map((position) => position.workerId),
    positions.map((position) => position.recordedAtMs),
    positions.map((position) => position.receivedAtMs),
    positions.map((position) => position.lng),
    positions.map((position) => position.lat),
    positions.map((position) => hundredths(position.accuracyM)),
    positions.map((position) => hundredths(position.speedMps)),
    positions.map((position) => hundredths(position.headingDeg)),
    positions.map((position) => hundredths(position.altitudeM)),
    positions.map((position) => (position.batteryPercent === undefined ? null : Math.round(position.batteryPercent))),
    positions.map((position) => position.protocol),
    findings.map(({ gridId }) => gridOrNone(gridId)),
    findings.map(({ uncertain }) => uncertain),
    findings.map(({ settled }) => gridOrNone(settled.gridId)),
    findings.map(({ settled: { candidate } }) => gridOrNone(candidate?.gridId ?? 0)),
    findings.map(({ settled: { candidate } }) => candidate?.sinceMs ?? null),
    findings.map(({ settled: { candidate } }) => candidate?.sureFixes ?? 0),
  ]
}

/** The database knows no grid 0: outside all is null. */
function gridOrNone(gridId: number): number | null {
  return gridId === 0 ? null : gridId
}

function quarantineColumns(records: readonly QuarantinedRecord[]): unknown[][] {
  return [
    records.map((record) => record.receivedAtMs),
    records.map((record) => record.protocol),
    records.map((record) => storable(record.deviceKey, 64)),
    records.map((record) => storable(record.reason, 500)),
    records.map((record) => storable(textOf(record.record), 4000)),
  ]
}

function textOf(record: string | Uint8Array): string {
  return typeof record === 'string' ? record : Buffer.from(record).toString('hex')
}
