import type { CaseStep, FlowTemplate, Standing } from '../../../server/contract/api/case-steps.ts'
import { blankState } from '../../../server/cases/draft-case.ts'
import type { CaseEvent } from '../../../server/cases/flow/case-event.ts'
import type { CaseState } from '../../../server/cases/flow/case-state.ts'
import { decideStep, type StepInput } from '../../../server/cases/flow/decide-step.ts'
import { projectEvent } from '../../../server/cases/flow/project-event.ts'
import { systemTaker, type Taker } from '../../../server/cases/flow/standing.ts'

export const COMMUNITY = '990101001001'
export const UNIT = 4
export const WORKER = 11

const taker = (role: Taker['role'], id: number, over: Partial<Taker> = {}): Taker => ({
  actor: { type: 'account', id, name: `${role} ${id}` }, role, scopeCode: '9901', ...over,
})

/** Somebody of each standing; the assisting unit is 6. */
export const TAKERS: Record<Standing, Taker> = {
  desk: taker('desk', 1),
  leader: taker('leader', 2),
  unit: taker('unit', 3, { unitId: UNIT }),
  assist: taker('unit', 4, { unitId: 6 }),
  worker: taker('worker', 5, { workerId: WORKER }),
  citizen: { actor: { type: 'citizen', id: null, name: '市民' }, role: 'citizen', scopeCode: '' },
  system: systemTaker(),
}

/** People who have nothing to do with the case. */
export const STRANGERS: readonly Taker[] = [
  taker('desk', 11, { scopeCode: '990102' }), taker('leader', 12, { scopeCode: '990102' }),
  taker('admin', 13, { scopeCode: '990102' }), taker('unit', 14, { unitId: 99 }), taker('worker', 15, { workerId: 99 }),
]

/** What each step is told; what it does not need of it is left alone. */
export const INPUTS: Partial<Record<CaseStep, StepInput>> = {
  dispatch: {},
  forward: { unitId: 5 },
  transfer: { deskCode: '9901' },
  confirm: { real: true },
  'ask-extension': { hours: 8 },
  merge: { intoCaseId: 99 },
  consult: { unitIds: [4, 5] },
  agree: { unitId: 5 },
  designate: { unitId: 5, decidedBy: '王区长' },
  revisit: { solved: true, satisfied: true },
  supervise: { kind: 'written' },
  card: { kind: 'yellow' },
  'assist-done': { unitId: 6 },
}

/** A case just reported: routed to unit 4 with worker 11, on its community's desk. */
export function reportedCase(template: FlowTemplate): CaseState {
  return {
    ...blankState({
      id: 1, template, areaCode: COMMUNITY, categoryCode: 'M06001', urgent: false, reportedAtMs: 0, splitFrom: null,
    }),
    unitId: UNIT, watcherWorkerId: WORKER, dueAtMs: 3_600_000,
  }
}

/** A case that steps are taken with, its log kept. */
export class Walk {
  readonly beginning: CaseState
  readonly events: CaseEvent[] = []
  state: CaseState

  constructor(beginning: CaseState) {
    this.beginning = beginning
    this.state = beginning
  }

  /** Takes a step as somebody of this standing, with a reason and what else the step needs. Throws as `decideStep`. */
  take(step: CaseStep, by: Standing | Taker, input: StepInput = {}): this {
    const one = typeof by === 'string' ? TAKERS[by] : by
    const atMs = (this.events.length + 1) * 60_000
    return this.add(decideStep(this.state, step, { note: '原因', ...INPUTS[step], ...input }, one, atMs))
  }

  add(event: CaseEvent): this {
    this.events.push(event)
    this.state = projectEvent(this.state, event)
    return this
  }
}

/** A walk of this template along its main line until this status, each step by the first whom it is for. */
export function walkTo(template: FlowTemplate, status: CaseState['status']): Walk {
  const walk = new Walk(reportedCase(template))
  for (const { step } of template.steps.slice(1)) {
    if (walk.state.status === status) break
    walk.take(step, 'system')
  }
  if (walk.state.status !== status) throw new Error(`Template ${template.code} never is ${status}`)
  return walk
}
