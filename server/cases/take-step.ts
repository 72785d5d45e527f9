import type { CaseStep, FlowTemplate } from '../contract/api/case-steps.ts'
import type { Queryable } from '../db/database.ts'
import { conflict } from '../errors.ts'
import { CaseDraft, type CaseChanged, type CaseFollower, type DraftPhoto } from './case-draft.ts'
import { copyEvent } from './copy-event.ts'
import { findRepeated } from './find-repeated.ts'
import type { CaseEvent } from './flow/case-event.ts'
import type { CaseState } from './flow/case-state.ts'
import { decideStep, type StepInput } from './flow/decide-step.ts'
import { madeAt } from './flow/made-at.ts'
import type { Taker } from './flow/standing.ts'
import { lockNumbers } from './insert-cases.ts'
import { lockCase, lockFamily } from './lock-cases.ts'
import { mergeDrafts, outcomeDraft } from './merge-cases.ts'
import type { NewCase } from './new-case.ts'
import { sinceWhen } from './since-when.ts'
import { splitOff } from './split-case.ts'
import { writeDrafts } from './write-drafts.ts'

/** A step that somebody wants to take with a case. */
export interface StepRequest {
  caseId: number
  step: CaseStep
  input: StepInput
  taker: Taker
  atMs: number
  /** The version that the taker has seen; undefined: whichever it is. */
  version?: number | undefined
  /** By which the taker knows it: with the same again nothing is taken, and no event answered. */
  key?: string | undefined
  /** How long ago it was done, by the word of the phone that brings it. */
  madeAgoMs?: number | undefined
  photos?: readonly DraftPhoto[] | undefined
  /** split: the new cases, understood and routed. */
  parts?: readonly NewCase[] | undefined
}

export interface StepContext {
  templates: ReadonlyMap<string, FlowTemplate>
  followers: readonly CaseFollower[]
}

/**
 * Takes a step in the transaction: the row is locked, so of several who act at once the first wins and the others are
 * told what it is now. Throws 404 where there is no such case for the taker, 409 CASE_CHANGED where another has changed
 * it since `version`, 409 KEY_USED where its key was another step's, and what `decideStep` throws.
 */
export async function takeStep(
  transaction: Queryable, request: StepRequest, context: StepContext,
): Promise<CaseChanged> {
  const { caseId, step, input, taker, atMs, version, key, photos = [] } = request
  const { templates, followers } = context
  const merged = await lockForStep(transaction, request, templates)
  const repeated = key === undefined ? null : await findRepeated(transaction, request, key, templates)
  if (repeated !== null) return repeated
  const state = await lockCase(transaction, caseId, taker, templates)
  if (version !== undefined && version !== state.version) throw await changedSince(transaction, state, version)
  const draft = new CaseDraft(state, null, photos, key)
  const event = await withMadeAt(transaction, decideStep(state, step, input, taker, atMs), state, request)
  if (step === 'split') return splitOff(transaction, draft, event, request.parts ?? [], context)
  draft.add(event)
  const copy = await copyEvent(transaction, state, event)
  if (copy !== null) draft.add(copy)
  const others = step === 'merge'
    ? await mergeDrafts(transaction, draft, event, { taker, merged, templates })
    : merged.map((one) => outcomeDraft(one, event, caseId))
  const [changed, ...rest] = await writeDrafts(transaction, [draft, ...others], followers)
  return rest.length === 0 ? changed : { ...changed, others: rest }
}

/** The event with when it was done, where it was brought later. */
async function withMadeAt(
  transaction: Queryable, event: CaseEvent, state: CaseState, { taker, madeAgoMs, atMs }: StepRequest,
): Promise<CaseEvent> {
  if (madeAgoMs === undefined) return event
  const madeAtMs = madeAt(madeAgoMs, await sinceWhen(transaction, state, taker), atMs)
  return madeAtMs === undefined ? event : { ...event, detail: { ...event.detail, madeAtMs } }
}

/**
 * Locks what a step will touch beside its case, each in the one order that everybody keeps: the numbers of new cases
 * first, then cases by id. Answers those that were merged into a case that ends. To be asked before the case is locked.
 */
export async function lockForStep(
  transaction: Queryable, { caseId, step, input }: Pick<StepRequest, 'caseId' | 'step' | 'input'>,
  templates: StepContext['templates'],
): Promise<CaseState[]> {
  switch (step) {
    case 'split':
      await lockNumbers(transaction)
      return []
    case 'merge': {
      const { intoCaseId } = input
      return lockFamily(transaction, caseId, templates, intoCaseId === undefined ? [] : [intoCaseId])
    }
    case 'close':
    case 'reject':
      return lockFamily(transaction, caseId, templates)
    default:
      return []
  }
}

async function changedSince(transaction: Queryable, { id, version, status }: CaseState, seen: number) {
  const { rows } = await transaction.query<{ kind: string; actor: string; at: Date }>(
    'select kind, actor, at from case_events where case_id = $1 order by id desc limit 1', [id],
  )
  const { kind, actor, at } = rows[0]
  return conflict(
    'CASE_CHANGED',
    `Case ${id} has changed since version ${seen}: ${actor} took the step ${kind} at ${at.toISOString()}. ` +
      `It is ${status} now, version ${version}.`,
  )
}
