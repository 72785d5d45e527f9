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
  const isOpen = ({ doneAtMs, revokedAtMs }: PastOrder): boolean => doneAtMs === null && revokedAtMs === null
  let unitId: number | null = null
  let workerId: number | null = null
  let hasLooked = false
  for (const { kind, detail, atMs, actor, round, note } of events) {
    const send = (role: Role, unit: number | null, worker: number | null): void => {
      if ((unit ?? worker) === null) return
      orders.push({
        role, unitId: unit, workerId: worker, round, sentAtMs: atMs, sentBy: actor.name, doneAtMs: null, doneNote: null,
        revokedAtMs: null,
      })
    }
    const finish = (role: Role, unit?: number): void => {
      for (const order of orders) {
        if (order.role !== role || !isOpen(order) || (unit !== undefined && order.unitId !== unit)) continue
        order.doneAtMs = atMs
        order.doneNote = note
      }
    }
    const revokeAll = (): void => {
      for (const order of orders.filter(isOpen)) order.revokedAtMs = atMs
    }
    switch (kind) {
      case 'dispatch':
        unitId = detail.unitId ?? null
        workerId = detail.workerId ?? workerId
        hasLooked = false
        send('handle', unitId, null)
        for (const assistId of detail.assistUnitIds ?? []) send('assist', assistId, null)
        send('watch', null, workerId)
        break
      case 'rework':
        send('handle', unitId, null)
        if (hasLooked) send('watch', null, workerId)
        hasLooked = false
        break
      case 'handle':
        finish('handle')
        break
      case 'assist-done':
        finish('assist', detail.unitId)
        break
      case 'check':
      case 'revisit':
        if (watcherStep(template) !== kind) break
        hasLooked = true
        finish('watch')
        break
      case 'close':
        if (watcherStep(template) === 'close') finish('watch')
        else revokeAll()
        break
      case 'refuse':
      case 'reopen':
        revokeAll()
        break
      case 'merge':
        if (detail.intoCaseId !== undefined) revokeAll()
    }
  }
  return orders
}
