import type { Queryable } from '../db/database.ts'
import { badInput, conflict, notFound } from '../errors.ts'

/** What a switch will do. */
export interface Switchable {
  /** null: an import without boundaries. */
  versionId: number | null
  importId: number | null
}

interface VersionRow {
  state: 'draft' | 'in-force' | 'past'
  revision: number
}

interface ImportRow {
  id: number
  state: string
  version_id: number | null
}

/**
 * Finds what is to be switched: an import brings its draft along, and a draft the import that made it. To be called
 * under the boundary lock. Throws 404 for what is not there and 409 for what may not be put in force now, saying why.
 */
export async function understandSwitch(
  transaction: Queryable,
  { versionId, importId, revision }: { versionId?: number; importId?: number; revision?: number },
): Promise<Switchable> {
  const made = await findImport(transaction, versionId, importId)
  if (importId !== undefined && made === null) throw notFound('import', importId)
  if (importId !== undefined && versionId !== undefined && made?.version_id !== versionId) {
    throw badInput('versionId', versionId, `the version that import ${importId} made`)
  }
  const wanted = versionId ?? made?.version_id ?? null
  if (wanted === null && made === null) throw badInput('versionId', versionId, 'the id of a draft or of a past version')

  const version = wanted === null ? null : await checkVersion(transaction, wanted, revision)
  // A past version comes back without the import that made it: that was applied then.
  const applies = made !== null && (importId !== undefined || version?.state !== 'past')
  if (applies && made.state !== 'ready') {
    throw conflict('NOT_READY', `Import ${made.id} is ${made.state}, expected one that is ready.`)
  }
  if (version?.state !== 'past') await refuseErrors(transaction, wanted, applies ? made.id : null)
  return { versionId: wanted, importId: applies ? made.id : null }
}

async function findImport(transaction: Queryable, versionId?: number, importId?: number): Promise<ImportRow | null> {
  const { rows } = await transaction.query<ImportRow>(
    `select id, state, version_id from imports
      where case when $1::int is null then version_id = $2 and state <> 'discarded' else id = $1 end
      order by id desc limit 1`,
    [importId ?? null, versionId ?? null],
  )
  return rows[0] ?? null
}

/** Checks that the version may be switched to as it is. */
async function checkVersion(transaction: Queryable, id: number, revision: number | undefined): Promise<VersionRow> {
  const { rows } = await transaction.query<VersionRow>(
    `select state, revision from grid_versions where id = $1 and state <> 'unfinished' for update`,
    [id],
  )
  const version = rows[0]
  if (version === undefined) throw notFound('version', id)
  if (version.state === 'in-force') throw conflict('IN_FORCE', `Version ${id} is in force already.`)
  if (revision !== undefined && version.revision !== revision) {
    throw conflict('DRAFT_CHANGED', `Draft ${id} is at revision ${version.revision} now, expected ${revision}.`)
  }
  return version
}

async function refuseErrors(transaction: Queryable, versionId: number | null, importId: number | null): Promise<void> {
  const { rows } = await transaction.query<{ count: number }>(
    `select count(*)::int as count from findings where severity = 'error' and (version_id = $1 or import_id = $2)`,
    [versionId, importId],
  )
  if (rows[0].count === 0) return
  const what = versionId === null ? `Import ${importId}` : `Version ${versionId}`
  throw conflict('HAS_ERRORS', `${what} has ${rows[0].count} findings that are errors: put them right first.`)
}
