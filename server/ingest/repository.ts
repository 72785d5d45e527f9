import { binaryColumn } from '../db/binary-array.ts'
import type { Database, Queryable } from '../db/database.ts'
import { type DayPartitions, utcDaysOf } from '../db/day-partitions.ts'
import type { PlacedPosition } from './place-position.ts'
import type { QuarantinedRecord } from './position.ts'

/** A fix outside its worker's shift that is counted in place of being kept: by the grid's code ('' outside all). */
export interface OffDutyFix {
  recordedAtMs: number
  gridCode: string
}

/** What is to be kept or lost together. */
export interface Submission {
  positions: PlacedPosition[]
  quarantined: QuarantinedRecord[]
  offDuty: OffDutyFix[]
}

/** The most of a quarantined record that is kept. */
const MOST_CHARACTERS = 4000
const MOST_BYTES = 4096
/** A write that takes longer is given up on: who waits for it sends again. */
export const PATIENCE_MS = 10_000

const HOUR_MS = 3_600_000

/**
 * Writes submissions in one transaction, or throws. A fix that is there already is skipped, so a submission may come
 * twice; only fixes off duty are counted twice then.
 */
export async function writeSubmissions(
  database: Database, partitions: DayPartitions, submissions: readonly Submission[],
): Promise<void> {
  const positions = submissions.flatMap((submission) => submission.positions)
  const quarantined = submissions.flatMap((submission) => submission.quarantined)
  const offDuty = submissions.flatMap((submission) => submission.offDuty)
  await partitions.ensure(utcDaysOf(positions.map(({ recordedAtMs }) => recordedAtMs)))
  try {
    await database.transaction(
      async (transaction) => {
        if (positions.length > 0) await insertPositions(transaction, positions)
        if (quarantined.length > 0) await insertQuarantined(transaction, quarantined)
        if (offDuty.length > 0) await countOffDuty(transaction, offDuty)
      },
      { withinMs: PATIENCE_MS },
    )
  } catch (error) {
    // 23514: a row found no partition, since another process has dropped it. The next try makes it.
    if ((error as { code?: string }).code === '23514') partitions.forget()
    throw error
  }
}

// Rows are written in the order of their keys: two that write fixes of the same workers then wait for each other rather
// than lock each other up.
const INSERT_POSITIONS = `
  insert into positions (worker_id, recorded_at, received_at, sequence, point, accuracy_m, speed_mps, heading_deg,
                         altitude_m, battery_percent, protocol, grid_id, grid_uncertain)
  select worker_id, recorded_at, received_at, sequence, st_setsrid(st_makepoint(lng, lat), 4326), accuracy_m,
         speed_mps, heading_deg, altitude_m, battery_percent, protocol, grid_id, grid_uncertain
    from unnest($1::int4[], $2::timestamptz[], $3::timestamptz[], $4::int4[], $5::float8[], $6::float8[], $7::float4[],
                $8::float4[], $9::float4[], $10::float4[], $11::int2[], $12::text[], $13::int4[], $14::bool[])
      as t (worker_id, recorded_at, received_at, sequence, lng, lat, accuracy_m, speed_mps, heading_deg, altitude_m,
            battery_percent, protocol, grid_id, grid_uncertain)
   order by worker_id, recorded_at, sequence
  on conflict do nothing`

async function insertPositions(transaction: Queryable, positions: readonly PlacedPosition[]): Promise<void> {
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
    binaryColumn('int2', positions, ({ batteryPercent: percent }) => (percent === undefined ? null : Math.round(percent))),
    binaryColumn('text', positions, ({ protocol }) => protocol),
    // The database knows no grid 0: outside all is null.
    binaryColumn('int4', positions, ({ gridId }) => (gridId === 0 ? null : gridId)),
    binaryColumn('bool', positions, ({ gridUncertain }) => gridUncertain),
  ])
}

async function insertQuarantined(transaction: Queryable, records: readonly QuarantinedRecord[]): Promise<void> {
  await transaction.query(
    `insert into quarantined_records (received_at, protocol, device_key, reason, record, bytes)
     select * from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[])`,
    [
      binaryColumn('timestamptz', records, ({ receivedAtMs }) => receivedAtMs),
      binaryColumn('text', records, ({ protocol }) => protocol),
      binaryColumn('text', records, ({ deviceKey }) => storable(deviceKey, 64)),
      binaryColumn('text', records, ({ reason }) => storable(reason, 500)),
      binaryColumn('text', records, ({ record }) => (isText(record) ? storable(record, MOST_CHARACTERS) : '')),
      binaryColumn('bytea', records, ({ record }) => (isText(record) ? null : record.subarray(0, MOST_BYTES))),
    ],
  )
}

async function countOffDuty(transaction: Queryable, fixes: readonly OffDutyFix[]): Promise<void> {
  await transaction.query(
    `insert into off_duty_counts as known (hour, grid_code, fixes)
     select hour, grid_code, count(*) from unnest($1::timestamptz[], $2::text[]) as t (hour, grid_code)
      group by 1, 2 order by 1, 2
     on conflict (hour, grid_code) do update set fixes = known.fixes + excluded.fixes`,
    [
      binaryColumn('timestamptz', fixes, ({ recordedAtMs }) => Math.floor(recordedAtMs / HOUR_MS) * HOUR_MS),
      binaryColumn('text', fixes, ({ gridCode }) => gridCode),
    ],
  )
}

function isText(record: string | Uint8Array): record is string {
  return typeof record === 'string'
}

/** Rounded to hundredths: more is noise. */
function hundredths(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 100) / 100
}

/** Text as PostgreSQL takes it: without NUL, and cut where someone sends a novel. */
function storable(text: string, most: number): string {
  return text.slice(0, most).replaceAll('\0', '\u{fffd}')
}
