import type { CaseStep, StepBody } from '../../contract/api/case-steps.ts'
import type { CaseStatus } from '../../contract/api/cases.ts'
import { badInput, conflict, notAllowed } from '../../errors.ts'
import type { CaseEvent, EventDetail } from './case-event.ts'
import type { CaseState } from './case-state.ts'
import { STATUS_AFTER, statusBefore } from './flow-template.ts'
import { assistsAwaited, isLineStep, openSteps, type OpenStepRule } from './open-steps.ts'
import { standingsOf, type Taker } from './standing.ts'

/** What is said with a step: the body of the request without what is said of its sending, the photos and the parts of a
 * split. */
export type StepInput = Omit<StepBody, 'version' | 'key' | 'madeAgoMs' | 'photos' | 'parts'> & {
  /** verify: how far away the worker is, where the server found him. */
  distanceM?: number
}

/**
 * The event that a step makes. Throws 409 CASE_STATE naming the open steps and to whom they are open where it is not
 * open, 403 where it is for others, 400 where something is missing that it needs.
 */
export function decideStep(state: CaseState, step: CaseStep, input: StepInput, taker: Taker, atMs: number): CaseEvent {
  const open = openSteps(state)
  const standings = standingsOf(taker, state)
  const rules = open.filter((rule) => rule.step === step)
  if (rules.length === 0) throw notOpen(state, step, open)
  const rule = rules.find(({ by }) => by.some((one) => standings.has(one)))
  if (rule === undefined && !standings.has('system')) {
    throw notAllowed(`${step} of case ${state.id} is for ${whoOf(state, rules[0])}`)
  }
  const note = input.note?.trim() ?? ''
  if (rules[0].needsReason && note === '') throw badInput('note', input.note, `a reason, which ${step} needs`)
  const { actor } = taker
  return {
    kind: step,
    atMs,
    actor,
    round: step === 'reopen' ? state.round + 1 : state.round,
    fromStatus: state.status,
    toStatus: statusAfter(state, step, input),
    note,
    detail: detailOf(state, step, input, taker),
  }
}

function notOpen(state: CaseState, step: CaseStep, open: readonly OpenStepRule[]) {
  const { id, status, suspendedAtMs } = state
  const waiting = assistsAwaited(state)
  if (step === 'handle' && waiting.length > 0 && suspendedAtMs === null) {
    return conflict(
      'CASE_ASSISTED',
      `Case ${id} waits for its assisting units ${waiting.join(', ')}: each has to say that it is done first.`,
    )
  }
  const words = open.map(({ step: name, by }) => `${name} (${by.join(', ')})`).join('; ') || 'none'
  const how = suspendedAtMs === null ? status : `${status} and suspended`
  return conflict('CASE_STATE', `Case ${id} is ${how}, so it cannot take the step ${step}; open now: ${words}.`)
}

function whoOf({ deskCode, unitId, assistUnitIds, watcherWorkerId }: CaseState, { by }: OpenStepRule): string {
  return by.map((standing) => {
    switch (standing) {
      case 'desk':
        return `the desk of ${deskCode} or one above it`
      case 'unit':
        return `unit ${unitId ?? 'none yet'}`
      case 'assist':
        return `the assisting units ${assistUnitIds.join(', ') || 'none yet'}`
      case 'worker':
        return `worker ${watcherWorkerId ?? 'none yet'}`
      default:
        return `the ${standing}`
    }
  }).join(', ')
}

function statusAfter(state: CaseState, step: CaseStep, { intoCaseId }: StepInput): CaseStatus {
  const { status, template } = state
  // called back about after it was closed, a case stays as it is
  if (step === 'revisit' && (status === 'closed' || status === 'archived')) return status
  if (isLineStep(step)) return STATUS_AFTER[step]
  switch (step) {
    case 'verify':
      return 'verifying'
    case 'confirm':
      return 'reported'
    case 'reject':
      return 'rejected'
    case 'refuse':
    case 'recall':
    case 'reopen':
      return statusBefore(template, 'dispatch')
    case 'rework':
      return statusBefore(template, 'handle')
    case 'merge':
      return intoCaseId === undefined ? status : 'merged'
    default:
      return status
  }
}

