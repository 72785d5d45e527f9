import type { FastifyInstance } from 'fastify'
import type { CaseChanged } from '../cases/case-draft.ts'
import { systemTaker } from '../cases/flow/standing.ts'
import { allOf } from '../cases/write-drafts.ts'
import type { Queryable } from '../db/database.ts'
import { appendFeedAll } from '../live/feed/append-feed.ts'
import { findRepeats, type Repeat } from './find-repeats.ts'
import { readRepeatPolicy } from './repeat-policy.ts'

type App = Pick<FastifyInstance, 'database' | 'cases' | 'feed' | 'city'>

/** Row of `settings`: the id of the last case that was looked at. */
const SEEN_SETTING = 'repeats-seen'
/** Cases of one transaction. */
const LOT = 200

const TAKER = systemTaker('重复诉求')

/** From the first start on new cases are looked at; what is there by then counts, and is not flagged but for the `last`. */
export async function beginRepeats(database: Queryable, last = 0): Promise<void> {
  await database.query(
    `insert into settings (key, value) select $1, to_jsonb(greatest(coalesce(max(id), 0) - $2::int, 0)) from cases
     on conflict (key) do nothing`,
    [SEEN_SETTING, last],
  )
}

/** Looks at all cases that came since the last time: flags each that repeats others, and gathers it with them. */
export async function sweepRepeats(app: App, nowMs: number): Promise<void> {
  while ((await sweepLot(app, nowMs)) === LOT);
}

async function sweepLot(app: App, nowMs: number): Promise<number> {
  const { looked, isNews } = await app.database.transaction(async (transaction) => {
    // the row is the lock: of several processes one looks at a case
    const { rows: [{ seen }] } = await transaction.query<{ seen: number }>(
      'select (value #>> array[]::text[])::float8 as seen from settings where key = $1 for update', [SEEN_SETTING],
    )
    const { rows } = await transaction.query<{ id: number }>(
      'select id::float8 as id from cases where id > $1 order by id limit $2', [seen, LOT],
    )
    if (rows.length === 0) return { looked: 0, isNews: false }
    const ids = rows.map(({ id }) => id)
    const repeats = await findRepeats(transaction, ids, await readRepeatPolicy(transaction), app.city)
    const changes: CaseChanged[] = []
    for (const repeat of repeats) {
      changes.push(await flag(app, transaction, repeat, nowMs))
      await gather(transaction, repeat, nowMs)
    }
    await transaction.query('update settings set value = $2::jsonb where key = $1', [SEEN_SETTING, String(ids.at(-1))])
    if (changes.length > 0) {
      await appendFeedAll(transaction, changes.flatMap(allOf).map(({ events, summary }) => ({
        topic: 'case', change: events[0].kind, case: summary,
      })))
    }
    return { looked: rows.length, isNews: changes.length > 0 }
  })
  if (isNews) app.feed.committed()
  return looked
}

function flag({ cases }: App, transaction: Queryable, repeat: Repeat, atMs: number): Promise<CaseChanged> {
  const { caseId, kind, caseIds } = repeat
  const what = kind === 'place' ? '同一地点同类' : '同一反映人'
  return cases.annotateWithin(transaction, {
    caseId, kind: 'flag', note: `${what}第 ${caseIds.length} 次反映`, detail: { limit: 'repeat', kind }, taker: TAKER, atMs,
  })
}

async function gather(transaction: Queryable, { kind, key, caseIds }: Repeat, nowMs: number): Promise<void> {
  const { rows } = await transaction.query<{ id: string }>(
    `insert into repeat_groups (kind, key, made_at, last_at) values ($1, $2, $3, $3)
     on conflict (kind, key) where state <> 'done' do update set last_at = excluded.last_at returning id`,
    [kind, key, new Date(nowMs)],
  )
  await transaction.query(
    'insert into repeat_cases (group_id, case_id) select $1, unnest($2::bigint[]) on conflict do nothing',
    [rows[0].id, caseIds],
  )
}
