import type { Database, Queryable } from '../db/database.ts'
import type { CityTime } from '../org/city-time.ts'
import { monthOf, monthStartMs, shiftMonth } from './months.ts'

/** A server that was away for longer makes no lists of what is that old. */
const MOST_MISSED = 12

/**
 * Makes the lists that are due: of the month that it is, and of those since the last one that was made. A list follows
 * from the log of the month before it alone, so it is the same whenever it is made; what was solved since is struck
 * off at once.
 */
export async function makeLists(database: Database, time: CityTime, nowMs: number): Promise<void> {
  const current = monthOf(nowMs, time)
  const { rows } = await database.query<{ last: string | null }>('select max(month) as last from lookback_months')
  const last = rows[0].last ?? shiftMonth(current, -1)
  const oldest = shiftMonth(current, 1 - MOST_MISSED)
  const next = shiftMonth(last, 1)
  for (let month = next > oldest ? next : oldest; month <= current; month = shiftMonth(month, 1)) {
    await database.transaction((transaction) => makeList(transaction, month, time, nowMs))
  }
}

async function makeList(transaction: Queryable, month: string, time: CityTime, nowMs: number): Promise<void> {
  const now = new Date(nowMs)
  const made = await transaction.query(
    'insert into lookback_months (month, made_at) values ($1, $2) on conflict do nothing', [month, now],
  )
  // another process was quicker
  if (made.rowCount === 0) return
  const [from, to] = [shiftMonth(month, -1), month].map((one) => new Date(monthStartMs(one, time)))
  // what the citizen said last of each question counts: who was asked again and is content now is not on the list
  await transaction.query(
    `insert into lookback_entries (month, case_id, visited_at, solved, satisfied, note)
     select $1, case_id, visited_at, solved, satisfied, note
       from (select case_id, max(at) as visited_at, (array_agg(note order by case_events.id desc))[1] as note,
                    (array_agg((detail ->> 'solved')::boolean order by case_events.id desc)
                      filter (where detail ->> 'solved' is not null))[1] as solved,
                    (array_agg((detail ->> 'satisfied')::boolean order by case_events.id desc)
                      filter (where detail ->> 'satisfied' is not null))[1] as satisfied
               from case_events join cases on cases.id = case_id
              where kind = 'revisit' and at >= $2 and at < $3 and mode <> 'drill'
              group by case_id) as visited
      where not coalesce(solved, true) or not coalesce(satisfied, true)
      order by case_id`,
    [month, from, to],
  )
  await transaction.query(
    `update lookback_entries set struck_at = $2 from cases
      where month = $1 and cases.id = case_id and coalesce(cases.solved, true) and coalesce(cases.satisfied, true)`,
    [month, now],
  )
}
