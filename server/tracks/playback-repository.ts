import type { Queryable } from '../db/database.ts'
import type { FixColumns } from './sort-fixes.ts'

const YEAR_2000_MS = Date.UTC(2000, 0, 1)

/** The workers whose grid lies in all of these areas now, by id. */
export async function findWorkersIn(database: Queryable, areaCodes: readonly string[]): Promise<number[]> {
  const { rows } = await database.query<{ id: number }>(
    `select id from workers
      where not exists (select from unnest($1::text[]) as code where not starts_with(area_code, code))
      order by id`,
    [areaCodes],
  )
  return rows.map(({ id }) => id)
}

/**
 * The fixes of some workers with from ≤ recorded < to. They come packed: half a million rows would keep this process
 * busy for seconds, and their bytes do not. In no order: asked for by worker, the server would fetch each page of the
 * table once for every row in it.
 */
export async function readFixes(
  database: Queryable, workerIds: readonly number[], fromMs: number, toMs: number,
): Promise<FixColumns> {
  const { rows: [packed] } = await database.query<Record<'workerId' | 'at' | 'lngSteps' | 'latSteps', Buffer | null>>(
    `select string_agg(int4send(worker_id), '') as "workerId",
            string_agg(timestamptz_send(recorded_at), '') as at,
            string_agg(int4send((st_x(point) * 1e7::float8)::int4), '') as "lngSteps",
            string_agg(int4send((st_y(point) * 1e7::float8)::int4), '') as "latSteps"
       from positions
      where worker_id = any($1::int[]) and recorded_at >= $2 and recorded_at < $3`,
    [workerIds, new Date(fromMs), new Date(toMs)],
  )
  return {
    workerId: unpacked(packed.workerId),
    afterMs: unpackedTimes(packed.at, fromMs),
    lngSteps: unpacked(packed.lngSteps),
    latSteps: unpacked(packed.latSteps),
  }
}

/** PostgreSQL's int4, the most significant byte first. */
function unpacked(bytes: Buffer | null): Int32Array {
  const numbers = new Int32Array(bytes === null ? 0 : bytes.byteLength / 4)
  if (bytes === null) return numbers
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let i = 0; i < numbers.length; i++) numbers[i] = view.getInt32(i * 4)
  return numbers
}

/** PostgreSQL's timestamptz, 64 bits of microseconds since the year 2000, as whole milliseconds after `fromMs`. */
function unpackedTimes(bytes: Buffer | null, fromMs: number): Int32Array {
  const times = new Int32Array(bytes === null ? 0 : bytes.byteLength / 8)
  if (bytes === null) return times
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const sinceMs = fromMs - YEAR_2000_MS
  for (let i = 0; i < times.length; i++) {
    // Two halves, since a BigInt for each would cost more than all the rest; the sum is exact as far as 2255.
    const us = view.getInt32(i * 8) * 2 ** 32 + view.getUint32(i * 8 + 4)
    times[i] = Math.floor(us / 1000 - sinceMs)
  }
  return times
}
