import type { CaseStatus, OrderRecord } from '../contract/api/cases.ts'

/** What moves a case on: it is sent out, the unit has handled it, the worker has confirmed it; or, before anybody was
 * sent, it turns out that nobody is needed. */
export const CASE_STEPS = {
  dispatch: { from: 'reported', to: 'dispatched' },
  handle: { from: 'dispatched', to: 'handled' },
  close: { from: 'handled', to: 'closed' },
  reject: { from: 'reported', to: 'rejected' },
} as const satisfies Record<string, { from: CaseStatus; to: CaseStatus }>

export type CaseStep = keyof typeof CASE_STEPS

/** The steps that a case of this status may take now; none where it has ended. */
export function openSteps(status: CaseStatus): CaseStep[] {
  return (Object.keys(CASE_STEPS) as CaseStep[]).filter((step) => CASE_STEPS[step].from === status)
}

/** The step that is made when an order of this role is done. The worker confirms what the unit has handled. */
export function stepOfOrder(role: OrderRecord['role']): CaseStep {
  return role === 'handle' ? 'handle' : 'close'
}
