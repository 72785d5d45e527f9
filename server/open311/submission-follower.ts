import type { CaseFollower } from '../cases/case-draft.ts'
import { submissionText } from './submission.ts'

/** Keeps what a request said beside its case, and writes it into the case's log, where those who handle it read it. */
export const submissionFollower: CaseFollower = {
  refine(drafts) {
    for (const draft of drafts) {
      const { newCase, state } = draft
      if (newCase?.submission === undefined) continue
      const note = submissionText(newCase.submission)
      if (note === '') continue
      const { status, round, reportedAtMs } = state
      draft.add({
        kind: 'note', atMs: reportedAtMs, actor: newCase.actor, round, fromStatus: status, toStatus: status, note,
        detail: {},
      })
    }
  },
  async follow(changes, transaction) {
    const rows = changes.flatMap(({ after, newCase }) =>
      (newCase?.submission === undefined ? [] : [{ caseId: after.id, ...newCase.submission }]))
    if (rows.length === 0) return
    await transaction.query(
      `insert into open311_requests (case_id, key_id, address_id, media_url, answers)
       select "caseId", "keyId", "addressId", "mediaUrl", answers
         from jsonb_to_recordset($1::jsonb) as t
              ("caseId" bigint, "keyId" int, "addressId" text, "mediaUrl" text, answers jsonb)`,
      [JSON.stringify(rows)],
    )
  },
}
