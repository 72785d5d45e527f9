import { lockBoundaries } from '../boundaries/boundary-lock.ts'
import type { Database, Queryable } from '../db/database.ts'
import { conflict, notFound } from '../errors.ts'
import { holdImportLock } from './import-lock.ts'

/**
 * Drops what an import has prepared: its rows, its findings and its draft. Throws 404 where there is none, 409 where it
 * is still being read, was applied, or its draft is or was in force.
 */
export async function discardImport(database: Database, importId: number): Promise<void> {
  await database.transaction(async (transaction) => {
    await lockBoundaries(transaction)
    const { rows } = await transaction.query<{ state: string }>(
      'select state from imports where id = $1 for update',
      [importId],
    )
    if (rows[0] === undefined) throw notFound('import', importId)
    const { state } = rows[0]
    if (state !== 'ready' && state !== 'failed') {
      throw conflict('IMPORT_STATE', `Import ${importId} is ${state}, so it cannot be discarded.`)
    }
    await dropPrepared(transaction, importId)
    await transaction.query(`delete from findings where import_id = $1`, [importId])
    await transaction.query(`update imports set state = 'discarded', summary = '[]' where id = $1`, [importId])
  })
}

/** Deletes the staged rows and the draft of an import; a version that is or was in force stays. */
export async function dropPrepared(transaction: Queryable, importId: number): Promise<void> {
  await transaction.query('delete from staged_records where import_id = $1', [importId])
  await transaction.query('delete from staged_areas where import_id = $1', [importId])
  await transaction.query('delete from staged_area_pieces where import_id = $1', [importId])
  await transaction.query(
    'update grid_versions set based_on = null where based_on = (select version_id from imports where id = $1)',
    [importId],
  )
  await transaction.query(
    `delete from grid_versions where state = 'draft' and id = (select version_id from imports where id = $1)`,
    [importId],
  )
}

/** Why an import failed whose process is gone. */
export const INTERRUPTED = 'interrupted: the process that read it has ended'

/**
 * Marks imports that nobody reads any more as failed, and drops what they had prepared. Does nothing while an import is
 * running somewhere. To be called when a server starts.
 */
export async function failInterrupted(database: Database): Promise<void> {
  const release = await holdImportLock(database)
  if (release === null) return
  try {
    await failAbandoned(database)
  } finally {
    await release()
  }
}

/** The same for whoever holds the right to import. */
export async function failAbandoned(database: Database): Promise<void> {
  await database.transaction(async (transaction) => {
    const { rows } = await transaction.query<{ id: number }>(
      `update imports set state = 'failed', failure = $1 where state in ('reading', 'checking') returning id`,
      [INTERRUPTED],
    )
    if (rows.length > 0) await lockBoundaries(transaction)
    for (const { id } of rows) await dropPrepared(transaction, id)
  })
}
