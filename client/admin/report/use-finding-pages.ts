import { useState } from 'react'
import type { Finding, FindingsPage } from '../../../server/contract/api/boundaries.ts'
import { useJson, valueOf, type Loaded } from '../../api/use-json.ts'
import { countAll } from './finding-counts.ts'
import { findingsPath, type ReportFilter, type ReportOf } from './report-question.ts'

export interface FindingPages {
  findings: readonly Finding[]
  /** How many match in all; undefined until the first answer. */
  total: number | undefined
  /** Of the page now asked for. */
  state: Loaded<FindingsPage>
  reload(): void
  more(): void
}

/** The findings that pass a filter, by id, read a page at a time. A component that uses it is drawn anew (by its key)
 * for another filter. */
export function useFindingPages(of: ReportOf, filter: ReportFilter): FindingPages {
  const [read, setRead] = useState<{ findings: readonly Finding[]; after: number | undefined }>({
    findings: [], after: undefined,
  })
  const { state, reload } = useJson<FindingsPage>(findingsPath(of, filter, read.after))
  const page = state.type === 'loaded' ? state.value : undefined
  const findings = page === undefined ? read.findings : [...read.findings, ...page.findings]
  // each page counts all that match, not only what comes after it
  const counts = valueOf(state)?.counts
  return {
    findings,
    total: counts && countAll(counts),
    state,
    reload,
    more: () => setRead({ findings, after: findings.at(-1)?.id }),
  }
}
