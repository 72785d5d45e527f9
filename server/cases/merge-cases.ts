import type { FlowTemplate } from '../contract/api/case-steps.ts'
import { isFinished } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import { badInput, conflict, ReplyError } from '../errors.ts'
import { CaseDraft } from './case-draft.ts'
import type { CaseEvent } from './flow/case-event.ts'
import type { CaseState } from './flow/case-state.ts'
import type { Taker } from './flow/standing.ts'
import { lockCase } from './lock-cases.ts'

interface Merge {
  taker: Taker
  /** The cases that were merged into the one that is merged now. */
  merged: readonly CaseState[]
  templates: ReadonlyMap<string, FlowTemplate>
}

/**
 * The other side of a merge: the case that goes on, with an event that says which one came in. Where it has ended
 * already, the one that came in and all that had been merged into that are told at once. All are locked. Throws 400
 * where the taker has no such case, 409 where it is none that could go on for another.
 */
export async function mergeDrafts(
  transaction: Queryable, draft: CaseDraft, event: CaseEvent, { taker, merged, templates }: Merge,
): Promise<CaseDraft[]> {
  const intoCaseId = event.detail.intoCaseId!
  const into = await lockCase(transaction, intoCaseId, taker, templates).catch((error: unknown) => {
    if (error instanceof ReplyError) throw badInput('intoCaseId', intoCaseId, 'the id of a case of your area')
    throw error
  })
  if (into.status === 'merged' || into.status === 'rejected') {
    const where = into.mergedInto === null ? 'it was rejected' : `it was merged into case ${into.mergedInto} itself`
    throw conflict('CASE_STATE', `Case ${intoCaseId} takes no other in: ${where}.`)
  }
  if ((into.mode === 'drill') !== (draft.state.mode === 'drill')) {
    const which = `cases ${draft.state.id} and ${intoCaseId}`
    throw conflict('CASE_STATE', `Of ${which} one is of a drill, the other is not: they stay apart.`)
  }
  const other = new CaseDraft(into, null, [])
  const { status, round } = into
  other.add({ ...event, round, fromStatus: status, toStatus: status, detail: { fromCaseId: draft.state.id } })
  if (!isFinished(status)) return [other]
  draft.add(outcomeOf(draft.state, event, intoCaseId))
  return [other, ...merged.map((one) => outcomeDraft(one, event, intoCaseId))]
}

/** What a case is told of that another it was merged into has ended: it stays merged, and its channel hears of it. */
export function outcomeDraft(state: CaseState, ending: CaseEvent, intoCaseId: number): CaseDraft {
  const draft = new CaseDraft(state, null, [])
  draft.add(outcomeOf(state, ending, intoCaseId))
  return draft
}

function outcomeOf({ status, round }: CaseState, { atMs, actor, note }: CaseEvent, intoCaseId: number): CaseEvent {
  return { kind: 'outcome', atMs, actor, round, fromStatus: status, toStatus: status, note, detail: { intoCaseId } }
}
