import type { Queryable } from '../db/database.ts'
import type { CaseState } from './flow/case-state.ts'
import type { Taker } from './flow/standing.ts'

/** Since when a taker can have done something with a case (epoch ms): the newest order that was sent to him or his unit,
 * and where he has none, the report. */
export async function sinceWhen(
  transaction: Queryable, { id, reportedAtMs }: Pick<CaseState, 'id' | 'reportedAtMs'>, { unitId, workerId }: Taker,
): Promise<number> {
  const { rows } = await transaction.query<{ sent_at: Date | null }>(
    'select max(sent_at) as sent_at from orders where case_id = $1 and (unit_id = $2::int or worker_id = $3::int)',
    [id, unitId ?? null, workerId ?? null],
  )
  return rows[0].sent_at?.getTime() ?? reportedAtMs
}
