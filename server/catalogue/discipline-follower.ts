import type { CaseChanged, CaseDraft } from '../cases/case-draft.ts'
import type { CaseState } from '../cases/flow/case-state.ts'
import { systemTaker } from '../cases/flow/standing.ts'
import type { DisciplineRule } from '../contract/api/catalogue.ts'
import type { Queryable } from '../db/database.ts'
import { raiseFlag } from './discipline-repository.ts'

const INSPECTION = systemTaker('纪律监督').actor

/** How often what a rule counts has happened to a case, over all rounds. */
const COUNTS: Record<Exclude<DisciplineRule['trigger'], 'person'>, (state: CaseState) => number> = {
  refusals: ({ refusals }) => refusals,
  returns: ({ returns }) => returns,
  reworks: ({ reworks }) => reworks,
  urges: ({ urges }) => urges,
  reopens: ({ round }) => round - 1,
}

/** The rules that a change of a case falls under: what they count has grown, and is at their threshold or above. */
export function rulesBroken(rules: readonly DisciplineRule[], before: CaseState, after: CaseState): DisciplineRule[] {
  return rules.filter(({ enabled, trigger, threshold }) => {
    if (!enabled || trigger === 'person') return false
    const count = COUNTS[trigger](after)
    return count >= threshold && count > COUNTS[trigger](before)
  })
}

/** Writes a flag into the log of each case that falls under a rule. Drills are drills: theirs are not counted. */
export function refineFlags(drafts: readonly CaseDraft[], rules: readonly DisciplineRule[]): void {
  for (const draft of drafts) {
    const { before, state } = draft
    if (before === null || state.mode === 'drill') continue
    for (const { code, name } of rulesBroken(rules, before, state)) {
      const { status, round, updatedAtMs } = state
      const unitId = draft.events[0].detail.unitId ?? before.unitId ?? before.firstUnitId ?? undefined
      draft.add({
        kind: 'flag', atMs: updatedAtMs, actor: INSPECTION, round, fromStatus: status, toStatus: status, note: name,
        detail: { rule: code, unitId },
      })
    }
  }
}

/** Puts what the logs were flagged with into the queue. */
export async function followFlags(changes: readonly CaseChanged[], transaction: Queryable): Promise<void> {
  for (const { after, events } of changes) {
    for (const { kind, detail, atMs, actor, note } of events) {
      if (kind !== 'flag' || detail.rule === undefined) continue
      await raiseFlag(transaction, {
        rule: detail.rule, caseId: after.id, areaCode: after.areaCode, unitId: detail.unitId ?? null, atMs, by: actor.name,
        note: actor === INSPECTION ? '' : note,
      })
    }
  }
}
