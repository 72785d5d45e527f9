import { binaryColumn } from '../db/binary-array.ts'
import type { Database, Queryable } from '../db/database.ts'
import { type DayPartitions, utcDaysOf } from '../db/day-partitions.ts'
import type { PlacedPosition } from './place-position.ts'
import type { QuarantinedRecord } from './position.ts'
import { copyPositions, inKeyOrder, insertPositions } from './position-rows.ts'
import { MOST_OF_RECORD } from './quarantine-budget.ts'

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

/** A write that takes longer is given up on: who waits for it sends again. */
export const PATIENCE_MS = 10_000
/** Where one fix comes again more do: after an outage everybody sends again. For so long none is copied then, since a
 * copy that meets a fix which is there already is all in vain. */
const REPEATS_FOR_MS = 5000

const UNIQUE_VIOLATION = '23505'
const CHECK_VIOLATION = '23514'

const HOUR_MS = 3_600_000

/**
 * What writes submissions, each call in one transaction, or throws. A fix that is there already is skipped, so a
 * submission may come twice; only fixes off duty are counted twice then.
 */
export function createSubmissionWriter(
  database: Database, partitions: DayPartitions,
): (submissions: readonly Submission[]) => Promise<void> {
  let copyFromMs = database.kind === 'server' ? -Infinity : Infinity

  async function write(
    positions: readonly PlacedPosition[], quarantined: readonly QuarantinedRecord[], offDuty: readonly OffDutyFix[],
  ): Promise<void> {
    const copies = performance.now() >= copyFromMs
    try {
      await database.transaction(
        async (transaction) => {
          if (positions.length > 0) await (copies ? copyPositions : insertPositions)(transaction, positions)
          if (quarantined.length > 0) await insertQuarantined(transaction, quarantined)
          if (offDuty.length > 0) await countOffDuty(transaction, offDuty)
        },
        { withinMs: PATIENCE_MS },
      )
    } catch (error) {
      const { code } = error as { code?: string }
      if (copies && code === UNIQUE_VIOLATION) {
        copyFromMs = performance.now() + REPEATS_FOR_MS
        return write(positions, quarantined, offDuty)
      }
      // A row found no partition, since another process has dropped it. The next try makes it.
      if (code === CHECK_VIOLATION) partitions.forget()
      throw error
    }
  }

  return async (submissions) => {
    const positions = inKeyOrder(submissions.flatMap((submission) => submission.positions))
    const quarantined = submissions.flatMap((submission) => submission.quarantined)
    const offDuty = submissions.flatMap((submission) => submission.offDuty)
    await partitions.ensure(utcDaysOf(positions.map(({ recordedAtMs }) => recordedAtMs)))
    await write(positions, quarantined, offDuty)
  }
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
      binaryColumn('text', records, ({ record }) => (isText(record) ? storable(record, MOST_OF_RECORD) : '')),
      binaryColumn('bytea', records, ({ record }) => (isText(record) ? null : record.subarray(0, MOST_OF_RECORD))),
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

/** Text as PostgreSQL takes it: without NUL, and cut where someone sends a novel. */
function storable(text: string, most: number): string {
  return text.slice(0, most).replaceAll('\0', '\u{fffd}')
}
