import type { CaseSummary } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import { notFound } from '../errors.ts'
import { caseSummaryColumns, toCaseSummary, type CaseSummaryRow } from './case-summary.ts'

/** Writes into the log of a case what was learnt that takes it no step on. Throws 404 where there is no such case. */
export async function noteOnCase(
  transaction: Queryable,
  { caseId, actor, note, at }: { caseId: number; actor: string; note: string; at: Date },
): Promise<CaseSummary> {
  const { rows } = await transaction.query<CaseSummaryRow>(
    `with changed as (
       update cases set updated_at = greatest(updated_at, $2) where id = $1 returning *
     ), new_event as (
       insert into case_events (case_id, at, kind, actor, to_status, note)
       select id, $2, 'note', $3, status, $4 from changed
     )
     select ${caseSummaryColumns} from changed as cases`,
    [caseId, at, actor, note],
  )
  if (rows[0] === undefined) throw notFound('case', caseId)
  return toCaseSummary(rows[0])
}
