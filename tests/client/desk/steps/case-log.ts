import type { CaseEventKind } from '../../../../server/contract/api/case-steps.ts'
import type { CaseEventRecord } from '../../../../server/contract/api/cases.ts'

let lastId = 0

/** A line of a case's log; `over` says what matters to the test. */
export function caseLogEvent(
  kind: CaseEventKind, detail: CaseEventRecord['detail'] = {}, over: Partial<CaseEventRecord> = {},
): CaseEventRecord {
  return {
    id: ++lastId, at: '2026-03-01T02:00:00.000Z', kind, actor: '值班员', round: 1, fromStatus: 'reported', toStatus: 'reported',
    note: '', detail, attachmentIds: [], ...over,
  }
}
