import type { CaseEventKind, CaseStep } from '../contract/api/case-steps.ts'
import type { Queryable } from '../db/database.ts'
import { CaseDraft, type CaseChanged } from './case-draft.ts'
import type { EventDetail } from './flow/case-event.ts'
import type { Taker } from './flow/standing.ts'
import { lockCase } from './lock-cases.ts'
import type { StepContext } from './take-step.ts'
import { writeDrafts } from './write-drafts.ts'

/** Something to be written into the log of a case that takes it no step on. */
export interface Annotation {
  caseId: number
  kind: Exclude<CaseEventKind, CaseStep | 'imported'>
  note: string
  detail: EventDetail
  taker: Taker
  atMs: number
}

/** Writes the event in the transaction. Throws 404 where there is no such case for the taker. */
export async function annotateCase(
  transaction: Queryable, { caseId, kind, note, detail, taker, atMs }: Annotation, { templates, followers }: StepContext,
): Promise<CaseChanged> {
  const state = await lockCase(transaction, caseId, taker, templates)
  const draft = new CaseDraft(state, null, [])
  const { status, round } = state
  draft.add({ kind, atMs, actor: taker.actor, round, fromStatus: status, toStatus: status, note, detail })
  const [changed] = await writeDrafts(transaction, [draft], followers)
  return changed
}
