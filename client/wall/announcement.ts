import { SOS_ALARM_TYPE, type AlarmSummary } from '../../server/contract/api/alarms.ts'
import type { FeedEvent } from '../../server/contract/live.ts'

/** How long a new alarm is announced, and how long a graver one may not be pushed aside by a lesser one. */
export const ANNOUNCE_MS = 12_000

export interface Announcement {
  alarm: AlarmSummary
  sinceMs: number
}

/**
 * What is to be announced after `fresh` events (oldest first) at `nowMs`: the newest alarm that is critical or major and
 * was raised or passed on. While a critical one stands, only another critical one takes its place.
 */
export function announcementAfter(
  standing: Announcement | null,
  fresh: readonly FeedEvent[],
  nowMs: number,
): Announcement | null {
  let next = standing !== null && nowMs - standing.sinceMs < ANNOUNCE_MS ? standing : null
  for (const event of fresh) {
    if (event.topic !== 'alarm' || (event.change !== 'raise' && event.change !== 'escalate')) continue
    const { alarm } = event
    if (alarm.severity !== 'critical' && alarm.severity !== 'major') continue
    if (next?.alarm.severity === 'critical' && alarm.severity === 'major') continue
    next = { alarm, sinceMs: nowMs }
  }
  return next
}

/** The call for help that is to be announced for as long as nobody has acknowledged it: the newest, or null. */
export function unansweredCall(alarms: Iterable<AlarmSummary>): AlarmSummary | null {
  let newest: AlarmSummary | null = null
  for (const alarm of alarms) {
    if (alarm.type !== SOS_ALARM_TYPE || alarm.acknowledged) continue
    if (newest === null || alarm.id > newest.id) newest = alarm
  }
  return newest
}
