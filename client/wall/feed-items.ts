import type { AlarmSummary } from '../../server/contract/api/alarms.ts'
import type { CaseSummary } from '../../server/contract/api/cases.ts'
import type { AlarmChange, CaseChange, CityEvent } from '../../server/contract/live.ts'

/** A line of the live events. `key` is the same for the same event as long as the page lives. */
export type FeedItem =
  | { key: string; at: string; topic: 'case'; change: CaseChange; case: CaseSummary }
  | { key: string; at: string; topic: 'alarm'; change: AlarmChange; alarm: AlarmSummary }

/**
 * The newest `limit` things that happened, newest first: the feed's events, and before them what the lists tell, so
 * that a wall that was just switched on is not empty. A repeated alarm and what desks remark are no news.
 */
export function feedItems(
  recent: readonly CityEvent[],
  cases: Iterable<CaseSummary>,
  alarms: Iterable<AlarmSummary>,
  limit: number,
): FeedItem[] {
  const told: FeedItem[] = recent
    .filter(({ change }) => change !== 'repeat' && change !== 'comment' && change !== 'note')
    .map((event) => event.topic === 'case'
      ? { key: `event-${event.seq}`, at: event.at, topic: 'case', change: event.change, case: event.case }
      : { key: `event-${event.seq}`, at: event.at, topic: 'alarm', change: event.change, alarm: event.alarm })
  if (told.length >= limit) return told.slice(0, limit)
  const reported = new Set(recent.flatMap((event) =>
    event.topic === 'case' && event.change === 'report' ? [event.case.id] : []))
  const raised = new Set(recent.flatMap((event) =>
    event.topic === 'alarm' && event.change === 'raise' ? [event.alarm.id] : []))
  const listed: FeedItem[] = []
  for (const record of cases) {
    if (reported.has(record.id)) continue
    listed.push({ key: `case-${record.id}`, at: record.reportedAt, topic: 'case', change: 'report', case: record })
  }
  for (const alarm of alarms) {
    if (raised.has(alarm.id)) continue
    listed.push({ key: `alarm-${alarm.id}`, at: alarm.startedAt, topic: 'alarm', change: 'raise', alarm })
  }
  const byTime = (a: FeedItem, b: FeedItem) => Date.parse(b.at) - Date.parse(a.at)
  return [...told, ...listed.sort(byTime).slice(0, limit)].sort(byTime).slice(0, limit)
}
