import type { OrderRecord } from '../contract/api/cases.ts'
import type { CaseStep, FlowTemplate } from '../contract/api/case-steps.ts'
import type { Queryable } from '../db/database.ts'
import { conflict, notFound, ReplyError } from '../errors.ts'
import type { CaseChanged } from './case-draft.ts'
import type { StepInput } from './flow/decide-step.ts'
import { watcherStep } from './flow/flow-template.ts'
import type { Taker } from './flow/standing.ts'
import { lockCase } from './lock-cases.ts'
import { lockForStep, takeStep, type StepContext } from './take-step.ts'

export interface OrderFinished {
  orderId: number
  taker: Taker
  note: string
  atMs: number
}

/** The case of an order that was done; `changed` is null where it had been done before and nothing changed. */
export interface OrderOutcome {
  caseId: number
  changed: CaseChanged | null
}

/**
 * Marks an order as done by taking its step with the case. Done twice is done once. Throws 404 where its case is none of the taker's, 409
 * where the order was taken back or the case does not wait for it: the worker confirms after the unit has handled.
 */
export async function finishOrder(
  transaction: Queryable, { orderId, taker, note, atMs }: OrderFinished, context: StepContext,
): Promise<OrderOutcome> {
  const { rows: found } = await transaction.query<{
    case_id: string; template: string; role: OrderRecord['role']; unit_id: number | null
  }>(
    `select orders.case_id, cases.template, role, orders.unit_id from orders join cases on cases.id = orders.case_id
      where orders.id = $1`,
    [orderId],
  )
  if (found[0] === undefined) throw notFound('order', orderId)
  const caseId = Number(found[0].case_id)
  const { role, unit_id: unitId, template } = found[0]
  const { step, input } = stepOfOrder(role, unitId, note, context.templates.get(template)!)
  // the lock on the case makes a second click wait and then find it done
  await lockForStep(transaction, { caseId, step, input }, context.templates)
  await lockCase(transaction, caseId, taker, context.templates).catch((error: unknown) => {
    throw error instanceof ReplyError ? notFound('order', orderId) : error
  })
  const { rows } = await transaction.query<{ done_at: Date | null; revoked_at: Date | null }>(
    'select done_at, revoked_at from orders where id = $1', [orderId],
  )
  const { done_at: doneAt, revoked_at: revokedAt } = rows[0]
  if (doneAt !== null) return { caseId, changed: null }
  if (revokedAt !== null) {
    throw conflict('ORDER_REVOKED', `Order ${orderId} was taken back at ${revokedAt.toISOString()}: nobody waits for it.`)
  }
  return { caseId, changed: await takeStep(transaction, { caseId, step, input, taker, atMs }, context) }
}

/** The step that is taken when an order of this role is done. */
function stepOfOrder(
  role: OrderRecord['role'], unitId: number | null, note: string, template: FlowTemplate,
): { step: CaseStep; input: StepInput } {
  switch (role) {
    case 'handle':
      return { step: 'handle', input: { note } }
    case 'assist':
      return { step: 'assist-done', input: { note, ...(unitId !== null && { unitId }) } }
    case 'verify':
      return { step: 'confirm', input: { note, real: true } }
    case 'watch': {
      const step = watcherStep(template)
      return { step, input: { note, ...(step === 'revisit' && { solved: true }) } }
    }
  }
}
