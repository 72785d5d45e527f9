import type { CaseEventKind, CaseStep, OpenStep } from '../../../server/contract/api/case-steps.ts'

/** The steps that move a case on, in the order in which they are offered as big buttons. */
const MAIN_STEPS = ['confirm', 'accept', 'handle', 'assist-done', 'reply', 'check', 'revisit', 'close'] as const
/** The rest of what a phone can do. */
const SIDE_STEPS = ['rework', 'ask-extension', 'forward', 'refuse', 'appeal', 'note'] as const

export type FieldStep = (typeof MAIN_STEPS)[number] | (typeof SIDE_STEPS)[number]

/** Of these there is nothing to be said or shown. */
export const PLAIN_STEPS: ReadonlySet<FieldStep> = new Set(['accept'])

/** Once one of these is on its way, these others make no sense. */
const ENDS: Partial<Record<FieldStep, readonly FieldStep[]>> = {
  handle: ['accept', 'handle', 'refuse', 'forward', 'ask-extension'],
  refuse: ['accept', 'handle', 'refuse', 'forward', 'ask-extension', 'assist-done', 'reply'],
  forward: ['accept', 'handle', 'refuse', 'forward', 'ask-extension', 'assist-done', 'reply'],
  close: ['close', 'rework'],
  check: ['check', 'rework'],
  revisit: ['revisit'],
  rework: ['close', 'check', 'revisit', 'rework'],
}

/** Whether a phone can do this step. */
export function isFieldStep(step: CaseEventKind): step is FieldStep {
  return [...MAIN_STEPS, ...SIDE_STEPS].some((one) => one === step)
}

/** What is offered: of the open steps those that a phone can do, without what is on its way already. */
export function offeredSteps(
  open: readonly OpenStep[], queued: readonly CaseStep[],
): { main: FieldStep[]; side: FieldStep[] } {
  const gone = new Set<CaseStep>(queued.flatMap((step) => [
    ...(step === 'note' ? [] : [step]), ...(isFieldStep(step) ? ENDS[step] ?? [] : []),
  ]))
  const isOffered = (step: FieldStep) => !gone.has(step) && open.some((one) => one.mine && one.step === step)
  return { main: MAIN_STEPS.filter(isOffered), side: SIDE_STEPS.filter(isOffered) }
}
