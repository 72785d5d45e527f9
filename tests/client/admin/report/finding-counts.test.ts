import { describe, expect, it } from 'vitest'
import { countAll, countByKind, countBySeverity, type FindingCount } from '../../../../client/admin/report/finding-counts.ts'

const counts: FindingCount[] = [
  { kind: 'gap', severity: 'warning', count: 4, areaM2: 10 },
  { kind: 'no-worker', severity: 'note', count: 90, areaM2: 0 },
  { kind: 'gap', severity: 'error', count: 1, areaM2: 5_000 },
  { kind: 'overlap', severity: 'error', count: 3, areaM2: 7 },
  { kind: 'sliver', severity: 'warning', count: 9, areaM2: 1 },
]

describe('the counts of a report', () => {
  it('are summed by severity, also where there is none', () => {
    expect(countBySeverity(counts)).toEqual({ error: 4, warning: 13, note: 90 })
    expect(countBySeverity([])).toEqual({ error: 0, warning: 0, note: 0 })
    expect(countAll(counts)).toBe(107)
  })

  it('have one row a kind under its gravest severity, gravest first, then the most', () => {
    expect(countByKind(counts, undefined)).toEqual([
      { kind: 'gap', severity: 'error', count: 5, areaM2: 5_010 },
      { kind: 'overlap', severity: 'error', count: 3, areaM2: 7 },
      { kind: 'sliver', severity: 'warning', count: 9, areaM2: 1 },
      { kind: 'no-worker', severity: 'note', count: 90, areaM2: 0 },
    ])
  })

  it('of one severity leave what is of another out', () => {
    expect(countByKind(counts, 'warning')).toEqual([
      { kind: 'sliver', severity: 'warning', count: 9, areaM2: 1 },
      { kind: 'gap', severity: 'warning', count: 4, areaM2: 10 },
    ])
  })

  it('do not depend on the order in which they come', () => {
    expect(countByKind(counts.toReversed(), undefined)).toEqual(countByKind(counts, undefined))
    expect(counts[0].count).toBe(4)
  })
})
