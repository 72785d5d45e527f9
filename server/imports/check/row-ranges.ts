import type { ImportLayer } from '../../contract/api/imports.ts'
import type { Queryable } from '../../db/database.ts'

/**
 * Calls `work` for the rows of these layers in ranges of `size` row numbers, from ≤ row_number < to, so that each
 * statement is short: the embedded database does one thing at a time, and phones wait meanwhile.
 */
export async function eachRowRange(
  database: Queryable,
  importId: number,
  layers: readonly ImportLayer[],
  size: number,
  work: (source: number, from: number, to: number) => Promise<unknown>,
): Promise<void> {
  const { rows } = await database.query<{ source: number; last: number }>(
    `select source, max(row_number) as last from staged_records
      where import_id = $1 and layer = any($2) group by source order by source`,
    [importId, layers],
  )
  for (const { source, last } of rows) {
    for (let from = 0; from <= last; from += size) await work(source, from, from + size)
  }
}
