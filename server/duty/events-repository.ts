import type { DutyEvent, DutyState } from '../contract/api/duty.ts'
import { SOS_ALARM_TYPE } from '../contract/api/alarms.ts'
import type { Database, Queryable } from '../db/database.ts'
import type { Episode, JournalEntries } from './state-journal.ts'

/** The episodes that are stored without an end. */
export async function readOpenEpisodes(database: Queryable): Promise<Episode[]> {
  const { rows } = await database.query<{ worker_id: number; state: DutyState; from_at: Date }>(
    'select worker_id, state, from_at from duty_events where to_at is null',
  )
  return rows.map(({ worker_id, state, from_at }) => ({
    workerId: worker_id, state, fromMs: from_at.getTime(), toMs: null,
  }))
}

/** Stores what a journal noticed, all of it or nothing; once more is no harm. Workers who have left are passed over. */
export async function writeEpisodes(database: Database, { begun, ended }: JournalEntries): Promise<void> {
  await database.transaction(async (transaction) => {
    if (ended.length > 0) {
      await transaction.query(
        `update duty_events as event set to_at = greatest(to_timestamp(ended.to_ms / 1000), event.from_at)
           from unnest($1::int[], $2::text[], $3::float8[]) as ended (worker_id, state, to_ms)
          where event.worker_id = ended.worker_id and event.state = ended.state and event.to_at is null`,
        [ended.map(({ workerId }) => workerId), ended.map(({ state }) => state), ended.map(({ toMs }) => toMs)],
      )
    }
    if (begun.length === 0) return
    await transaction.query(
      `insert into duty_events (worker_id, state, from_at, to_at)
       select worker_id, state, from_at, to_at from (
         select worker_id, state, to_timestamp(from_ms / 1000) as from_at, to_timestamp(to_ms / 1000) as to_at
           from unnest($1::int[], $2::text[], $3::float8[], $4::float8[]) as t (worker_id, state, from_ms, to_ms)
       ) as begun
        where exists (select from workers where id = begun.worker_id)
          and not exists (
            select from duty_events as known
             where known.worker_id = begun.worker_id and known.state = begun.state and known.from_at = begun.from_at
               and known.to_at is not distinct from begun.to_at)
       on conflict (worker_id, state) where to_at is null do nothing`,
      [
        begun.map(({ workerId }) => workerId), begun.map(({ state }) => state),
        begun.map(({ fromMs }) => fromMs), begun.map(({ toMs }) => toMs),
      ],
    )
  })
}

/** The episodes of a worker that overlap from ≤ t < to, oldest first. */
export async function listEvents(
  database: Queryable, workerId: number, fromMs: number, toMs: number, limit: number,
): Promise<DutyEvent[]> {
  const { rows } = await database.query<{ id: string; state: DutyState; from_at: Date; to_at: Date | null }>(
    `select id, state, from_at, to_at from duty_events
      where worker_id = $1 and from_at < $3 and (to_at is null or to_at > $2)
      order by from_at desc, id desc limit $4`,
    [workerId, new Date(fromMs), new Date(toMs), limit],
  )
  return rows.toReversed().map((row) => ({
    id: Number(row.id), state: row.state, from: row.from_at.toISOString(), to: row.to_at?.toISOString() ?? null,
  }))
}

/** Deletes episodes that ended more than `days` ago. */
export async function trimEpisodes(database: Queryable, days: number): Promise<void> {
  await database.query('delete from duty_events where to_at < now() - make_interval(days => $1)', [days])
}

/** The workers who call for help, with since when. */
export async function readCallsForHelp(database: Queryable): Promise<{ workerId: number; sinceMs: number }[]> {
  const { rows } = await database.query<{ worker_id: number; started_at: Date }>(
    'select worker_id, started_at from alarms where type = $1 and not cleared and worker_id is not null',
    [SOS_ALARM_TYPE],
  )
  return rows.map(({ worker_id, started_at }) => ({ workerId: worker_id, sinceMs: started_at.getTime() }))
}
