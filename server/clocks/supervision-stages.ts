import type { SupervisionRule } from '../contract/api/clocks.ts'
import type { CaseClock } from './case-clock.ts'
import { isRunning } from './case-clock.ts'
import type { WorkingCalendar } from './working-calendar.ts'
import { addWorking } from './working-time.ts'

/** A stage of supervision that a delay brings, and when. */
export interface DueStage {
  rule: SupervisionRule
  atMs: number
}

/** Of each stage the rule of the smallest area that the case lies in. */
export function rulesOf(rules: readonly SupervisionRule[], areaCode: string): SupervisionRule[] {
  const ofStage = new Map<number, SupervisionRule>()
  for (const rule of rules) {
    if (!areaCode.startsWith(rule.areaPrefix)) continue
    const known = ofStage.get(rule.stage)
    if (known === undefined || known.areaPrefix.length <= rule.areaPrefix.length) ofStage.set(rule.stage, rule)
  }
  return [...ofStage.values()].sort((a, b) => a.stage - b.stage)
}

/** The stages that this clock has before it, each with its moment. Only handling that runs and is late brings any. */
export function stagesAhead(
  clock: CaseClock, rules: readonly SupervisionRule[], areaCode: string, calendar: WorkingCalendar,
): DueStage[] {
  if (clock.stage !== 'handle' || clock.colour !== 'red' || !isRunning(clock)) return []
  return rulesOf(rules, areaCode)
    .filter(({ stage }) => stage > clock.supervisedStage)
    .map((rule) => ({ rule, atMs: addWorking(calendar, clock.dueAtMs + 1, rule.amount, rule.kind) }))
}

const CODE_LENGTH: Record<SupervisionRule['level'], number> = { city: 4, district: 6, street: 9, community: 12 }

/** The desk of a level above a place. */
export function deskOf(level: SupervisionRule['level'], areaCode: string): string {
  return areaCode.slice(0, CODE_LENGTH[level])
}
