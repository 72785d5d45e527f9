import {
  type CaseStep, LINE_STEPS, type LineStep, SIDE_STEPS, type SideStep, type Standing,
} from '../../contract/api/case-steps.ts'
import { isFinished } from '../../contract/api/cases.ts'
import type { CaseState } from './case-state.ts'
import { dueStep, watcherStep } from './flow-template.ts'

/** A step that may be taken now, and by whom. */
export interface OpenStepRule {
  step: CaseStep
  by: readonly Standing[]
  needsReason: boolean
}

interface SideRule {
  by: readonly Standing[]
  needsReason: boolean
  isOpen(state: CaseState): boolean
}

const isBeforeDispatch = ({ status }: CaseState): boolean =>
  status === 'reported' || status === 'verifying' || status === 'registered'
const isUnderWay = ({ status }: CaseState): boolean => !isFinished(status)
const isAtUnit = ({ status }: CaseState): boolean => status === 'dispatched'
const isAfterHandling = ({ status }: CaseState): boolean =>
  status === 'handled' || status === 'replied' || status === 'checked' || status === 'visited'
const hasClosed = ({ status }: CaseState): boolean => status === 'closed' || status === 'archived'

/** Who takes the steps of the main line, beside the worker who watches: which of them is his depends on the template. */
const LINE: Record<Exclude<LineStep, 'report'>, readonly Standing[]> = {
  register: ['desk'],
  dispatch: ['desk'],
  handle: ['unit', 'desk'],
  reply: ['unit', 'desk'],
  check: ['desk'],
  revisit: ['desk', 'citizen'],
  close: ['desk'],
  archive: ['desk'],
}

/** What may be done beside the main line, when, and by whom. */
const SIDE: Record<SideStep, SideRule> = {
  verify: { by: ['desk'], needsReason: false, isOpen: ({ status }) => status === 'reported' },
  confirm: { by: ['worker', 'desk'], needsReason: false, isOpen: ({ status }) => status === 'verifying' },
  reject: { by: ['desk'], needsReason: true, isOpen: isBeforeDispatch },
  accept: { by: ['unit'], needsReason: false, isOpen: (state) => isAtUnit(state) && state.acceptedAtMs === null },
  'assist-done': {
    by: ['assist', 'desk'], needsReason: false,
    isOpen: (state) => isAtUnit(state) && assistsAwaited(state).length > 0,
  },
  refuse: { by: ['unit', 'desk'], needsReason: true, isOpen: isAtUnit },
  recall: { by: ['desk'], needsReason: true, isOpen: isAtUnit },
  forward: { by: ['unit', 'desk'], needsReason: true, isOpen: isAtUnit },
  transfer: { by: ['desk'], needsReason: true, isOpen: isBeforeDispatch },
  suspend: { by: ['desk'], needsReason: true, isOpen: isUnderWay },
  resume: { by: ['desk'], needsReason: false, isOpen: ({ suspendedAtMs }) => suspendedAtMs !== null },
  'ask-extension': {
    by: ['unit', 'desk'], needsReason: true,
    isOpen: (state) => isAtUnit(state) && state.pending.extension === undefined,
  },
  'approve-extension': {
    // both, one after the other: who is next says `takersOfSide`
    by: ['desk', 'leader'], needsReason: false, isOpen: ({ pending }) => pending.extension !== undefined,
  },
  'refuse-extension': {
    by: ['desk', 'leader'], needsReason: true, isOpen: ({ pending }) => pending.extension !== undefined,
  },
  appeal: {
    by: ['unit'], needsReason: true,
    isOpen: (state) => state.unitId !== null && state.colour === 'red' && !state.excluded && state.pending.appeal === undefined,
  },
  'grant-appeal': { by: ['leader'], needsReason: false, isOpen: ({ pending }) => pending.appeal !== undefined },
  'refuse-appeal': { by: ['leader'], needsReason: true, isOpen: ({ pending }) => pending.appeal !== undefined },
  merge: { by: ['desk'], needsReason: false, isOpen: isUnderWay },
  split: { by: ['desk'], needsReason: true, isOpen: isUnderWay },
  rework: { by: ['worker', 'desk'], needsReason: true, isOpen: isAfterHandling },
  reopen: { by: ['desk', 'citizen'], needsReason: true, isOpen: hasClosed },
  note: { by: ['desk', 'leader', 'unit', 'assist', 'worker'], needsReason: true, isOpen: () => true },
  urge: { by: ['desk', 'leader', 'citizen'], needsReason: false, isOpen: isUnderWay },
  supervise: { by: ['desk', 'leader'], needsReason: true, isOpen: isUnderWay },
  card: { by: ['leader'], needsReason: true, isOpen: (state) => state.firstUnitId !== null },
  consult: { by: ['desk'], needsReason: true, isOpen: isBeforeDispatch },
  agree: { by: ['desk'], needsReason: false, isOpen: (state) => isBeforeDispatch(state) && state.pending.consultation !== undefined },
  designate: { by: ['leader'], needsReason: true, isOpen: isBeforeDispatch },
}

/** While the clock is paused nothing goes on but this. */
const WHILE_SUSPENDED: ReadonlySet<SideStep> = new Set(['resume', 'note', 'urge', 'supervise'])

/** A closed case can be called back about as well, whatever its template. */
const LATE_VISIT: OpenStepRule = { step: 'revisit', by: ['desk', 'citizen'], needsReason: false }

/** The assisting units that are not done: until they are the leading unit is not. */
export function assistsAwaited({ pending }: CaseState): readonly number[] {
  return pending.assists ?? []
}

/** The steps that are open in this state, the due one of the main line first. */
export function openSteps(state: CaseState): OpenStepRule[] {
  const { suspendedAtMs, status, template } = state
  const side = SIDE_STEPS.filter((step) => SIDE[step].isOpen(state)).map((step): OpenStepRule => {
    return { step, by: takersOfSide(state, step), needsReason: SIDE[step].needsReason }
  })
  if (suspendedAtMs !== null) return side.filter(({ step }) => WHILE_SUSPENDED.has(step as SideStep))
  const due = dueStep(template, status)
  const isAwaited = due === undefined || due === 'report' || (due === 'handle' && assistsAwaited(state).length > 0)
  const line: OpenStepRule[] = isAwaited ? [] : [{ step: due, by: takersOf(state, due), needsReason: false }]
  return hasClosed(state) ? [...line, LATE_VISIT, ...side] : [...line, ...side]
}

/** Whether a step is one of the main line. */
export function isLineStep(step: CaseStep): step is LineStep {
  return (LINE_STEPS as readonly CaseStep[]).includes(step)
}

function takersOf({ template }: CaseState, step: Exclude<LineStep, 'report'>): readonly Standing[] {
  return step === watcherStep(template) ? ['worker', ...LINE[step]] : LINE[step]
}

/** An extension is approved by the desk first, then by a leader. */
function takersOfSide({ pending }: CaseState, step: SideStep): readonly Standing[] {
  if (step !== 'approve-extension') return SIDE[step].by
  return pending.extension?.approvals === 0 ? ['desk'] : ['leader']
}
