import type { RetentionPolicy } from '../contract/api/retention.ts'

/** Which rows of a table are kept no longer. */
export interface RetentionRule {
  table: string
  /** SQL over the table's columns; $1 is the instant before which they are old. */
  old: string
  /** How long they are kept from then; null: not at all. */
  days: keyof RetentionPolicy | null
}

/** What grows without anybody's doing and is deleted here. Positions, readings, records set aside, the feed and who reported
 * a case are deleted where they are written; docs/retention.md lists every table. */
export const RETENTION_RULES: readonly RetentionRule[] = [
  { table: 'webhook_deliveries', old: `state = 'delivered' and ended_at < $1`, days: 'deliveredDays' },
  { table: 'webhook_deliveries', old: `state = 'dead' and ended_at < $1`, days: 'deadDays' },
  {
    table: 'webhook_deliveries',
    old: `state = 'waiting' and created_at < $1 and webhook_id in (select id from webhooks where not enabled)`,
    days: 'deadDays',
  },
  { table: 'channel_rejects', old: `state = 'open' and received_at < $1`, days: 'rejectDays' },
  { table: 'case_imports', old: 'imported_at < $1', days: 'importDays' },
  {
    table: 'tracker_messages',
    old: `sent_at < $1
      and not exists (select from command_receivers where message_id = tracker_messages.id)
      and not exists (select from roll_call_people where message_id = tracker_messages.id)`,
    days: 'messageDays',
  },
  // one that is not cleared is of now, however long ago it began, and there is one of each kind at most
  { table: 'alarms', old: 'cleared and case_id is null and coalesce(cleared_at, last_at) < $1', days: 'alarmDays' },
  { table: 'rating_links', old: 'expires_at < $1', days: 'linkDays' },
  { table: 'audit_log', old: `action = 'login-failed' and at < $1`, days: 'failedLoginDays' },
  { table: 'access_tokens', old: 'expires_at < $1', days: null },
  // a day is over everywhere two days after it began in UTC
  { table: 'citizen_lookups', old: `day < ($1::timestamptz at time zone 'UTC')::date - 1`, days: null },
]
