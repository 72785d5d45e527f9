import { openSteps } from '../../server/cases/flow/open-steps.ts'
import { CASE_STATUSES, type CaseStatus } from '../../server/contract/api/cases.ts'
import { type CaseStep, type FlowTemplate, SIDE_STEPS, type Standing } from '../../server/contract/api/case-steps.ts'
import { common } from '../../client/language/common.ts'
import { reportedCase } from '../cases/flow/walker.ts'

const WHO: Record<Standing, string> = {
  desk: 'desk', leader: 'leader', unit: 'lead unit', assist: 'assisting unit', worker: 'worker', citizen: 'citizen', system: 'server',
}

/** Where it is open only because something else was said before: in words, since it is no status. */
const ONCE: Partial<Record<CaseStep, string>> = {
  'assist-done': 'dispatched, while an assisting unit is not done',
  resume: 'suspended',
  'approve-extension': 'an extension was asked: first the desk, then a leader',
  'refuse-extension': 'an extension was asked',
  appeal: 'red, with a unit, not appealed yet',
  'grant-appeal': 'an appeal was made',
  'refuse-appeal': 'an appeal was made',
  agree: 'before dispatch, while units are consulted',
  accept: 'dispatched, not accepted yet',
  'ask-extension': 'dispatched, none asked yet',
  card: 'once a unit was sent it',
}

/** The steps beside the line as rows of Markdown: where each is open, for whom, and whether it needs a reason. */
export function sideStepRows(template: FlowTemplate): string[] {
  return SIDE_STEPS.map((step) => {
    const rules = CASE_STATUSES.map((status) => [status, ruleAt(template, status, step)] as const)
    const open = rules.flatMap(([status, rule]) => (rule === undefined ? [] : [status]))
    const rule = rules.find(([, one]) => one !== undefined)?.[1]
    const by = step === 'approve-extension' ? 'desk, leader' : rule!.by.map((standing) => WHO[standing]).join(', ')
    const { zh, en } = common
    return `| \`${step}\` ${zh.caseEvent[step]} · ${en.caseEvent[step]} | ${ONCE[step] ?? wordsOf(open)} | ${by} | ${rule!.needsReason ? 'yes' : ''} |`
  })
}

/** A template as a row of Markdown. */
export function templateRow({ code, name, steps }: FlowTemplate): string {
  return `| \`${code}\` ${name} | ${steps.map((step) => `${step.step} ${step.name}`).join(' → ')} |`
}

/** The rule of a step in a case of this status of which everything was asked. */
function ruleAt(template: FlowTemplate, status: CaseStatus, step: CaseStep) {
  const state = {
    ...reportedCase(template), status, firstUnitId: 4, assistUnitIds: [6], colour: 'red' as const,
    suspendedAtMs: step === 'resume' ? 1 : null,
    pending: {
      assists: [6],
      ...(step !== 'ask-extension' && { extension: { hours: 1, approvals: 0, note: '' } }),
      ...(step !== 'appeal' && { appeal: { note: '' } }),
      consultation: { unitIds: [5] },
    },
  }
  return openSteps(state).find((rule) => rule.step === step)
}

function wordsOf(open: readonly CaseStatus[]): string {
  return open.length === CASE_STATUSES.length ? 'always' : open.join(', ')
}
