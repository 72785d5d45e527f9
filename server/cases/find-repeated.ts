import type { CaseStep, FlowTemplate } from '../contract/api/case-steps.ts'
import type { Queryable } from '../db/database.ts'
import { conflict } from '../errors.ts'
import { caseStateColumns, type CaseStateRow, toCaseState } from './case-columns.ts'
import type { CaseChanged } from './case-draft.ts'
import { caseSummaryColumns, type CaseSummaryRow, toCaseSummary } from './case-summary.ts'
import type { Taker } from './flow/standing.ts'

/**
 * The case as it is now, without an event, where this taker has taken this step by this key before; null where he has
 * not. The row is locked first, so that of two that come at once the second finds the first. Who has handed the case on
 * since then is answered all the same. Throws 409 KEY_USED where the key was another step's.
 */
export async function findRepeated(
  transaction: Queryable,
  { caseId, step, taker }: { caseId: number; step: CaseStep; taker: Taker },
  key: string,
  templates: ReadonlyMap<string, FlowTemplate>,
): Promise<CaseChanged | null> {
  await transaction.query('select 1 from cases where id = $1 for update', [caseId])
  const { actor: { type, id, name } } = taker
  const { rows: taken } = await transaction.query<{ kind: string; at: Date }>(
    `select kind, at from case_events
      where case_id = $1 and key = $2 and actor_type = $3 and coalesce(actor_id, 0) = $4
        and (case when actor_id is null then actor else '' end) = $5`,
    [caseId, key, type, id ?? 0, id === null ? name : ''],
  )
  if (taken.length === 0) return null
  const [{ kind, at }] = taken
  if (kind !== step) {
    throw conflict('KEY_USED', `The key ${key} is that of the step ${kind} of case ${caseId}, taken at ${at.toISOString()}.`)
  }
  const { rows } = await transaction.query<CaseSummaryRow & CaseStateRow>(
    `select ${caseStateColumns}, ${caseSummaryColumns} from cases where id = $1`, [caseId],
  )
  const state = toCaseState(rows[0], templates)
  return { before: state, after: state, events: [], summary: toCaseSummary(rows[0]), newCase: null }
}
