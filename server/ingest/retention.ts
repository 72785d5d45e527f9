import type { FieldPolicy } from '../contract/api/field.ts'
import type { Queryable } from '../db/database.ts'
import { type DayPartitions, utcDay } from '../db/day-partitions.ts'

const DAY_MS = 86_400_000
/** Deleted at a time, so that nobody waits long for the one connection of the embedded database. */
const ROWS_AT_ONCE = 5000

/**
 * Makes room for the next day, and deletes what the policy does not keep: positions whole days at a time, none younger than it says; records set aside;
 * and counts of fixes off duty, which are kept as long as positions are.
 */
export async function keepDays(
  database: Queryable, partitions: DayPartitions, policy: Pick<FieldPolicy, 'positionDays' | 'quarantineDays'>,
  nowMs: number,
): Promise<void> {
  // The next day is made before it is needed, when all would wait for it.
  await partitions.ensure([utcDay(new Date(nowMs + DAY_MS))])
  const positionsFrom = utcDay(new Date(nowMs - policy.positionDays * DAY_MS))
  await partitions.dropBefore(positionsFrom)
  await database.query('delete from off_duty_counts where hour < $1', [new Date(positionsFrom)])
  const quarantinedFrom = new Date(nowMs - policy.quarantineDays * DAY_MS)
  for (;;) {
    const { rowCount } = await database.query(
      `delete from quarantined_records where id in (
         select id from quarantined_records where received_at < $1 order by received_at limit ${ROWS_AT_ONCE})`,
      [quarantinedFrom],
    )
    if (rowCount !== ROWS_AT_ONCE) return
  }
}
