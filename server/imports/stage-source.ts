import type { Geometry } from 'geojson'
import type { Source, SourceRow } from '../../geodata/import/source.ts'
import type { SourceOptions } from '../contract/api/imports.ts'
import type { Queryable } from '../db/database.ts'
import { refusedSeverity } from './severity.ts'
import { stagedKeys } from './staged-keys.ts'

/** Rows sent to the database at a time, or fewer of them with this many corners together. */
const BATCH_ROWS = 400
const BATCH_VERTICES = 20_000

/** So many problems are no row or two: the mapping or the datum is wrong, and the rest need not be read. */
export const MOST_PROBLEMS = 5_000

export interface StagedCounts {
  rows: number
  refusedRows: number
}

export interface Staging {
  database: Queryable
  importId: number
  /** Index into imports.sources. */
  index: number
  source: Source
  options: SourceOptions
  /** Called after each batch. May throw to end the reading. */
  onBatch(): Promise<void>
}

/**
 * Reads a file to its end into staged_records, each problem of a row as a finding, with one batch of rows in memory.
 * Throws RangeError where nearly nothing of it can be used.
 */
export async function stageSource(staging: Staging): Promise<StagedCounts> {
  const { database, importId, index, source, options, onBatch } = staging
  const counts: StagedCounts = { rows: 0, refusedRows: 0 }
  let problems = 0
  let batch: SourceRow[] = []
  let vertices = 0
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await writeBatch(database, importId, index, options, batch)
    batch = []
    vertices = 0
    await onBatch()
  }
  for await (const row of source.rows()) {
    counts.rows++
    if (row.problems.some(({ refused }) => refused)) counts.refusedRows++
    problems += row.problems.filter(({ kind }) => kind !== 'repaired').length
    batch.push(row)
    vertices += countVertices(row.shape)
    if (batch.length >= BATCH_ROWS || vertices >= BATCH_VERTICES) await flush()
    if (problems > MOST_PROBLEMS) {
      await flush()
      throw new RangeError(
        `More than ${MOST_PROBLEMS} problems in the first ${counts.rows} rows: see the findings; the datum, the ` +
          'encoding or the mapping of the fields is probably not that of the file',
      )
    }
  }
  await flush()
  return counts
}

async function writeBatch(
  database: Queryable,
  importId: number,
  index: number,
  { layer }: SourceOptions,
  rows: readonly SourceRow[],
): Promise<void> {
  const keys = rows.map(({ fields }) => stagedKeys(layer, fields))
  await database.query(
    `insert into staged_records (import_id, source, layer, row_number, fields, shape, refused, code, parent_code, level)
     select $1, $2, $3, a, b, st_setsrid(st_geomfromgeojson(c), 4326), d, e, f, g
       from unnest($4::int[], $5::jsonb[], $6::text[], $7::bool[], $8::text[], $9::text[], $10::text[])
         as t (a, b, c, d, e, f, g)`,
    [
      importId, index, layer,
      rows.map(({ row }) => row),
      rows.map(({ fields }) => JSON.stringify(fields)),
      rows.map(({ shape }) => (shape === null ? null : JSON.stringify(shape))),
      rows.map(({ problems }) => problems.some(({ refused }) => refused)),
      keys.map(({ code }) => code),
      keys.map(({ parentCode }) => parentCode),
      keys.map(({ level }) => level),
    ],
  )
  const problems = rows.flatMap(({ row, problems }, k) =>
    problems.map((problem) => ({ row, code: keys[k].code, ...problem })),
  )
  if (problems.length === 0) return
  const refusal = refusedSeverity(layer)
  await database.query(
    `insert into findings (import_id, source, layer, row_number, kind, severity, codes, detail, shape)
     select $1, $2, $3, a, b, c, case when d is null then '{}' else array[d] end, e,
            (select box2d(shape)::geometry from staged_records
              where import_id = $1 and staged_records.source = $2 and staged_records.row_number = a)
       from unnest($4::int[], $5::text[], $6::text[], $7::text[], $8::jsonb[]) with ordinality as t (a, b, c, d, e, n)
      order by n`,
    [
      importId, index, layer,
      problems.map(({ row }) => row),
      problems.map(({ kind }) => kind),
      problems.map(({ kind, refused }) => (refused ? refusal : kind === 'repaired' ? 'note' : 'warning')),
      problems.map(({ code }) => code),
      problems.map(({ detail, refused }) =>
        JSON.stringify({ ...detail, ...(refused && { leftOut: refusal === 'warning' }) }),
      ),
    ],
  )
}

function countVertices(shape: Geometry | null): number {
  switch (shape?.type) {
    case 'MultiPolygon':
      return shape.coordinates.flat().reduce((sum, ring) => sum + ring.length, 0)
    case 'MultiLineString':
      return shape.coordinates.reduce((sum, line) => sum + line.length, 0)
    default:
      return 1
  }
}
