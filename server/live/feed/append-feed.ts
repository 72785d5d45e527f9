import type { AlarmSummary } from '../../contract/api/alarms.ts'
import type { CaseSummary } from '../../contract/api/cases.ts'
import type { AlarmChange, CaseChange } from '../../contract/live.ts'
import type { Queryable } from '../../db/database.ts'

/** A change that every screen of its area shall see. */
export type FeedEntry =
  | { topic: 'case'; change: CaseChange; case: CaseSummary }
  | { topic: 'alarm'; change: AlarmChange; alarm: AlarmSummary }

/** The key of the advisory lock that orders the feed: 'feed' in ASCII. */
const FEED_LOCK = 0x66656564

/**
 * Appends to the feed inside the transaction that makes the change, and answers the entry's sequence number. From here
 * to the commit all other appends wait, so numbers become visible in order and without a gap: call it as the last thing
 * in the transaction, and `app.feed.committed()` after it.
 */
export async function appendFeed(transaction: Queryable, entry: FeedEntry): Promise<number> {
  const { topic, ...payload } = entry
  const areaCode = entry.topic === 'case' ? entry.case.areaCode : entry.alarm.areaCode
  // A statement of its own: the next one then sees what was committed while this one waited.
  await transaction.query('select pg_advisory_xact_lock($1)', [FEED_LOCK])
  const { rows } = await transaction.query<{ seq: string }>(
    `insert into feed (seq, at, topic, area_code, payload)
     select coalesce(max(seq), 0) + 1, now(), $1, $2, $3 from feed
     returning seq`,
    [topic, areaCode, JSON.stringify(payload)],
  )
  return Number(rows[0].seq)
}
