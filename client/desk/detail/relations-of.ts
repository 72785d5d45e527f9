import type { CaseRecord } from '../../../server/contract/api/cases.ts'

/** The other cases of a case, by their ids. */
export interface Relations {
  mergedInto: number | null
  splitFrom: number | null
  /** Those that were merged into it. */
  mergedIn: number[]
  /** What was split off from it. */
  parts: number[]
}

/** Which cases a case was merged and split with, as its log has it. */
export function relationsOf({ mergedInto, splitFrom, events }: Pick<CaseRecord, 'mergedInto' | 'splitFrom' | 'events'>): Relations {
  const idsOf = (kind: 'merge' | 'split', name: 'fromCaseId' | 'newCaseIds') => events
    .flatMap((event) => (event.kind === kind ? [event.detail[name]].flat() : []))
    .filter((id): id is number => typeof id === 'number')
  return {
    mergedInto, splitFrom, mergedIn: [...new Set(idsOf('merge', 'fromCaseId'))], parts: [...new Set(idsOf('split', 'newCaseIds'))],
  }
}
