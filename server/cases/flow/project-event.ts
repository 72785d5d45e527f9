import { type CaseEventKind, LINE_STEPS, type LineStep } from '../../contract/api/case-steps.ts'
import type { CaseEvent } from './case-event.ts'
import type { CaseState, Pending } from './case-state.ts'
import { hasStep } from './flow-template.ts'

/** The times that a step of the main line sets, and a return over it takes back. */
const TIME_OF: Partial<Record<LineStep, keyof CaseState & `${string}AtMs`>> = {
  register: 'registeredAtMs', dispatch: 'dispatchedAtMs', handle: 'handledAtMs', reply: 'repliedAtMs',
  check: 'checkedAtMs', revisit: 'visitedAtMs', close: 'closedAtMs', archive: 'archivedAtMs',
}

/** The state after one more event: what the row in `cases` is of the log in `case_events`. */
export function projectEvent(before: CaseState, event: CaseEvent): CaseState {
  return applyEvent({ ...before, pending: { ...before.pending } }, event)
}

/** The same on a state that is nobody else's, which it changes and gives back: a long log is played without copies. */
export function applyEvent(state: CaseState, event: CaseEvent): CaseState {
  const { kind, atMs, detail, toStatus, round } = event
  state.version += 1
  state.status = toStatus
  state.round = round
  // a channel may report late what it did before
  state.updatedAtMs = Math.max(state.updatedAtMs, atMs)
  switch (kind) {
    case 'report':
    case 'imported':
      begin(state, event)
      state.version -= 1
      break
    case 'dispatch':
    case 'forward':
      sendTo(state, detail.unitId ?? null, detail.assistUnitIds ?? [])
      state.watcherWorkerId = detail.workerId ?? state.watcherWorkerId
      state.provenance = detail.provenance ?? state.provenance
      state.dispatches += 1
      delete state.pending.consultation
      // whoever handles it now asks for himself
      delete state.pending.extension
      delete state.pending.acknowledged
      break
    case 'accept':
      state.acceptedAtMs = atMs
      break
    case 'assist-done':
      state.pending.assists = (state.pending.assists ?? []).filter((unitId) => unitId !== detail.unitId)
      break
    case 'refuse':
      state.refusals += 1
      state.unitId = null
      goBackBefore(state, 'dispatch')
      break
    case 'recall':
      state.returns += 1
      goBackBefore(state, 'dispatch')
      break
    case 'rework':
      state.reworks += 1
      goBackBefore(state, 'handle')
      state.acceptedAtMs = null
      break
    case 'reopen':
      goBackBefore(state, 'dispatch')
      state.pending = appealOf(state)
      break
    case 'handle':
      delete state.pending.extension
      break
    case 'reject':
      end(state, atMs)
      break
    case 'merge':
      if (detail.intoCaseId !== undefined) {
        state.mergedInto = detail.intoCaseId
        end(state, atMs)
      }
      break
    case 'transfer':
      state.deskCode = detail.deskCode ?? state.deskCode
      // another desk has not taken note of it
      delete state.pending.acknowledged
      break
    case 'acknowledge':
      state.pending.acknowledged = { atMs, by: event.actor.name }
      break
    case 'verify':
      state.pending.verifyWorkerId = detail.workerId
      break
    case 'confirm':
      delete state.pending.verifyWorkerId
      break
    case 'suspend':
      state.suspendedAtMs = atMs
      break
    case 'resume':
      state.suspendedAtMs = null
      break
    case 'ask-extension':
      state.pending.extension = { hours: detail.hours ?? 0, approvals: 0, note: event.note }
      break
    case 'approve-extension':
      if (detail.level === 2) delete state.pending.extension
      else state.pending.extension = approvedOnce(state.pending.extension!, event)
      break
    case 'refuse-extension':
      delete state.pending.extension
      break
    case 'appeal':
      state.pending.appeal = { note: event.note }
      break
    case 'grant-appeal':
      delete state.pending.appeal
      state.excluded = true
      break
    case 'refuse-appeal':
      delete state.pending.appeal
      break
    case 'consult':
      state.pending.consultation = { unitIds: detail.unitIds ?? [] }
      break
    case 'agree':
    case 'designate':
      delete state.pending.consultation
      state.unitId = detail.unitId ?? state.unitId
      state.assistUnitIds = detail.assistUnitIds ?? state.assistUnitIds
      state.provenance = kind === 'agree' ? 'agreed' : 'designated'
      break
    case 'revisit':
      state.responded = detail.responded ?? state.responded
      state.solved = detail.solved ?? state.solved
      state.satisfied = detail.satisfied ?? state.satisfied
      state.rating = detail.rating ?? state.rating
      break
    case 'urge':
      state.urges += 1
      break
    case 'mode':
      state.mode = detail.mode ?? state.mode
      break
    case 'colour':
      state.colour = detail.colour ?? state.colour
      break
  }
  // limits move with extensions, pauses and rounds; the event that moved one says where to
  if (detail.dueAtMs !== undefined) state.dueAtMs = detail.dueAtMs
  if (isLine(kind)) {
    const time = TIME_OF[kind]
    if (time !== undefined) (state[time] as number | null) = atMs
  }
  return state
}

/** Takes over what a case begins with. */
function begin(state: CaseState, { detail }: CaseEvent): void {
  state.unitId = detail.unitId ?? state.unitId
  state.assistUnitIds = detail.assistUnitIds ?? state.assistUnitIds
  state.watcherWorkerId = detail.workerId ?? state.watcherWorkerId
  state.deskCode = detail.deskCode ?? state.deskCode
  state.provenance = detail.provenance ?? state.provenance
  state.mode = detail.mode ?? state.mode
  state.closedAtMs = detail.closedAtMs ?? state.closedAtMs
  state.updatedAtMs = detail.updatedAtMs ?? state.updatedAtMs
}

/** Ends beside the main line: nobody waits for an answer any more, but to an appeal. */
function end(state: CaseState, atMs: number): void {
  state.closedAtMs = atMs
  state.pending = appealOf(state)
}

/** An appeal is about what was: it waits for its answer through ends and new rounds. */
function appealOf({ pending: { appeal } }: CaseState): Pending {
  return appeal === undefined ? {} : { appeal }
}

function approvedOnce(extension: NonNullable<Pending['extension']>, { actor }: CaseEvent): Pending['extension'] {
  return { ...extension, approvals: 1, ...(actor.type === 'account' && actor.id !== null && { approvedBy: actor.id }) }
}

function sendTo(state: CaseState, unitId: number | null, assistUnitIds: readonly number[]): void {
  state.unitId = unitId
  state.firstUnitId ??= unitId
  state.assistUnitIds = assistUnitIds
  state.acceptedAtMs = null
  if (assistUnitIds.length > 0) state.pending.assists = [...assistUnitIds]
  else delete state.pending.assists
}

/** Forgets the times of this step and of all after it: they are to be taken again. */
function goBackBefore(state: CaseState, step: LineStep): void {
  for (const later of LINE_STEPS.slice(LINE_STEPS.indexOf(step))) {
    const time = TIME_OF[later]
    if (time !== undefined && hasStep(state.template, later)) (state[time] as number | null) = null
  }
  state.closedAtMs = null
  if (step === 'dispatch') {
    state.acceptedAtMs = null
    delete state.pending.assists
    delete state.pending.extension
  }
}

function isLine(kind: CaseEventKind): kind is LineStep {
  return (LINE_STEPS as readonly CaseEventKind[]).includes(kind)
}
