import type { CaseStep, FlowTemplate } from '../contract/api/case-steps.ts'
import type { Queryable } from '../db/database.ts'
import { conflict, notFound } from '../errors.ts'
import { caseStateColumns, type CaseStateRow, toCaseState } from './case-columns.ts'
import { CaseDraft, type CaseChanged, type CaseFollower, type DraftPhoto } from './case-draft.ts'
import { findRepeated } from './find-repeated.ts'
import type { CaseState } from './flow/case-state.ts'
import { decideStep, type StepInput } from './flow/decide-step.ts'
import { standingsOf, type Taker } from './flow/standing.ts'
import { writeChange } from './write-case.ts'

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
  photos?: readonly DraftPhoto[] | undefined
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
  transaction: Queryable, request: StepRequest, { templates, followers }: StepContext,
): Promise<CaseChanged> {
  const { caseId, step, input, taker, atMs, version, key, photos = [] } = request
  const repeated = key === undefined ? null : await findRepeated(transaction, request, key, templates)
  if (repeated !== null) return repeated
  const state = await lockCase(transaction, caseId, taker, templates)
  if (version !== undefined && version !== state.version) throw await changedSince(transaction, state, version)
  const draft = new CaseDraft(state, null, photos, key)
  draft.add(decideStep(state, step, input, taker, atMs))
  return writeDraft(transaction, draft, followers)
}

/** Lets the followers take part in a draft, and writes it. */
export async function writeDraft(
  transaction: Queryable, draft: CaseDraft, followers: readonly CaseFollower[],
): Promise<CaseChanged> {
  for (const follower of followers) await follower.refine?.([draft], transaction)
  const changed = await writeChange(transaction, draft)
  for (const follower of followers) await follower.follow?.([changed], transaction)
  return changed
}

/** The state of a case, its row locked until the transaction ends. Throws 404 where the taker has no part in it. */
export async function lockCase(
  transaction: Queryable, caseId: number, taker: Taker, templates: ReadonlyMap<string, FlowTemplate>,
): Promise<CaseState> {
  const { rows } = await transaction.query<CaseStateRow>(
    `select ${caseStateColumns} from cases where id = $1 for update`, [caseId],
  )
  const state = rows[0] && toCaseState(rows[0], templates)
  const sees = state !== undefined
    && (state.areaCode.startsWith(taker.scopeCode) || standingsOf(taker, state).size > 0)
  if (!sees) throw notFound('case', caseId)
  return state
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
