import type { FlowTemplate } from '../contract/api/case-steps.ts'
import { CASE_STATUSES, type OrderRecord } from '../contract/api/cases.ts'
import type { OpenOrder, OpenOrdersQuery } from '../contract/api/orders.ts'
import type { Queryable } from '../db/database.ts'
import { caseSummaryColumns, toCaseSummary, type CaseSummaryRow } from './case-summary.ts'
import { waitsForWatcher } from './flow/flow-template.ts'

interface OpenOrderRow extends CaseSummaryRow {
  order_id: string
  role: OrderRecord['role']
  order_unit_id: number | null
  worker_id: number | null
  worker_name: string | null
  order_round: number
  accepted_at: Date | null
  sent_at: Date
  sent_by: string
}

/** Orders of the scope that wait to be done and whose case waits for them, by id from `after` on. */
export async function listOpenOrders(
  database: Queryable,
  { unit, worker, after }: OpenOrdersQuery,
  scopeCode: string,
  templates: ReadonlyMap<string, FlowTemplate>,
  limit: number,
): Promise<OpenOrder[]> {
  const watched = [...templates.values()].flatMap((template) =>
    CASE_STATUSES.filter((status) => waitsForWatcher(template, status)).map((status) => [template.code, status] as const),
  )
  // "not in" is what the partial index cases_open is for
  const { rows } = await database.query<OpenOrderRow>(
    `select orders.id as order_id, orders.role, orders.unit_id as order_unit_id, orders.worker_id,
            workers.name as worker_name, orders.sent_at, orders.sent_by, orders.round as order_round,
            orders.accepted_at, ${caseSummaryColumns}
       from cases join orders on orders.case_id = cases.id left join workers on workers.id = orders.worker_id
      where cases.status not in ('closed', 'archived', 'rejected', 'merged') and cases.area_code like $1 || '%'
        and orders.done_at is null and orders.revoked_at is null and cases.suspended_at is null
        and case orders.role
              when 'verify' then cases.status = 'verifying'
              when 'assist' then cases.status = 'dispatched'
              -- the leading unit is done when those who assist it are
              when 'handle' then cases.status = 'dispatched' and not cases.pending @? '$.assists[0]'
              when 'watch' then (cases.template, cases.status) in (select * from unnest($6::text[], $7::text[]))
            end
        and orders.id > $2
        and ($3::int is null or orders.unit_id = $3) and ($4::int is null or orders.worker_id = $4)
      order by orders.id limit $5`,
    [
      scopeCode, after ?? 0, unit ?? null, worker ?? null, limit,
      watched.map(([code]) => code), watched.map(([, status]) => status),
    ],
  )
  return rows.map((row) => ({
    id: Number(row.order_id),
    caseId: Number(row.id),
    role: row.role,
    round: row.order_round,
    unitId: row.order_unit_id,
    workerId: row.worker_id,
    workerName: row.worker_name,
    sentAt: row.sent_at.toISOString(),
    sentBy: row.sent_by,
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    revokedAt: null,
    doneAt: null,
    doneNote: null,
    case: toCaseSummary(row),
  }))
}
