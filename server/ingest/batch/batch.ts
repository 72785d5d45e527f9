import type { Datum } from '../../contract/api/cases.ts'
import { MOST_ROWS } from '../../contract/api/ingest.ts'
import { badInput } from '../../errors.ts'
import { type BatchRow, readRow } from './read-row.ts'

/** Rows of many devices, checked. */
export interface Batch {
  /** Of all places; undefined: of each device its own. */
  datum: Datum | undefined
  rows: BatchRow[]
  /** The name of a field of row i, as errors give it. */
  fieldOf(i: number, field: string): string
  /** Row i as it came: a line, or an object of JSON. */
  rawOf(i: number): string | object
}

const LONGEST_LINE = 4096
const DATUMS: ReadonlySet<unknown> = new Set<Datum>(['wgs84', 'gcj02', 'bd09'])
const KNOWN: ReadonlySet<string> = new Set(['datum', 'positions'])

/** Reads the datum that a request names. Throws ReplyError 400 for one that we do not know. */
export function readDatum(datum: unknown): Datum | undefined {
  if (datum !== undefined && !DATUMS.has(datum)) throw badInput('datum', datum, `one of ${[...DATUMS].join(', ')}`)
  return datum as Datum | undefined
}

/** Reads a parsed JSON batch, admitting exactly what the schema PositionBatchBody does. Throws ReplyError 400 that
 * names the row by its index, the field, the value and what was expected. */
export function readBatch(body: unknown): Batch {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw badInput('body', body, 'type object')
  const { datum, positions } = body as Record<string, unknown>
  if (positions === undefined) throw badInput('positions', undefined, 'a value')
  for (const name in body) {
    if (!KNOWN.has(name)) throw badInput(name, (body as Record<string, unknown>)[name], `only ${[...KNOWN].join(', ')}`)
  }
  readDatum(datum)
  if (!Array.isArray(positions)) throw badInput('positions', positions, 'type array')
  if (positions.length === 0) throw badInput('positions', positions, 'at least 1 items')
  const { length } = positions
  if (length > MOST_ROWS) throw badInput('positions', `${length} items`, `at most ${MOST_ROWS} items`)
  const fieldOf = (i: number, field?: string) => (field === undefined ? `positions.${i}` : `positions.${i}.${field}`)
  let i = 0
  const where = (field?: string) => fieldOf(i, field)
  const rows: BatchRow[] = []
  for (; i < length; i++) rows.push(readRow(positions[i], where))
  return { datum: readDatum(datum), rows, fieldOf, rawOf: (i) => positions[i] }
}

/** Reads NDJSON, a row a line; blank lines are none. Throws as `readBatch`, naming the line, the first being 1. */
export function readBatchLines(text: string, datum: Datum | undefined): Batch {
  const rows: BatchRow[] = []
  const lines: { number: number; text: string }[] = []
  let number = 0
  const where = (field?: string) => (field === undefined ? `line ${number}` : `line ${number}.${field}`)
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    number++
    if (end - start > LONGEST_LINE) {
      throw badInput(where(), text.slice(start, start + LONGEST_LINE), `at most ${LONGEST_LINE} characters`)
    }
    const line = text.slice(start, end).trim()
    start = end + 1
    if (line === '') continue
    if (rows.length === MOST_ROWS) throw badInput('body', `line ${number}`, `at most ${MOST_ROWS} rows`)
    rows.push(readRow(parseLine(line, where), where))
    lines.push({ number, text: line })
  }
  if (rows.length === 0) throw badInput('body', text, 'at least one row of JSON, a row a line')
  return {
    datum,
    rows,
    fieldOf: (i, field) => `line ${lines[i].number}.${field}`,
    rawOf: (i) => lines[i].text,
  }
}

function parseLine(line: string, where: () => string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw badInput(where(), line, 'a row of JSON')
  }
}
