import type { Database } from '../db/database.ts'
import { dayPartitions, utcDay } from '../db/day-partitions.ts'
import type { Position, QuarantinedRecord } from './position.ts'

/** Finds the community grid that owns a point, by id; null outside all. */
export type FindGrid = (lng: number, lat: number) => number | null

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
 * may come twice. `worker_last_positions` only ever moves to a newer fix.
 */
export function positionWriter(
  database: Database, findGrid: FindGrid,
): (positions: readonly Position[], quarantined: readonly QuarantinedRecord[]) => Promise<void> {
  const ensurePartitions = dayPartitions(database)
  return async (positions, quarantined) => {
    await ensurePartitions(positions.map((position) => utcDay(new Date(position.recordedAtMs))))
    await database.transaction(async (transaction) => {
      if (positions.length > 0) await transaction.query(INSERT_POSITIONS, positionColumns(positions, findGrid))
      if (quarantined.length > 0) await transaction.query(INSERT_QUARANTINED, quarantineColumns(quarantined))
    })
  }
}

// Rows are written in the order of their keys: two processes that write the same workers then wait for each other
// rather than lock each other up.
const INSERT_POSITIONS = `
  with incoming as (
    select worker_id, to_timestamp(recorded_ms / 1000) as recorded_at, to_timestamp(received_ms / 1000) as received_at,
           lng, lat, accuracy_m, speed_mps, heading_deg, altitude_m, battery_percent, protocol, grid_id
      from unnest($1::int[], $2::float8[], $3::float8[], $4::float8[], $5::float8[], $6::real[], $7::real[], $8::real[],
                  $9::real[], $10::smallint[], $11::text[], $12::int[])
        as t (worker_id, recorded_ms, received_ms, lng, lat, accuracy_m, speed_mps, heading_deg, altitude_m,
              battery_percent, protocol, grid_id)
  ), stored as (
    insert into positions (worker_id, recorded_at, received_at, point, accuracy_m, speed_mps, heading_deg, altitude_m,
                           battery_percent, protocol, grid_id)
    select worker_id, recorded_at, received_at, st_setsrid(st_makepoint(lng, lat), 4326), accuracy_m, speed_mps,
           heading_deg, altitude_m, battery_percent, protocol, grid_id
      from incoming order by worker_id, recorded_at
    on conflict do nothing
  )
  insert into worker_last_positions as last
         (worker_id, recorded_at, lng, lat, heading_deg, speed_mps, battery_percent, grid_id)
  select distinct on (worker_id)
         worker_id, recorded_at, lng, lat, heading_deg, speed_mps, battery_percent, grid_id
    from incoming order by worker_id, recorded_at desc
  on conflict (worker_id) do update
     set recorded_at = excluded.recorded_at, lng = excluded.lng, lat = excluded.lat,
         heading_deg = excluded.heading_deg, speed_mps = excluded.speed_mps,
         battery_percent = excluded.battery_percent, grid_id = excluded.grid_id
   where excluded.recorded_at > last.recorded_at`

const INSERT_QUARANTINED = `
  insert into quarantined_records (received_at, protocol, device_key, reason, record)
  select to_timestamp(received_ms / 1000), protocol, device_key, reason, record
    from unnest($1::float8[], $2::text[], $3::text[], $4::text[], $5::text[])
      as t (received_ms, protocol, device_key, reason, record)`

function positionColumns(positions: readonly Position[], findGrid: FindGrid): unknown[][] {
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
    positions.map((position) => findGrid(position.lng, position.lat)),
  ]
}

function quarantineColumns(records: readonly QuarantinedRecord[]): unknown[][] {
  return [
    records.map((record) => record.receivedAtMs),
    records.map((record) => record.protocol),
    records.map((record) => storable(record.deviceKey, 64)),
    records.map((record) => storable(record.reason, 500)),
    records.map((record) => storable(record.record, 4000)),
  ]
}
