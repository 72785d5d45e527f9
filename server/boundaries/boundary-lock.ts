import type { Queryable } from '../db/database.ts'

/** One arbitrary number for all who give out ids of versions and grids, or put a version in force. */
const BOUNDARY_LOCK = 47_678_006

/** Waits until nobody else makes, deletes or switches versions, and keeps it so to the end of the transaction. */
export async function lockBoundaries(transaction: Queryable): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock($1)', [BOUNDARY_LOCK])
}
