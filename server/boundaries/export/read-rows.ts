import type { Geometry } from 'geojson'
import { readWkb } from '../../../geodata/import/formats/wkb.ts'
import type { Queryable } from '../../db/database.ts'
import type { ExportedLayer } from './exported-layers.ts'

/** Few enough that a statement is over soon, with boundaries of thousands of vertices too. */
const ROWS_A_CHUNK = 500

export interface ExportedRow {
  /** By column, in the order of the layer's. */
  values: Record<string, unknown>
  /** WGS-84 with every digit. */
  geometry: Geometry | null
}

/** The rows of a layer as they are in force, a chunk at a time. */
export async function* readRows(
  database: Queryable,
  { columns, shape, from, where = '$3::int is not null', key }: ExportedLayer,
  versionId: number,
): AsyncGenerator<ExportedRow> {
  const names = Object.keys(columns)
  const selected = Object.values(columns).map((column, index) => `${column} as c${index}`)
  const wkb = shape === undefined ? 'null' : `st_asbinary(${shape})`
  const sql = `select ${selected.join(', ')}, ${wkb} as shape, ${key.column} as after
    from ${from} where ($1::${key.type} is null or ${key.column} > $1) and ${where} order by ${key.column} limit $2`
  let after: unknown = null
  for (;;) {
    const { rows } = await database.query<Record<string, unknown>>(sql, [after, ROWS_A_CHUNK, versionId])
    for (const row of rows) {
      yield {
        values: Object.fromEntries(names.map((name, index) => [name, row[`c${index}`]])),
        geometry: row.shape === null ? null : readWkb(row.shape as Buffer),
      }
    }
    if (rows.length < ROWS_A_CHUNK) return
    after = rows.at(-1)!.after
  }
}
