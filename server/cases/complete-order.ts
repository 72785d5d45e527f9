import type { CaseSummary, OrderRecord } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import { badInput, notFound } from '../errors.ts'
import { advanceCase } from './advance-case.ts'
import { stepOfOrder, type CaseStep } from './case-steps.ts'

/** Sends the two orders of a dispatched case. Throws 400 where there is no unit or no worker to send one to. */
export async function sendOrders(transaction: Queryable, dispatched: CaseSummary, sentBy: string): Promise<void> {
  const { id, unitId, watcherWorkerId, updatedAt } = dispatched
  if (unitId === null) throw badInput('unitId', undefined, 'a unit, as no unit serves the place of this case')
  if (watcherWorkerId === null) throw badInput('workerId', undefined, 'a worker, as the grid of this case has none')
  await transaction.query(
    `insert into orders (case_id, role, unit_id, worker_id, sent_at, sent_by)
     values ($1, 'handle', $2, null, $4, $5), ($1, 'watch', null, $3, $4, $5)`,
    [id, unitId, watcherWorkerId, updatedAt, sentBy],
  )
}

export interface OrderDone {
  orderId: number
  scopeCode: string
  actor: string
  note: string
  at: Date
}

/** The case of an order that was done; `step` is null where it had been done before and nothing changed. */
export interface OrderOutcome {
  caseId: number
  advanced: { step: CaseStep; summary: CaseSummary } | null
}

/**
 * Marks an order as done and takes its case the step on. Done twice is done once. Throws 404 outside the scope, 409
 * where the case does not wait for this order: the worker confirms after the unit has handled.
 */
export async function completeOrder(transaction: Queryable, done: OrderDone): Promise<OrderOutcome> {
  const { orderId, scopeCode, actor, note, at } = done
  // the lock on the row makes a second click wait and then find it done
  const { rows } = await transaction.query<{ case_id: string; role: OrderRecord['role']; done_at: Date | null }>(
    `select orders.case_id, orders.role, orders.done_at from orders join cases on cases.id = orders.case_id
      where orders.id = $1 and cases.area_code like $2 || '%' for update of orders`,
    [orderId, scopeCode],
  )
  const order = rows[0]
  if (order === undefined) throw notFound('order', orderId)
  const caseId = Number(order.case_id)
  if (order.done_at !== null) return { caseId, advanced: null }

  const step = stepOfOrder(order.role)
  const summary = await advanceCase(transaction, { caseId, step, scopeCode, actor, note, at })
  await transaction.query('update orders set done_at = $2, done_note = $3 where id = $1', [orderId, at, note])
  return { caseId, advanced: { step, summary } }
}
