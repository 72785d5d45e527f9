import type { Queryable } from '../../db/database.ts'
import { ALARM_BIT_TYPES, wordOfType } from './alarm-bits.ts'

/** Keys of the boxes of a worker. */
export async function boxKeys(database: Queryable, workerId: number): Promise<string[]> {
  const { rows } = await database.query<{ key: string }>(
    `select key from trackers where worker_id = $1 and (kind = 'box' or terminal is not null) order by key`, [workerId],
  )
  return rows.map(({ key }) => key)
}

/** The workers of their boxes, by key. */
export async function boxesOfWorkers(database: Queryable, workerIds: readonly number[]): Promise<Map<string, number>> {
  const { rows } = await database.query<{ key: string; worker_id: number }>(
    `select key, worker_id from trackers where worker_id = any($1::int[]) and (kind = 'box' or terminal is not null)`,
    [workerIds],
  )
  return new Map(rows.map(({ key, worker_id }) => [key, worker_id]))
}

/** By worker, the bits of the alarms that boxes have raised and that are not cleared. */
export async function readOpenAlarms(database: Queryable): Promise<Map<number, number>> {
  const { rows } = await database.query<{ worker_id: number; type: string }>(
    `select worker_id, type from alarms where not cleared and worker_id is not null and type = any($1::text[])`,
    [ALARM_BIT_TYPES],
  )
  const words = new Map<number, number>()
  for (const { worker_id, type } of rows) words.set(worker_id, ((words.get(worker_id) ?? 0) | wordOfType(type)) >>> 0)
  return words
}
