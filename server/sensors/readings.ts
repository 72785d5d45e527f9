import type { ReadingColumns } from '../contract/api/sensors.ts'
import type { Queryable } from '../db/database.ts'

/** More readings than this are summed up. */
export const MOST_POINTS = 2000
/** How many spans they are summed up in, about. */
const SPANS = 500
/** Widths that people can read: a second to a day. */
const WIDTHS_MS = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 7200, 21_600, 86_400].map((seconds) => seconds * 1000)

/** One measure of a device from `fromMs` (inclusive) to `toMs`, as they are or in spans; Unix milliseconds. */
export async function readReadings(
  database: Queryable, deviceId: number, measure: string, fromMs: number, toMs: number,
): Promise<Omit<ReadingColumns, 'measure' | 'unit'>> {
  const range = [deviceId, measure, new Date(fromMs), new Date(toMs)]
  const { rows } = await database.query<{ at: Date; value: number }>(
    `select recorded_at as at, value from readings
      where device_id = $1 and measure = $2 and recorded_at >= $3 and recorded_at < $4
      order by recorded_at, sequence limit ${MOST_POINTS + 1}`,
    range,
  )
  if (rows.length <= MOST_POINTS) {
    const atMs = rows.map(({ at }) => at.getTime())
    return { bucketMs: null, atMs, value: rows.map(({ value }) => value), least: [], most: [] }
  }
  const bucketMs = WIDTHS_MS.find((width) => (toMs - fromMs) / width <= SPANS) ?? WIDTHS_MS.at(-1)!
  const spans = await database.query<{ span: number; mean: number; least: number; most: number }>(
    `select floor(extract(epoch from recorded_at)::float8 * 1000 / $5::float8) as span,
            avg(value) as mean, min(value) as least, max(value) as most
       from readings
      where device_id = $1 and measure = $2 and recorded_at >= $3 and recorded_at < $4
      group by span order by span`,
    [...range, bucketMs],
  )
  return {
    bucketMs,
    atMs: spans.rows.map(({ span }) => span * bucketMs),
    value: spans.rows.map(({ mean }) => mean),
    least: spans.rows.map(({ least }) => least),
    most: spans.rows.map(({ most }) => most),
  }
}
