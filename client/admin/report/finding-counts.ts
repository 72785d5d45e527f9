import type { FindingKind, FindingsPage } from '../../../server/contract/api/boundaries.ts'
import type { FindingSeverity } from './report-question.ts'

export type FindingCount = FindingsPage['counts'][number]

/** The gravest first. */
export const SEVERITIES = ['error', 'warning', 'note'] as const satisfies readonly FindingSeverity[]

/** How many findings there are of each severity. */
export function countBySeverity(counts: readonly FindingCount[]): Record<FindingSeverity, number> {
  const sums = { error: 0, warning: 0, note: 0 }
  for (const { severity, count } of counts) sums[severity] += count
  return sums
}

/** A kind in the table of counts. One kind may have findings of several severities: `severity` is the gravest. */
export interface KindCount {
  kind: FindingKind
  severity: FindingSeverity
  count: number
  areaM2: number
}

/** The counts by kind, of one severity unless undefined: gravest first, then the most. */
export function countByKind(counts: readonly FindingCount[], only: FindingSeverity | undefined): KindCount[] {
  const kinds = new Map<FindingKind, KindCount>()
  for (const { kind, severity, count, areaM2 } of counts) {
    if (only !== undefined && severity !== only) continue
    const before = kinds.get(kind)
    if (before === undefined) {
      kinds.set(kind, { kind, severity, count, areaM2 })
      continue
    }
    before.count += count
    before.areaM2 += areaM2
    if (SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(before.severity)) before.severity = severity
  }
  return [...kinds.values()].sort((a, b) =>
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || b.count - a.count || (a.kind < b.kind ? -1 : 1))
}

/** How many findings there are in all. */
export function countAll(counts: readonly FindingCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0)
}
