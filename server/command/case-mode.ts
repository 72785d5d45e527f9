import type { CaseFollower } from '../cases/case-draft.ts'
import { systemTaker } from '../cases/flow/standing.ts'
import type { CaseMode } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import type { ActivePlan } from './active-plans.ts'

const ACTOR = systemTaker('平战切换').actor

/**
 * Marks cases that are reported in an area while its plan is on, and says so in their logs. Those that were open there
 * stay what they are, and so do their parts. To be registered before what sets limits.
 */
export function modeFollower(activeIn: (areaCode: string) => ActivePlan | null): CaseFollower {
  return {
    async refine(drafts, transaction) {
      for (const draft of drafts) {
        const { newCase, state } = draft
        if (newCase === null) continue
        const plan = activeIn(state.areaCode)
        const ofWhole = newCase.splitFrom === null ? undefined : await readMode(transaction, newCase.splitFrom)
        const mode = ofWhole ?? (plan !== null && newCase.reportedAtMs >= plan.startedAtMs ? plan.mode : 'normal')
        if (mode === 'normal') continue
        draft.state = { ...state, mode }
        const { status, round } = draft.state
        draft.add({
          kind: 'mode', atMs: newCase.reportedAtMs, actor: ACTOR, round, fromStatus: status, toStatus: status,
          note: plan?.planName ?? '', detail: { mode },
        })
      }
    },
  }
}

async function readMode(transaction: Queryable, caseId: number): Promise<CaseMode | undefined> {
  const { rows } = await transaction.query<{ mode: CaseMode }>('select mode from cases where id = $1', [caseId])
  return rows[0]?.mode
}
