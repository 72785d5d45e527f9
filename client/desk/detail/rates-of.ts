import type { CaseEventRecord } from '../../../server/contract/api/cases.ts'

/** What the citizen said when called back last; undefined where nobody has called. */
export function ratesOf(events: readonly CaseEventRecord[]): CaseEventRecord['detail'] | undefined {
  return events.findLast(({ kind }) => kind === 'revisit')?.detail
}
