import type { FlowTemplate } from '../contract/api/case-steps.ts'
import type { Queryable } from '../db/database.ts'
import { conflict, notFound } from '../errors.ts'
import { hasPart } from './case-part.ts'
import { caseStateColumns, type CaseStateRow, toCaseState } from './case-columns.ts'
import type { CaseState } from './flow/case-state.ts'
import { standingsOf, type Taker } from './flow/standing.ts'

type Templates = ReadonlyMap<string, FlowTemplate>

/** All that were merged into these cases, and into those. */
const FAMILY = `
  with recursive family (id) as (
    select id from cases where merged_into = any($1::bigint[])
    union select cases.id from cases join family on cases.merged_into = family.id
  )`

/**
 * The state of a case, its row locked until the transaction ends. Throws 404 where the taker has no part in it. Where
 * several cases are to be locked, that is done first and in order of id: with `lockFamily`.
 */
export async function lockCase(
  transaction: Queryable, caseId: number, taker: Taker, templates: Templates,
): Promise<CaseState> {
  const { rows } = await transaction.query<CaseStateRow>(
    `select ${caseStateColumns} from cases where id = $1 for update`, [caseId],
  )
  const state = rows[0] && toCaseState(rows[0], templates)
  if (state === undefined || !(await sees(transaction, taker, state))) throw notFound('case', caseId)
  return state
}

/** Those of units and workers see what they have a part in, others what lies in their area or on their desk. */
async function sees(transaction: Queryable, taker: Taker, state: CaseState): Promise<boolean> {
  if (standingsOf(taker, state).size > 0) return true
  const { role, scopeCode } = taker
  return role === 'unit' || role === 'worker' ? hasPart(transaction, state.id, taker) : state.areaCode.startsWith(scopeCode)
}

/**
 * Locks these cases with all that were merged into them, and further ones, in the one order that everybody keeps.
 * Answers which it has locked.
 */
export async function lockFamilies(
  transaction: Queryable, caseIds: readonly number[], further: readonly number[] = [],
): Promise<ReadonlySet<number>> {
  const { rows } = await transaction.query<{ id: string }>(
    // as an array they are looked up by their index, where an "or" would go through all cases
    `${FAMILY} select id from cases where id = any(array(select id from family) || $2::bigint[]) order by id for update`,
    [caseIds, [...caseIds, ...further]],
  )
  return new Set(rows.map(({ id }) => Number(id)))
}

/**
 * Locks a case with all that were merged into it, and with further ones; answers the states of those that were merged
 * into it. Throws 409 where another was merged into it while this waited.
 */
export async function lockFamily(
  transaction: Queryable, caseId: number, templates: Templates, further: readonly number[] = [],
): Promise<CaseState[]> {
  const locked = await lockFamilies(transaction, [caseId], further)
  const { rows } = await transaction.query<CaseStateRow>(
    `${FAMILY} select ${caseStateColumns} from cases where id = any(array(select id from family)) order by id`, [[caseId]],
  )
  const late = rows.find(({ id }) => !locked.has(Number(id)))
  if (late !== undefined) {
    throw conflict('CASE_CHANGED', `Case ${late.id} has just been merged into case ${caseId}: look at it again.`)
  }
  return rows.map((row) => toCaseState(row, templates))
}
