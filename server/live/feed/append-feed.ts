import type { AlarmSummary } from '../../contract/api/alarms.ts'
import type { CaseSummary } from '../../contract/api/cases.ts'
import type { CommandSummary } from '../../contract/api/command.ts'
import type { AlarmChange, CaseChange, CommandChange } from '../../contract/live.ts'
import type { Queryable } from '../../db/database.ts'

/** A change that every screen of its area shall see. */
export type FeedEntry =
  | { topic: 'case'; change: CaseChange; case: CaseSummary }
  | { topic: 'alarm'; change: AlarmChange; alarm: AlarmSummary }
  | { topic: 'command'; change: CommandChange; command: CommandSummary }

/** The key of the advisory lock that orders the feed: 'feed' in ASCII. */
const FEED_LOCK = 0x66656564

/**
 * Appends to the feed inside the transaction that makes the change, and answers the entry's sequence number. From here
 * to the commit all other appends wait, so numbers become visible in order and without a gap: call it as the last thing
 * in the transaction, and `app.feed.committed()` after it.
 */
export async function appendFeed(transaction: Queryable, entry: FeedEntry): Promise<number> {
  return appendFeedAll(transaction, [entry])
}

/** As `appendFeed` for several entries, numbered in their order; answers the last one's number. At least one. */
export async function appendFeedAll(transaction: Queryable, entries: readonly FeedEntry[]): Promise<number> {
  const rows = entries.map((entry) => {
    const { topic, ...payload } = entry
    return { topic, area_code: areaOf(entry), payload }
  })
  // A statement of its own: the next one then sees what was committed while this one waited.
  await transaction.query('select pg_advisory_xact_lock($1)', [FEED_LOCK])
  const { rows: appended } = await transaction.query<{ last: string }>(
    `with appended as (
       insert into feed (seq, at, topic, area_code, payload)
       select (select coalesce(max(seq), 0) from feed) + place, now(), entry ->> 'topic', entry ->> 'area_code',
              entry -> 'payload'
         from jsonb_array_elements($1::jsonb) with ordinality as entries (entry, place)
       returning seq
     )
     select max(seq) as last from appended`,
    [JSON.stringify(rows)],
  )
  return Number(appended[0].last)
}

function areaOf(entry: FeedEntry): string {
  switch (entry.topic) {
    case 'case':
      return entry.case.areaCode
    case 'alarm':
      return entry.alarm.areaCode
    case 'command':
      return entry.command.areaCode
  }
}
