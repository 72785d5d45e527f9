import type { CaseSummary } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import { conflict, notFound } from '../errors.ts'
import { CASE_STEPS, openSteps, type CaseStep } from './case-steps.ts'
import { caseSummaryColumns, toCaseSummary, type CaseSummaryRow } from './case-summary.ts'
import { findStatus } from './repository.ts'

export interface Advance {
  caseId: number
  step: CaseStep
  scopeCode: string
  actor: string
  note: string
  at: Date
  /** Set by a dispatch that names others than the routed ones. */
  unitId?: number | undefined
  watcherWorkerId?: number | undefined
}

/**
 * Takes one step with a case and writes its event. Of several who try at once, the first wins: the update asks for the
 * status that the step starts from. Throws 404 outside the scope, 409 that names the status and the steps now open.
 */
export async function advanceCase(transaction: Queryable, advance: Advance): Promise<CaseSummary> {
  const { caseId, step, scopeCode, actor, note, at } = advance
  const { from, to } = CASE_STEPS[step]
  const { rows } = await transaction.query<CaseSummaryRow>(
    `with changed as (
       update cases set status = $3, updated_at = $4, closed_at = case when $3 = 'closed' then $4 else closed_at end,
              unit_id = coalesce($5, unit_id), watcher_worker_id = coalesce($6, watcher_worker_id)
        where id = $1 and status = $2 and area_code like $7 || '%'
       returning *
     ), new_event as (
       insert into case_events (case_id, at, kind, actor, to_status, note)
       select id, updated_at, $8, $9, status, $10 from changed
     )
     select ${caseSummaryColumns} from changed as cases`,
    [caseId, from, to, at, advance.unitId ?? null, advance.watcherWorkerId ?? null, scopeCode, step, actor, note],
  )
  if (rows[0] !== undefined) return toCaseSummary(rows[0])

  const status = await findStatus(transaction, caseId, scopeCode)
  if (status === null) throw notFound('case', caseId)
  const open = openSteps(status).join(', ') || 'none'
  throw conflict('CASE_STATE', `Case ${caseId} is ${status}, so it cannot take the step ${step}; open now: ${open}.`)
}
