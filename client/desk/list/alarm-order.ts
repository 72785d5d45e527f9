import type { AlarmSummary, Severity } from '../../../server/contract/api/alarms.ts'

const RANK: Record<Severity, number> = { critical: 0, major: 1, minor: 2, warning: 3 }

/** Unacknowledged before acknowledged, then by severity, then the newest; the id settles what is left. */
export function sortAlarms(alarms: Iterable<AlarmSummary>): AlarmSummary[] {
  return [...alarms].sort((a, b) =>
    Number(a.acknowledged) - Number(b.acknowledged)
    || RANK[a.severity] - RANK[b.severity]
    || Date.parse(b.lastAt) - Date.parse(a.lastAt)
    || b.id - a.id)
}
