import type { RetentionPolicy } from '../contract/api/retention.ts'
import type { Queryable } from '../db/database.ts'
import type { RetentionRule } from './rules.ts'

const DAY_MS = 86_400_000
/** Deleted at a time, so that nobody waits long for the one connection of the embedded database. */
const ROWS_AT_ONCE = 1000

/**
 * Deletes the rows that a rule keeps no longer at `nowMs`, a few in each statement, and answers how many. Rows that somebody
 * is changing are left for the next time. Ends between two statements once `signal` is aborted.
 */
export async function deleteOld(
  database: Queryable, { table, old, days }: RetentionRule, policy: RetentionPolicy, nowMs: number,
  signal?: AbortSignal, rowsAtOnce = ROWS_AT_ONCE,
): Promise<number> {
  const before = new Date(nowMs - (days === null ? 0 : policy[days] * DAY_MS))
  for (let deleted = 0; ;) {
    const { rowCount } = await database.query(
      `delete from ${table} where ctid = any(array(
         select ctid from ${table} where ${old} limit ${rowsAtOnce} for update skip locked))`,
      [before],
    )
    deleted += rowCount ?? 0
    if (rowCount !== rowsAtOnce || signal?.aborted) return deleted
  }
}
