import {
  type CaseStep, type FlowTemplate, LINE_STEPS, type LineStep, SIDE_STEPS, type Standing,
} from '../contract/api/case-steps.ts'
import { type CaseStatus, isFinished } from '../contract/api/cases.ts'
import type { LimitStage } from '../contract/api/clocks.ts'
import type { FlowOutline, OutlineSide, OutlineStage } from '../contract/api/flow-outline.ts'
import { blankState } from './draft-case.ts'
import type { CaseState } from './flow/case-state.ts'
import { hasStep, STATUS_AFTER } from './flow/flow-template.ts'
import { type OpenStepRule, openSteps } from './flow/open-steps.ts'

/** The clock that a step of the main line is to stop. Where nobody replies, who closes has told the citizen as well. */
const LIMITS: Partial<Record<LineStep, LimitStage>> = {
  register: 'accept', dispatch: 'dispatch', handle: 'handle', reply: 'feedback',
}

const ORDER: readonly CaseStep[] = [...LINE_STEPS, ...SIDE_STEPS]

/** What a case may be beside its status, so that every step which depends on it is open in one of these. */
const CIRCUMSTANCES: readonly { at(status: CaseStatus): boolean; state: Partial<CaseState> }[] = [
  { at: () => true, state: {} },
  {
    at: () => true,
    state: { unitId: 1, firstUnitId: 1, colour: 'red', pending: { assists: [2], consultation: { unitIds: [1] } } },
  },
  { at: () => true, state: { pending: { appeal: { note: '' } } } },
  // whoever has handled it needs no more time
  { at: isAtUnit, state: { pending: { extension: { hours: 1, approvals: 0, note: '' } } } },
  { at: isAtUnit, state: { pending: { extension: { hours: 1, approvals: 1, note: '' } } } },
  { at: (status) => !isFinished(status), state: { suspendedAtMs: 0 } },
]

function isAtUnit(status: CaseStatus): boolean {
  return status === 'dispatched'
}

/**
 * A template as its rules are: who takes each step of its line, which clock runs until then, and what may happen beside it
 * while a case waits for that step. It is asked of the rules themselves (`openSteps`), so it says what they say.
 */
export function outlineOf(template: FlowTemplate): FlowOutline {
  const stages = template.steps.map(({ step, name, nameEn }, at): OutlineStage => {
    if (at === 0) return { step, name, nameEn, by: [], limit: null, side: [] }
    const before = STATUS_AFTER[template.steps[at - 1].step]
    // while a worker looks, a reported case waits for the same step
    const open = openAt(template, before === 'reported' ? ['reported', 'verifying'] : [before])
    const due = open.find((one) => one.step === step)!
    const closes = step === 'close' && !hasStep(template, 'reply')
    return {
      step, name, nameEn,
      by: step === 'dispatch' && template.express ? ['system', ...due.by] : due.by,
      limit: closes ? 'feedback' : LIMITS[step] ?? null,
      side: open.filter((one) => one !== due),
    }
  })
  const last = template.steps.at(-1)!.step
  return { code: template.code, stages, after: openAt(template, [STATUS_AFTER[last]]) }
}

/** The steps that are open at one of these statuses under any circumstances, each with all who may take it. */
function openAt(template: FlowTemplate, statuses: readonly CaseStatus[]): OutlineSide[] {
  const found = new Map<CaseStep, OutlineSide>()
  for (const status of statuses) {
    for (const { at, state } of CIRCUMSTANCES) {
      if (!at(status)) continue
      for (const rule of openSteps({ ...stateOf(template), status, ...state })) add(found, rule)
    }
  }
  return [...found.values()].sort((one, other) => ORDER.indexOf(one.step) - ORDER.indexOf(other.step))
}

function add(found: Map<CaseStep, OutlineSide>, { step, by, needsReason }: OpenStepRule): void {
  const known = found.get(step)
  const all: readonly Standing[] = [...(known?.by ?? []), ...by]
  found.set(step, { step, by: [...new Set(all)], needsReason })
}

function stateOf(template: FlowTemplate): CaseState {
  return blankState({
    id: 1, template, areaCode: '', categoryCode: '', urgent: false, reportedAtMs: 0, splitFrom: null,
  })
}
