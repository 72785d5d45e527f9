import type { Queryable } from '../db/database.ts'
import { badInput } from '../errors.ts'
import type { CaseChanged, CaseDraft } from './case-draft.ts'
import { draftCase } from './draft-case.ts'
import type { CaseEvent } from './flow/case-event.ts'
import type { NewCase } from './new-case.ts'
import type { StepContext } from './take-step.ts'
import { writeDrafts, writeNewDrafts } from './write-drafts.ts'

/**
 * Makes cases of their own of the parts of a case, and writes down on both sides which came from which. The case itself
 * stays as it is: the desk goes on with it, or ends it. The numbers and the case are locked.
 */
export async function splitOff(
  transaction: Queryable, draft: CaseDraft, event: CaseEvent, parts: readonly NewCase[],
  { templates, followers }: StepContext,
): Promise<CaseChanged> {
  if (parts.length === 0) throw badInput('parts', undefined, 'two to five parts')
  const fromCaseId = draft.state.id
  const news = parts.map((part) => {
    const fresh = draftCase({ ...part, splitFrom: fromCaseId }, templates)
    const { status, round } = fresh.state
    fresh.add({ ...event, round, fromStatus: status, toStatus: status, detail: { fromCaseId } })
    return fresh
  })
  const others = await writeNewDrafts(transaction, news, followers)
  draft.add({ ...event, detail: { newCaseIds: others.map(({ after }) => after.id) } })
  const [changed] = await writeDrafts(transaction, [draft], followers)
  return { ...changed, others }
}