function detailOf(state: CaseState, step: CaseStep, input: StepInput, taker: Taker): EventDetail {
  switch (step) {
    case 'dispatch':
      return sentTo(state, input, input.unitId ?? state.unitId, input.workerId ?? state.watcherWorkerId)
    case 'forward':
      return forwardedTo(state, input)
    case 'accept':
    case 'refuse':
      return { unitId: taker.unitId ?? state.unitId ?? undefined }
    case 'handle':
      return { unitId: state.unitId ?? undefined }
    case 'assist-done': {
      const own = taker.role === 'unit' ? taker.unitId : undefined
      const unitId = input.unitId ?? own ?? needed(input, 'unitId', 'the assisting unit that is done')
      if (own !== undefined && unitId !== own) throw notAllowed(`unit ${own} cannot say that unit ${unitId} is done`)
      if (!state.pending.assists?.includes(unitId)) {
        throw badInput('unitId', unitId, `one of the assisting units that are not done: ${state.pending.assists?.join(', ')}`)
      }
      return { unitId }
    }
    case 'verify': {
      const workerId = input.workerId ?? state.watcherWorkerId
      if (workerId === null) throw badInput('workerId', undefined, 'the worker who is to look')
      return { workerId, ...(input.distanceM !== undefined && { distanceM: input.distanceM }) }
    }
    case 'confirm':
      return { real: needed(input, 'real', 'whether it is as reported') }
    case 'transfer':
      return transferOf(state, needed(input, 'deskCode', 'the code of the desk that it goes to'))
    case 'ask-extension':
      return { hours: needed(input, 'hours', 'how many hours more') }
    case 'approve-extension':
      return extensionOf(state, taker)
    case 'merge': {
      const intoCaseId = needed(input, 'intoCaseId', 'the case that it repeats')
      if (intoCaseId === state.id) throw badInput('intoCaseId', intoCaseId, 'another case')
      return { intoCaseId }
    }
    case 'consult':
      return { unitIds: needed(input, 'unitIds', 'the units that are invited') }
    case 'agree':
      return { unitId: needed(input, 'unitId', 'the unit that was agreed on'), assistUnitIds: input.assistUnitIds ?? [] }
    case 'designate':
      return {
        unitId: needed(input, 'unitId', 'the unit that was designated'), assistUnitIds: input.assistUnitIds ?? [],
        decidedBy: needed(input, 'decidedBy', 'the leader who decided'),
      }
    case 'revisit': {
      const { responded, solved, satisfied, rating } = input
      if (solved === undefined && satisfied === undefined && rating === undefined) {
        throw badInput('satisfied', undefined, 'what the citizen said: solved, satisfied or rating')
      }
      return { responded: responded ?? true, solved, satisfied: satisfied ?? (rating === undefined ? undefined : rating >= 3), rating }
    }
    case 'supervise':
      return { kind: needed(input, 'kind', 'instant, written, on-site or referral'), stage: input.stage ?? 1 }
    case 'card':
      return { kind: needed(input, 'kind', 'yellow or red'), unitId: input.unitId ?? state.unitId ?? state.firstUnitId ?? undefined }
    default:
      return {}
  }
}

function sentTo(state: CaseState, input: StepInput, unitId: number | null, workerId: number | null): EventDetail {
  if (unitId === null) throw badInput('unitId', undefined, 'a unit, as no unit serves the place of this case')
  if (workerId === null) throw badInput('workerId', undefined, 'a worker, as the grid of this case has none')
  const assistUnitIds = (input.assistUnitIds ?? state.assistUnitIds).filter((id) => id !== unitId)
  const named = input.unitId !== undefined && input.unitId !== state.unitId
  return { unitId, workerId, assistUnitIds, provenance: named ? 'person' : state.provenance }
}

function forwardedTo(state: CaseState, input: StepInput): EventDetail {
  const unitId = needed(input, 'unitId', 'the unit that it is forwarded to')
  if (unitId === state.unitId) throw badInput('unitId', unitId, 'another unit than the one that has it')
  return sentTo(state, input, unitId, state.watcherWorkerId)
}

/** Up or down, over as many levels as one likes, but always to a desk whose area holds the place. */
function transferOf(state: CaseState, deskCode: string): EventDetail {
  if (!state.areaCode.startsWith(deskCode) || deskCode === state.deskCode) {
    throw badInput('deskCode', deskCode, `another desk above the place, such as ${state.areaCode}`)
  }
  return { fromDesk: state.deskCode, deskCode }
}

/** The desk approves first, a leader second, who is somebody else; an administrator is both, one after the other. */
function extensionOf(state: CaseState, { role, actor }: Taker): EventDetail {
  const { hours, approvals, approvedBy } = state.pending.extension!
  if (approvals === 0) return { hours, level: 1 }
  if (role === 'leader' && actor.id !== null && actor.id === approvedBy) {
    throw notAllowed(`the second approval of an extension is for somebody else than ${actor.name}, who gave the first`)
  }
  return { hours, level: 2 }
}

function needed<Name extends keyof StepInput>(input: StepInput, name: Name, expected: string): NonNullable<StepInput[Name]> {
  const value = input[name]
  if (value === undefined) throw badInput(name, undefined, expected)
  return value as NonNullable<StepInput[Name]>
}
