import { type FlowTemplate, LINE_STEPS, type LineStep } from '../../contract/api/case-steps.ts'
import type { CaseStatus } from '../../contract/api/cases.ts'

/** What a case is after each step of the main line. */
export const STATUS_AFTER: Record<LineStep, CaseStatus> = {
  report: 'reported', register: 'registered', dispatch: 'dispatched', handle: 'handled', reply: 'replied',
  check: 'checked', revisit: 'visited', close: 'closed', archive: 'archived',
}

/** Without these there is no case: somebody reports, is sent, handles, and it ends. */
const NEEDED: readonly LineStep[] = ['report', 'dispatch', 'handle', 'close']

/**
 * The step of the main line that is due at this status; undefined where the line has ended or was left. A case goes on
 * where its template has lost the step that it stands at.
 */
export function dueStep({ steps }: FlowTemplate, status: CaseStatus): LineStep | undefined {
  const at = LINE_STEPS.findIndex((step) => STATUS_AFTER[step] === status)
  return at === -1 ? undefined : steps.find(({ step }) => LINE_STEPS.indexOf(step) > at)?.step
}

/** The step by which the worker who watches has done his part: he checks (核查), or calls back on site where nobody
 * checks (回访核实), or where there is neither his confirmation closes (双派单). */
export function watcherStep(template: FlowTemplate): 'check' | 'revisit' | 'close' {
  if (hasStep(template, 'check')) return 'check'
  return hasStep(template, 'revisit') ? 'revisit' : 'close'
}

/** Whether at this status the next step of the template is the worker's. */
export function waitsForWatcher(template: FlowTemplate, status: CaseStatus): boolean {
  return dueStep(template, status) === watcherStep(template)
}

/** The status from which a step of the main line is taken. Throws a RangeError where the template has no such step. */
export function statusBefore({ code, steps }: FlowTemplate, step: LineStep): CaseStatus {
  const at = steps.findIndex((one) => one.step === step)
  if (at < 1) throw new RangeError(`Template ${code} has nothing before the step ${step}`)
  return STATUS_AFTER[steps[at - 1].step]
}

/** Whether the template has this step. */
export function hasStep({ steps }: FlowTemplate, step: LineStep): boolean {
  return steps.some((one) => one.step === step)
}

/** What is wrong with the steps of a template, in words for whoever writes one; undefined where nothing is. */
export function faultOf(steps: readonly { step: LineStep }[]): string | undefined {
  const names = steps.map(({ step }) => step)
  const missing = NEEDED.find((step) => !names.includes(step))
  if (missing !== undefined) return `the step ${missing}`
  const inOrder = LINE_STEPS.filter((step) => names.includes(step))
  if (inOrder.length !== names.length || inOrder.some((step, at) => step !== names[at])) {
    return `each step once, in the order ${LINE_STEPS.join(', ')}`
  }
  return undefined
}
