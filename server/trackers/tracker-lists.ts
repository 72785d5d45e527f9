import {
  CLOCK_TOLERANCE_MS, type NewTrackerBody, type TrackerPage, type TrackerPatch, type TrackerRecord, type TrackersQuery,
} from '../contract/api/trackers.ts'
import type { Queryable } from '../db/database.ts'

const DEFAULT_LIMIT = 100

interface TrackerRow extends Omit<TrackerRecord, 'createdAt' | 'lastHeardAt' | 'clockAheadMs'> {
  created_at: Date
  last_heard_at: Date | null
  clock_ahead_ms: string | null
}

const SELECT_TRACKERS = `
  select key, worker_id as "workerId", number as "workerNumber", name as "workerName", name_en as "workerNameEn",
         area_code as "areaCode", trackers.kind, label, datum, speed_unit as "speedUnit",
         key = device_key as "isOwnPhone", created_at, last_heard_at, last_protocol as "lastProtocol", clock_ahead_ms,
         terminal
    from trackers join workers on workers.id = worker_id`

function recordOf({ created_at, last_heard_at, clock_ahead_ms, ...row }: TrackerRow): TrackerRecord {
  return {
    ...row,
    createdAt: created_at.toISOString(),
    lastHeardAt: last_heard_at?.toISOString() ?? null,
    clockAheadMs: clock_ahead_ms === null ? null : Number(clock_ahead_ms),
  }
}

/** A page of the trackers of a scope, by key. Silent is who was not heard for `silentAfterMinutes`. */
export async function listTrackers(
  database: Queryable, query: TrackersQuery, scopeCode: string, silentAfterMinutes: number,
): Promise<TrackerPage> {
  const values: unknown[] = []
  const parameter = (value: unknown) => `$${values.push(value)}`
  const conditions = [`area_code like ${parameter(scopeCode)} || '%'`]
  if (query.worker !== undefined) conditions.push(`worker_id = ${parameter(query.worker)}`)
  if (query.text !== undefined) {
    // strpos, since a text may hold what means something to like
    const text = parameter(query.text.toLowerCase())
    conditions.push(`strpos(lower(concat_ws(' ', key, label, number, name, name_en)), ${text}) > 0`)
  }
  if (query.after !== undefined) conditions.push(`key > ${parameter(query.after)}`)
  const silent = () => `last_heard_at < now() - make_interval(mins => ${parameter(silentAfterMinutes)}::int)`
  if (query.trouble === 'clock') conditions.push(`abs(clock_ahead_ms) > ${parameter(CLOCK_TOLERANCE_MS)}`)
  if (query.trouble === 'never-heard') conditions.push('last_heard_at is null')
  if (query.trouble === 'silent') conditions.push(`coalesce(${silent()}, true)`)
  const limit = query.limit ?? DEFAULT_LIMIT
  const { rows } = await database.query<TrackerRow>(
    `${SELECT_TRACKERS} where ${conditions.join(' and ')} order by key limit ${parameter(limit + 1)}`,
    values,
  )
  const trackers = rows.slice(0, limit).map(recordOf)
  return { trackers, next: rows.length > limit ? trackers.at(-1)!.key : null }
}

/** The tracker of a scope with this key, or null. */
export async function findTracker(database: Queryable, key: string, scopeCode: string): Promise<TrackerRecord | null> {
  const { rows } = await database.query<TrackerRow>(
    `${SELECT_TRACKERS} where key = $1 and area_code like $2 || '%'`, [key, scopeCode],
  )
  return rows.length === 0 ? null : recordOf(rows[0])
}

/** Registers a tracker. 'no-worker' where the scope has no such worker, 'taken' where the key is registered already. */
export async function insertTracker(
  database: Queryable, tracker: NewTrackerBody, scopeCode: string,
): Promise<'done' | 'no-worker' | 'taken'> {
  const { key, workerId, kind = 'phone', label = '', datum = 'wgs84', speedUnit = 'knots' } = tracker
  const { rows } = await database.query<{ worker: number; added: number }>(
    `with worker as (select id from workers where id = $2 and area_code like $7 || '%'),
          added as (insert into trackers (key, worker_id, kind, label, datum, speed_unit)
                    select $1, id, $3, $4, $5, $6 from worker on conflict (key) do nothing returning key)
     select (select count(*)::int from worker) as worker, (select count(*)::int from added) as added`,
    [key, workerId, kind, label, datum, speedUnit, scopeCode],
  )
  return rows[0].worker === 0 ? 'no-worker' : rows[0].added === 0 ? 'taken' : 'done'
}

/** Changes the habits of a tracker. */
export async function updateTracker(database: Queryable, key: string, patch: TrackerPatch): Promise<void> {
  await database.query(
    `update trackers
        set label = coalesce($2, label), datum = coalesce($3, datum), speed_unit = coalesce($4, speed_unit),
            terminal = case when $5 then null else terminal end
      where key = $1`,
    [key, patch.label, patch.datum, patch.speedUnit, patch.terminal === null],
  )
}

/** Takes a tracker off the register. */
export async function deleteTracker(database: Queryable, key: string): Promise<void> {
  await database.query('delete from trackers where key = $1', [key])
}
