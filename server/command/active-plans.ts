import type { CommandKind, PlanLimits } from '../contract/api/command.ts'

/** A plan that is switched on, as cases of its area need it. */
export interface ActivePlan {
  activationId: number
  planId: number
  planName: string
  areaCode: string
  mode: 'war' | 'drill'
  startedAtMs: number
  limits: PlanLimits
}

/** Plans that are switched on, by the code of their area: one an area. */
export type ActivePlans = ReadonlyMap<string, ActivePlan>

/** The plan that counts at a place: of those above it the nearest. Null where none is on. */
export function activeAbove(plans: ActivePlans, areaCode: string): ActivePlan | null {
  for (let length = areaCode.length; length > 0 && plans.size > 0; length--) {
    const plan = plans.get(areaCode.slice(0, length))
    if (plan !== undefined) return plan
  }
  return null
}

/** What cases are that are reported in an area whose plan is on in this way. */
export function modeOf(kind: CommandKind): ActivePlan['mode'] {
  return kind === 'real' ? 'war' : 'drill'
}
