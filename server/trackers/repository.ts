import { binaryArray } from '../db/binary-array.ts'
import type { Queryable } from '../db/database.ts'
import type { Tracker } from '../ingest/intake.ts'
import type { TrackerNote } from './tracker-notes.ts'

/** Reads all devices that may send positions, each with the area of its worker. */
export async function readTrackers(database: Queryable): Promise<Tracker[]> {
  const { rows } = await database.query<Tracker>(
    `select key, worker_id as "workerId", area_code as "areaCode", trackers.kind, datum, speed_unit as "speedUnit",
            terminal
       from trackers join workers on workers.id = worker_id`,
  )
  return rows
}

/** Binds a terminal to its number where none is bound yet; whether it is bound to that number now. */
export async function bindTerminal(database: Queryable, key: string, terminal: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `update trackers set terminal = $2 where key = $1 and coalesce(terminal, $2) = $2`,
    [key, terminal],
  )
  return rowCount === 1
}

/** Writes when devices were heard and how their clocks go. What is newer already stays. */
export async function saveNotes(database: Queryable, notes: readonly TrackerNote[]): Promise<void> {
  // In the order of their keys: two processes that write the same ones wait for each other.
  const sorted = notes.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  await database.query(
    `update trackers
        set last_heard_at = heard_at, last_protocol = protocol, clock_ahead_ms = coalesce(ahead_ms, clock_ahead_ms)
       from unnest($1::text[], $2::timestamptz[], $3::text[], $4::float8[]) as note (key, heard_at, protocol, ahead_ms)
      where trackers.key = note.key and coalesce(last_heard_at <= heard_at, true)`,
    [
      binaryArray('text', sorted.map(({ key }) => key)),
      binaryArray('timestamptz', sorted.map(({ heardAtMs }) => heardAtMs)),
      binaryArray('text', sorted.map(({ protocol }) => protocol)),
      binaryArray('float8', sorted.map(({ clockAheadMs }) => clockAheadMs)),
    ],
  )
}
