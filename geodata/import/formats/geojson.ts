import { open, stat } from 'node:fs/promises'
import type { SourceOptions } from '../../../server/contract/api/imports.ts'
import { SourceError } from '../source-error.ts'
import type { RawRow, RawSource } from './raw-source.ts'
import { readFeature } from './read-feature.ts'
import { encodingOf, readText } from './read-text.ts'
import { type JsonFrame, splitFeatures } from './split-json.ts'
import { splitRecords } from './split-records.ts'

/** Of so many features the names are taken for the headers. */
const FEATURES_FOR_HEADERS = 200
const TAIL_BYTES = 4096
const HEAD_CHARACTERS = 1024 * 1024

/**
 * GeoJSON: a FeatureCollection, a list of features, one feature or geometry, or one of them in each line (RFC 8142 too,
 * with a record separator before each). Rows are numbered from 1.
 */
export async function openGeoJson(path: string, options: SourceOptions, linesExpected: boolean): Promise<RawSource> {
  const { size } = await stat(path)
  const encoding = await encodingOf(path, options.encoding)
  let bytesRead = 0
  const read = (): AsyncGenerator<string> => {
    bytesRead = 0
    return readText(path, encoding, (count) => {
      bytesRead += count
    })
  }
  const byLines = linesExpected || hasLines(await headOf(read()))
  const rows = (frame: JsonFrame = { text: '' }): AsyncGenerator<RawRow> =>
    byLines ? rowsOfLines(read()) : rowsOfDocument(read(), frame)

  const frame = { text: '' }
  const headers = await headersOf(rows(frame))
  bytesRead = 0
  const name = byLines ? undefined : (crsName(frame.text, 1) ?? crsName(await tailOf(path, size), 0))
  return {
    format: byLines ? 'ndjson' : 'geojson',
    headers,
    tables: [],
    hasGeometry: true,
    crs: name === undefined ? undefined : { name },
    bytes: size,
    bytesRead: () => bytesRead,
    rows,
    close: async () => {},
  }
}

async function* rowsOfDocument(chunks: AsyncIterable<string>, frame: JsonFrame): AsyncGenerator<RawRow> {
  let row = 0
  for await (const text of splitFeatures(chunks, frame)) yield readFeature(text, ++row)
  if (row > 0 || /^\s*\[\s*\]\s*$|"features"\s*:\s*\[\s*\]/.test(frame.text)) return
  const single = readFeature(frame.text, 1)
  if (single.unreadable) throw notGeoJson(frame.text)
  yield single
}

async function* rowsOfLines(chunks: AsyncIterable<string>): AsyncGenerator<RawRow> {
  let row = 0
  for await (const text of splitRecords(chunks)) yield readFeature(text, ++row)
}

async function headersOf(rows: AsyncGenerator<RawRow>): Promise<string[]> {
  const headers = new Set<string>()
  let count = 0
  let readable = 0
  let first: string | undefined
  for await (const { values, unreadable } of rows) {
    for (const header of Object.keys(values)) headers.add(header)
    if (!unreadable) readable++
    first ??= unreadable?.why
    if (++count === FEATURES_FOR_HEADERS) break
  }
  if (count > 0 && readable === 0) throw notGeoJson(first!)
  return [...headers]
}

function notGeoJson(text: string): SourceError {
  const start = JSON.stringify(text.trim().slice(0, 80))
  const hint = /"type"\s*:\s*"Topology"/.test(text)
    ? 'It is TopoJSON: convert it to GeoJSON'
    : 'Expected {"type":"FeatureCollection","features":[…]}, a list of features, or one feature a line'
  return new SourceError(`The file has no feature of GeoJSON; it begins with ${start}`, hint)
}

/** Whether the first line is a whole value and another one follows. */
function hasLines(head: string): boolean {
  if (head.trimStart().startsWith('\u001e')) return true
  const [first, second] = head.trimStart().split(/\r?\n\s*/, 2)
  if (!first?.startsWith('{') || !second?.startsWith('{')) return false
  try {
    JSON.parse(first)
    return true
  } catch {
    return false
  }
}

async function headOf(chunks: AsyncGenerator<string>): Promise<string> {
  let head = ''
  for await (const chunk of chunks) {
    head += chunk
    if (head.length >= HEAD_CHARACTERS) break
  }
  return head
}

/** The end of the file after its last ']': where the crs is, if it comes after the features. */
async function tailOf(path: string, size: number): Promise<string> {
  const file = await open(path)
  try {
    const length = Math.min(size, TAIL_BYTES)
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length)
    const text = buffer.toString()
    return text.slice(text.lastIndexOf(']') + 1)
  } finally {
    await file.close()
  }
}

/** `crs.properties.name` of what GDAL and others write: {"crs": {"type": "name", "properties": {"name": "…"}}}. */
function crsName(text: string, atLeast: number): string | undefined {
  if (text.length < atLeast) return undefined
  const crs = /"crs"\s*:\s*\{[^{}]*"properties"\s*:\s*\{[^{}]*"name"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(text)?.[1]
  return crs === undefined ? undefined : (JSON.parse(crs) as string)
}
