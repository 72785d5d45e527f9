import type { FeedEvent } from '../../contract/live.ts'
import type { Queryable } from '../../db/database.ts'

/** An event with the area that decides who may see it. */
export interface FeedRow {
  areaCode: string
  event: FeedEvent
}

/** Whether a screen of this scope is told: of what is within it, and of what is commanded above it. As `readFeed`. */
export function isSeenFrom({ areaCode, event }: FeedRow, scopeCode: string): boolean {
  return areaCode.startsWith(scopeCode) || (event.topic === 'command' && scopeCode.startsWith(areaCode))
}

/** The numbers of the oldest and the newest event that is kept; both 0 in a feed that never had one. */
export async function readFeedRange(database: Queryable): Promise<{ oldestSeq: number; headSeq: number }> {
  const { rows } = await database.query<{ oldest: string | null; head: string | null }>(
    'select min(seq) as oldest, max(seq) as head from feed',
  )
  return { oldestSeq: Number(rows[0].oldest ?? 0), headSeq: Number(rows[0].head ?? 0) }
}

/** Events after `sinceSeq` and up to `untilSeq` in a scope, in order, at most `limit`. */
export async function readFeed(
  database: Queryable, sinceSeq: number, untilSeq: number, scopeCode: string, limit: number,
): Promise<FeedRow[]> {
  const { rows } = await database.query<{
    seq: string; at: Date; topic: FeedEvent['topic']; area_code: string; payload: object
  }>(
    `select seq, at, topic, area_code, payload from feed
      where seq > $1 and seq <= $2 and (area_code like $3 || '%' or (topic = 'command' and starts_with($3, area_code)))
      order by seq limit $4`,
    [sinceSeq, untilSeq, scopeCode, limit],
  )
  return rows.map(({ seq, at, topic, area_code, payload }) => ({
    areaCode: area_code,
    event: { seq: Number(seq), at: at.toISOString(), topic, ...payload } as FeedEvent,
  }))
}

/** Deletes events older than `days`. The newest one always stays, since the next number is counted from it. */
export async function trimFeed(database: Queryable, days: number): Promise<number> {
  const { rowCount } = await database.query(
    `delete from feed where at < now() - make_interval(days => $1) and seq < (select max(seq) from feed)`,
    [days],
  )
  return rowCount ?? 0
}
