import type { Queryable } from '../db/database.ts'
import type { Tracker } from '../ingest/intake.ts'

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
