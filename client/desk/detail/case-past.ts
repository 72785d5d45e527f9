import type { CaseEventRecord } from '../../../server/contract/api/cases.ts'

/** The unit that was the first to be sent a case, which answers for it until another takes it over: 首接责任. */
export function firstUnitOf(events: readonly CaseEventRecord[]): number | undefined {
  const sent = events.find(({ kind, detail }) =>
    (kind === 'dispatch' || kind === 'forward') && typeof detail.unitId === 'number')
  return sent?.detail.unitId as number | undefined
}

/** What the citizen said when called back last; undefined where nobody has called. */
export function ratesOf(events: readonly CaseEventRecord[]): CaseEventRecord['detail'] | undefined {
  return events.findLast(({ kind }) => kind === 'revisit')?.detail
}
