import { binaryColumn } from '../db/binary-array.ts'
import { BinaryCopy } from '../db/binary-copy.ts'
import type { Queryable, Transaction } from '../db/database.ts'
import type { PlacedPosition } from './place-position.ts'

const DAY_MS = 86_400_000
const COLUMNS = `worker_id, recorded_at, received_at, sequence, point, accuracy_m, speed_mps, heading_deg, altitude_m,
  battery_percent, protocol, grid_id, grid_uncertain`
const COLUMN_COUNT = 13
/** With the lengths of the fields, and the longest name of a protocol. */
const MOST_ROW_BYTES = 160

/**
 * In the order of the partitions and of their keys, in which all have to write: two that write fixes of the same workers
 * then wait for each other rather than lock each other up. Of those with one key the first.
 */
export function inKeyOrder(positions: readonly PlacedPosition[]): PlacedPosition[] {
  const sorted = positions.toSorted(compareKeys)
  return sorted.filter((position, i) => i === 0 || compareKeys(sorted[i - 1], position) !== 0)
}

function compareKeys(a: PlacedPosition, b: PlacedPosition): number {
  return Math.floor(a.recordedAtMs / DAY_MS) - Math.floor(b.recordedAtMs / DAY_MS)
    || a.workerId - b.workerId || a.recordedAtMs - b.recordedAtMs || a.sequence - b.sequence
}

/** Writes positions that are in the order of their keys to a server, for a third of what `insertPositions` costs it.
 * Throws 23505 where one of them is there already, or twice among them. */
export async function copyPositions(transaction: Transaction, positions: readonly PlacedPosition[]): Promise<void> {
  const copy = new BinaryCopy(positions.length * MOST_ROW_BYTES)
  for (const position of positions) {
    copy.row(COLUMN_COUNT, MOST_ROW_BYTES)
    copy.int4(position.workerId)
    copy.timestamptz(position.recordedAtMs)
    copy.timestamptz(position.receivedAtMs)
    copy.int4(position.sequence)
    copy.point(position.lng, position.lat)
    copy.float4(hundredths(position.accuracyM))
    copy.float4(hundredths(position.speedMps))
    copy.float4(hundredths(position.headingDeg))
    copy.float4(hundredths(position.altitudeM))
    copy.int2(percentOf(position))
    copy.ascii(position.protocol)
    copy.int4(storedGridOf(position))
    copy.bool(position.gridUncertain)
  }
  await transaction.copyIn(`copy positions (${COLUMNS}) from stdin (format binary)`, copy.finish())
}

const INSERT_POSITIONS = `
  insert into positions (${COLUMNS})
  select worker_id, recorded_at, received_at, sequence, st_setsrid(st_makepoint(lng, lat), 4326), accuracy_m,
         speed_mps, heading_deg, altitude_m, battery_percent, protocol, grid_id, grid_uncertain
    from unnest($1::int4[], $2::timestamptz[], $3::timestamptz[], $4::int4[], $5::float8[], $6::float8[], $7::float4[],
                $8::float4[], $9::float4[], $10::float4[], $11::int2[], $12::text[], $13::int4[], $14::bool[])
      as t (worker_id, recorded_at, received_at, sequence, lng, lat, accuracy_m, speed_mps, heading_deg, altitude_m,
            battery_percent, protocol, grid_id, grid_uncertain)
  on conflict do nothing`

/** Writes positions that are in the order of their keys; those that are there already are skipped. */
export async function insertPositions(transaction: Queryable, positions: readonly PlacedPosition[]): Promise<void> {
  await transaction.query(INSERT_POSITIONS, [
    binaryColumn('int4', positions, ({ workerId }) => workerId),
    binaryColumn('timestamptz', positions, ({ recordedAtMs }) => recordedAtMs),
    binaryColumn('timestamptz', positions, ({ receivedAtMs }) => receivedAtMs),
    binaryColumn('int4', positions, ({ sequence }) => sequence),
    binaryColumn('float8', positions, ({ lng }) => lng),
    binaryColumn('float8', positions, ({ lat }) => lat),
    binaryColumn('float4', positions, ({ accuracyM }) => hundredths(accuracyM)),
    binaryColumn('float4', positions, ({ speedMps }) => hundredths(speedMps)),
    binaryColumn('float4', positions, ({ headingDeg }) => hundredths(headingDeg)),
    binaryColumn('float4', positions, ({ altitudeM }) => hundredths(altitudeM)),
    binaryColumn('int2', positions, percentOf),
    binaryColumn('text', positions, ({ protocol }) => protocol),
    binaryColumn('int4', positions, storedGridOf),
    binaryColumn('bool', positions, ({ gridUncertain }) => gridUncertain),
  ])
}

/** Rounded to hundredths: more is noise. */
function hundredths(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 100) / 100
}

function percentOf({ batteryPercent }: PlacedPosition): number | null {
  return batteryPercent === undefined ? null : Math.round(batteryPercent)
}

/** The database knows no grid 0: outside all is null. */
function storedGridOf({ gridId }: PlacedPosition): number | null {
  return gridId === 0 ? null : gridId
}
