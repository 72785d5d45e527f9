import { SOS_ALARM_TYPE, type AlarmSummary, type Severity } from '../../../server/contract/api/alarms.ts'

const RANK: Record<Severity, number> = { critical: 0, major: 1, minor: 2, warning: 3 }

/** How urgently somebody is missed: an acknowledged alarm is not passed on any more. */
const pressing = ({ acknowledged, escalation }: AlarmSummary) => (acknowledged ? 0 : escalation)

/** Calls for help first, then what was passed on most often, then by severity; the unacknowledged of these before the
 * acknowledged, the newest before the older; the id settles what is left. */
export function sortAlarms(alarms: Iterable<AlarmSummary>): AlarmSummary[] {
  return [...alarms].sort((a, b) =>
    Number(b.type === SOS_ALARM_TYPE) - Number(a.type === SOS_ALARM_TYPE)
    || pressing(b) - pressing(a)
    || RANK[a.severity] - RANK[b.severity]
    || Number(a.acknowledged) - Number(b.acknowledged)
    || Date.parse(b.lastAt) - Date.parse(a.lastAt)
    || b.id - a.id)
}
