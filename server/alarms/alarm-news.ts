import type { AlarmEventKind, AlarmSummary } from '../contract/api/alarms.ts'
import type { CaseSummary } from '../contract/api/cases.ts'
import type { AlarmChange, CaseChange } from '../contract/live.ts'
import type { Queryable } from '../db/database.ts'
import { appendFeedAll, type FeedEntry } from '../live/feed/append-feed.ts'

/** One line for the log of an alarm. */
interface LogLine {
  alarmId: number
  kind: AlarmEventKind
  note: string
}

/** What changes in a transaction: collected on the way, written as its last act, as the feed is locked from there. */
export interface AlarmNews {
  readonly actor: string
  readonly at: Date
  tell(change: AlarmChange, alarm: AlarmSummary): void
  tellCase(change: CaseChange, record: CaseSummary): void
  log(alarmId: number, kind: AlarmEventKind, note?: string): void
  /** Each alarm that was told of, as it was told last. */
  alarms(): AlarmSummary[]
  /** Writes log and feed. Answers whether there was anything for the feed. */
  write(transaction: Queryable): Promise<boolean>
}

/** No news yet, of what `actor` does `at` this time. */
export function createAlarmNews(actor: string, at: Date): AlarmNews {
  const entries: FeedEntry[] = []
  const lines: LogLine[] = []
  return {
    actor,
    at,
    tell: (change, alarm) => void entries.push({ topic: 'alarm', change, alarm }),
    tellCase: (change, record) => void entries.push({ topic: 'case', change, case: record }),
    log: (alarmId, kind, note = '') => void lines.push({ alarmId, kind, note }),
    alarms() {
      const latest = new Map<number, AlarmSummary>()
      for (const entry of entries) if (entry.topic === 'alarm') latest.set(entry.alarm.id, entry.alarm)
      return [...latest.values()]
    },
    async write(transaction) {
      if (lines.length > 0) {
        await transaction.query(
          `insert into alarm_events (alarm_id, at, kind, actor, note)
           select (line ->> 'alarmId')::bigint, $2, line ->> 'kind', $3, line ->> 'note'
             from jsonb_array_elements($1::jsonb) with ordinality as lines (line, place) order by place`,
          [JSON.stringify(lines), at, actor],
        )
      }
      if (entries.length > 0) await appendFeedAll(transaction, entries)
      return entries.length > 0
    },
  }
}
