import { writeAudit } from '../auth/audit.ts'
import type { Database, Queryable } from '../db/database.ts'
import { conflict } from '../errors.ts'
import { applyImport } from '../imports/apply-import.ts'
import { lockBoundaries } from './boundary-lock.ts'
import { followAreas } from './follow-areas.ts'
import { followCity, readRetiredScopes } from './follow-city.ts'
import { rehomeThings } from './rehome-things.ts'
import { rehomeWorkers } from './rehome-workers.ts'
import { understandSwitch } from './understand-switch.ts'
import { readVersionInForce } from './versions.ts'

export interface SwitchOrder {
  /** The draft or past version to put in force; not needed where an import made it. */
  versionId?: number | undefined
  /** The import to apply with it. An import without boundaries leaves the version in force. */
  importId?: number | undefined
  /** The draft's revision that was looked at; a newer one is refused. */
  revision?: number | undefined
  actor: string
  at: Date
}

export interface SwitchedOver {
  versionId: number
  /** The version that it took over from; null where there was none, or where no version was switched. */
  previousVersionId: number | null
  rehomedWorkers: number
  /** Accounts and tokens whose area is retired now. */
  retiredScopes: { name: string; scopeCode: string }[]
  commitMs: number
}

/**
 * Puts a version in force, applies an import, or both, in one transaction: areas, workers, cameras, devices,
 * components and the city's own facts follow; cases keep their owners. Where anything fails nothing has changed.
 * Going back is the same with a past version; rows that an import added or changed besides boundaries then stay.
 * Throws 404 for what is not there, 409 IN_FORCE, NOT_READY, DRAFT_CHANGED, or HAS_ERRORS for findings that forbid it.
 */
export async function switchOver(database: Database, order: SwitchOrder): Promise<SwitchedOver> {
  const startedAt = performance.now()
  const outcome = await database.transaction(async (transaction) => {
    await lockBoundaries(transaction)
    const { versionId, importId } = await understandSwitch(transaction, order)
    return versionId === null
      ? applyOnly(transaction, importId!, order)
      : replace(transaction, versionId, importId, order)
  })
  return { ...outcome, commitMs: performance.now() - startedAt }
}

type Outcome = Omit<SwitchedOver, 'commitMs'>

/** An import of people and things: the boundaries stay. */
async function applyOnly(transaction: Queryable, importId: number, order: SwitchOrder): Promise<Outcome> {
  const versionId = await readVersionInForce(transaction)
  if (versionId === null) throw conflict('NOT_READY', 'No boundaries are in force yet: import areas and grids first.')
  await applyStaged(transaction, importId, order.at)
  await followCity(transaction, versionId, [])
  await writeAudit(transaction, order.actor, 'apply-import', `import:${importId}`)
  return { versionId, previousVersionId: null, rehomedWorkers: 0, retiredScopes: [] }
}

async function replace(
  transaction: Queryable,
  versionId: number,
  importId: number | null,
  order: SwitchOrder,
): Promise<Outcome> {
  const previousVersionId = await readVersionInForce(transaction)
  await changePeriods(transaction, versionId, order)
  const changedCodes = await followAreas(transaction, versionId)
  if (importId !== null) await applyStaged(transaction, importId, order.at)
  const rehomedWorkers = await rehomeWorkers(transaction, versionId)
  await rehomeThings(transaction, versionId, changedCodes)
  await followCity(transaction, versionId, changedCodes)
  const retiredScopes = await readRetiredScopes(transaction)
  await writeAudit(transaction, order.actor, 'switch-boundaries', `version:${versionId}`, {
    previousVersionId, importId, rehomedWorkers, retiredScopes,
  })
  return { versionId, previousVersionId, rehomedWorkers, retiredScopes }
}

async function applyStaged(transaction: Queryable, importId: number, at: Date): Promise<void> {
  await applyImport(transaction, importId)
  await transaction.query(`update imports set state = 'applied', applied_at = $2 where id = $1`, [importId, at])
}

/** Closes the open period and opens one of the version. A clock that was put back makes an empty period, no error. */
async function changePeriods(transaction: Queryable, versionId: number, { actor, at }: SwitchOrder): Promise<void> {
  await transaction.query(`update grid_versions set state = 'past' where state = 'in-force'`)
  await transaction.query(`update grid_versions set state = 'in-force' where id = $1`, [versionId])
  await transaction.query(
    'update version_periods set valid_to = greatest(valid_from, $1) where valid_to is null',
    [at],
  )
  await transaction.query(
    `insert into version_periods (version_id, valid_from, switched_by)
     select $1, greatest($2, max(valid_to)), $3 from version_periods`,
    [versionId, at, actor],
  )
}
