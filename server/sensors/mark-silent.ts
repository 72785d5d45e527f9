import type { AlarmDesk, AlarmSignal } from '../alarms/alarm-desk.ts'
import type { Database } from '../db/database.ts'
import { RULES_ACTOR } from './write-readings.ts'

/** A device that seems silent: last heard then, as far as this process knows. */
export interface SilenceCandidate {
  id: number
  heardAtMs: number | null
  signal: AlarmSignal
}

/** Marks those as silent that nobody else has heard or marked meanwhile, raises their alarms, and answers their ids; all
 * in one transaction. */
export async function markSilent(
  database: Database, alarms: Pick<AlarmDesk, 'signalWithin'>, candidates: readonly SilenceCandidate[], nowMs: number,
): Promise<Set<number>> {
  return database.transaction(async (transaction) => {
    const { rows } = await transaction.query<{ device_id: number }>(
      `insert into device_states as state (device_id, heard_at, silent_since)
       select id, to_timestamp(heard_ms / 1000), to_timestamp($3::float8 / 1000)
         from unnest($1::int[], $2::float8[]) as t (device_id, heard_ms) join devices on id = device_id
        where not retired order by id
       on conflict (device_id) do update set silent_since = excluded.silent_since
        where state.silent_since is null and state.heard_at is not distinct from excluded.heard_at
       returning device_id`,
      [candidates.map(({ id }) => id), candidates.map(({ heardAtMs }) => heardAtMs), nowMs],
    )
    const marked = new Set(rows.map((row) => row.device_id))
    const signals = candidates.filter(({ id }) => marked.has(id)).map(({ signal }) => signal)
    if (signals.length > 0) await alarms.signalWithin(transaction, signals, RULES_ACTOR)
    return marked
  })
}
