import type { Database } from '../db/database.ts'

/** One arbitrary number for all who import into a database. */
const IMPORT_LOCK = 47_678_007

/** Embedded databases that an import of this process fills; no other process can reach those. */
const busy = new WeakSet<Database>()

/**
 * Takes the right to import into a database and returns the function that gives it back, or null where another import
 * has it, in this process or in any other. A process that dies gives it back.
 */
export async function holdImportLock(database: Database): Promise<(() => Promise<void>) | null> {
  if (database.kind === 'embedded') {
    if (busy.has(database)) return null
    busy.add(database)
    return async () => {
      busy.delete(database)
    }
  }
  // The lock belongs to a connection, which is kept as long as the lock is.
  const client = await database.pool.connect()
  try {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [IMPORT_LOCK])
    if (!rows[0]!.held) {
      client.release()
      return null
    }
  } catch (error) {
    client.release(true)
    throw error
  }
  return async () => {
    const freed = await client.query('select pg_advisory_unlock($1)', [IMPORT_LOCK]).then(() => true, () => false)
    client.release(!freed)
  }
}
