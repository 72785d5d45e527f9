import { type CaseStep, LINE_STEPS, type OpenStep } from '../../../server/contract/api/case-steps.ts'
import type { CaseEventRecord } from '../../../server/contract/api/cases.ts'

/** Under which headings the menu of steps is sorted, in its order. */
export const STEP_GROUPS = ['work', 'assign', 'back', 'time', 'supervise', 'join', 'note'] as const
export type StepGroup = (typeof STEP_GROUPS)[number]

const GROUP_OF: Record<CaseStep, StepGroup> = {
  report: 'work', register: 'work', handle: 'work', reply: 'work', check: 'work', revisit: 'work', close: 'work',
  archive: 'work', confirm: 'work', accept: 'work', 'assist-done': 'work',
  dispatch: 'assign', verify: 'assign', forward: 'assign', transfer: 'assign', consult: 'assign', agree: 'assign',
  designate: 'assign',
  reject: 'back', refuse: 'back', recall: 'back', rework: 'back', reopen: 'back',
  suspend: 'time', resume: 'time', 'ask-extension': 'time', 'approve-extension': 'time', 'refuse-extension': 'time',
  appeal: 'time', 'grant-appeal': 'time', 'refuse-appeal': 'time',
  urge: 'supervise', supervise: 'supervise', card: 'supervise',
  merge: 'join', split: 'join',
  note: 'note',
}

/** Somebody has asked, and whoever may answer should see it without looking for it. */
const ANSWERS: ReadonlySet<CaseStep> = new Set([
  'confirm', 'agree', 'approve-extension', 'refuse-extension', 'grant-appeal', 'refuse-appeal',
])
/** While one of these is open to somebody, the case waits for him. */
const AWAITED: ReadonlySet<CaseStep> = new Set([
  'accept', 'confirm', 'assist-done', 'approve-extension', 'grant-appeal',
])

/** The open steps of a case, as its panel offers them. */
export interface StepChoice {
  /** What is due and may be done by whoever looks: the one button that stands out. */
  primary: OpenStep | undefined
  /** Questions that wait for his answer. */
  answers: OpenStep[]
  /** All else that he may do, by heading; empty headings are left out. */
  menu: { group: StepGroup; steps: OpenStep[] }[]
  /** What others are waited for. */
  waiting: OpenStep[]
}

/** Sorts the open steps (the due one of the main line first, as the server lists them) into what a panel offers. */
export function groupSteps(openSteps: readonly OpenStep[]): StepChoice {
  const mine = openSteps.filter((one) => one.mine)
  const due = openSteps.find(({ step }) => isLine(step))
  // who has not taken an order yet is waited for to do that first
  const isUntaken = openSteps.some(({ step }) => step === 'accept')
  const isAwaited = (one: OpenStep) => (one === due ? !(isUntaken && one.step === 'handle') : AWAITED.has(one.step))
  const primary = due?.mine === true ? due : mine.find(({ step }) => step === 'resume' || step === 'confirm')
  const answers = mine.filter((one) => one !== primary && ANSWERS.has(one.step))
  const rest = mine.filter((one) => one !== primary && !answers.includes(one))
  return {
    primary,
    answers,
    menu: STEP_GROUPS
      .map((group) => ({ group, steps: rest.filter(({ step }) => GROUP_OF[step] === group) }))
      .filter(({ steps }) => steps.length > 0),
    waiting: openSteps.filter((one) => isAwaited(one) && !(one.mine && one.by[0] === 'desk')),
  }
}

/** Whether a step belongs to somebody else first, so that a desk only records it for him. */
export function isForOthers({ by }: OpenStep): boolean {
  return by.length > 0 && by[0] !== 'desk' && by[0] !== 'leader'
}

/**
 * The open steps without an approval that this person cannot give: of the two that an extension needs the desk gives the
 * first and a leader the second, and the server opens the step to both until it is granted.
 */
export function withoutSecondApproval(
  openSteps: readonly OpenStep[], events: readonly CaseEventRecord[], isLeader: boolean,
): OpenStep[] {
  const asked = events.findLastIndex(({ kind }) => kind === 'ask-extension')
  const approved = asked >= 0
    && events.slice(asked).some(({ kind, detail }) => kind === 'approve-extension' && detail.level === 1)
  return openSteps.map((one): OpenStep => {
    if (one.step !== 'approve-extension') return one
    const by = approved ? 'leader' as const : 'desk' as const
    return { ...one, by: [by], mine: one.mine && (by === 'desk' || isLeader) }
  })
}

function isLine(step: CaseStep): boolean {
  return (LINE_STEPS as readonly CaseStep[]).includes(step)
}
