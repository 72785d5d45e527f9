import type { FlowTemplate } from '../contract/api/case-steps.ts'
import type { OrderRecord } from '../contract/api/cases.ts'
import type { CaseEvent } from '../cases/flow/case-event.ts'
import { watcherStep } from '../cases/flow/flow-template.ts'

type Role = OrderRecord['role']

/** An order of a case of the past. */
export interface PastOrder {
  role: Role
  unitId: number | null
  workerId: number | null
  round: number
  sentAtMs: number
  sentBy: string
  doneAtMs: number | null
  doneNote: string | null
  revokedAtMs: number | null
}

/**
 * The orders that the events of a log sent out, and what became of them, as `writeOrders` does it case by case.
 * Somebody who is not known (no unit there, no worker in the grid) is sent none.
 */
export function ordersOfLog(events: readonly CaseEvent[], template: FlowTemplate): PastOrder[] {
  const orders: PastOrder[] = []
  const looksBy = watcherStep(template)
  let unitId: number | null = null
  let workerId: number | null = null
  let hasLooked = false
  for (const event of events) {
    const { kind, detail } = event
    switch (kind) {
      case 'dispatch':
        unitId = detail.unitId ?? null
        workerId = detail.workerId ?? workerId
        hasLooked = false
        send(orders, event, 'handle', unitId, null)
        for (const assistId of detail.assistUnitIds ?? []) send(orders, event, 'assist', assistId, null)
        send(orders, event, 'watch', null, workerId)
        break
      case 'rework':
        send(orders, event, 'handle', unitId, null)
        if (hasLooked) send(orders, event, 'watch', null, workerId)
        hasLooked = false
        break
      case 'handle':
        finish(orders, event, 'handle')
        break
      case 'assist-done':
        finish(orders, event, 'assist', detail.unitId)
        break
      case 'check':
      case 'revisit':
        if (looksBy !== kind) break
        hasLooked = true
        finish(orders, event, 'watch')
        break
      case 'close':
        if (looksBy === 'close') finish(orders, event, 'watch')
        else revokeAll(orders, event)
        break
      case 'refuse':
      case 'reopen':
        revokeAll(orders, event)
        break
      case 'merge':
        if (detail.intoCaseId !== undefined) revokeAll(orders, event)
    }
  }
  return orders
}

// Functions of their own, not closures: they are called a million times.
function send(
  orders: PastOrder[], { atMs, actor, round }: CaseEvent, role: Role, unitId: number | null, workerId: number | null,
): void {
  if (unitId === null && workerId === null) return
  orders.push({
    role, unitId, workerId, round, sentAtMs: atMs, sentBy: actor.name, doneAtMs: null, doneNote: null, revokedAtMs: null,
  })
}

function finish(orders: readonly PastOrder[], { atMs, note }: CaseEvent, role: Role, unitId?: number): void {
  for (const order of orders) {
    if (order.role !== role || !isOpen(order) || (unitId !== undefined && order.unitId !== unitId)) continue
    order.doneAtMs = atMs
    order.doneNote = note
  }
}

function revokeAll(orders: readonly PastOrder[], { atMs }: CaseEvent): void {
  for (const order of orders) if (isOpen(order)) order.revokedAtMs = atMs
}

function isOpen({ doneAtMs, revokedAtMs }: PastOrder): boolean {
  return doneAtMs === null && revokedAtMs === null
}
