import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { SourceOptions } from '../../../server/contract/api/imports.ts'
import { textOfCell } from '../../export/csv-line.ts'
import { SourceError } from '../source-error.ts'
import type { RawRow, RawSource } from './raw-source.ts'
import { encodingOf, readText } from './read-text.ts'

const SEPARATORS = [',', ';', '\t'] as const
/** A quote that is never closed would else swallow the rest of the file. */
const MOST_RECORD_CHARACTERS = 64 * 1024 * 1024
const HEAD_CHARACTERS = 64 * 1024

/** A record of csv-parse with where it ended. */
interface Parsed {
  record: string[]
  info: { lines: number }
}

/** CSV with a header line; separated by commas, semicolons or tabs. A row's number is the line on which it begins. An
 * apostrophe that only keeps a text from being a formula is no part of the text. */
export async function openCsv(path: string, options: SourceOptions): Promise<RawSource> {
  const { size } = await stat(path)
  const encoding = await encodingOf(path, options.encoding)
  let bytesRead = 0
  const read = (): AsyncGenerator<string> => {
    bytesRead = 0
    return withPlainNewlines(
      readText(path, encoding, (count) => {
        bytesRead += count
      }),
    )
  }
  const separator = await separatorOf(read())
  const headers = await headersOf(records(read(), separator))
  bytesRead = 0
  return {
    format: 'csv',
    headers,
    tables: [],
    hasGeometry: false,
    crs: undefined,
    bytes: size,
    bytesRead: () => bytesRead,
    async *rows() {
      let first = true
      for await (const { line, record } of records(read(), separator)) {
        if (!first) yield rowOf(headers, line, record)
        first = false
      }
    },
    close: async () => {},
  }
}

function rowOf(headers: readonly string[], row: number, record: readonly string[]): RawRow {
  const extra = record.slice(headers.length).some((value) => value.trim() !== '')
  if (extra) {
    const why = `${record.length} columns where the header has ${headers.length}: ${record.join('|')}`
    return { row, values: {}, geometry: null, unreadable: { what: 'row', why } }
  }
  return {
    row,
    values: Object.fromEntries(headers.map((header, index) => [header, textOfCell(record[index] ?? '')])),
    geometry: null,
  }
}

/** All records with the line on which each begins. Throws SourceError that names the line of a broken one. */
async function* records(
  chunks: AsyncGenerator<string>,
  separator: string,
): AsyncGenerator<{ line: number; record: string[] }> {
  const source = Readable.from(chunks)
  const parser = parse({
    delimiter: separator,
    record_delimiter: '\n',
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MOST_RECORD_CHARACTERS,
  })
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let readLines = 0
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      readLines = info.lines
      yield { line: info.lines - newlinesIn(record), record }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new SourceError(
      `The table cannot be read from line ${readLines + 1} on: ${error.message}`,
      'Is a quotation mark left open there?',
      { cause: error },
    )
  } finally {
    source.destroy()
    parser.destroy()
  }
}

/** All line ends as '\n': files that were edited on two machines have both kinds. */
async function* withPlainNewlines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let held = ''
  for await (const chunk of chunks) {
    const text = held + chunk
    held = text.endsWith('\r') ? '\r' : ''
    yield text.slice(0, text.length - held.length).replaceAll(/\r\n?/g, '\n')
  }
  if (held !== '') yield '\n'
}

function newlinesIn(record: readonly string[]): number {
  let count = 0
  for (const value of record) count += value.includes('\n') ? value.split('\n').length - 1 : 0
  return count
}

async function headersOf(all: AsyncGenerator<{ record: string[] }>): Promise<string[]> {
  for await (const { record } of all) {
    const headers = record.map((header) => header.replaceAll('\0', '').trim())
    while (headers.at(-1) === '') headers.pop()
    if (headers.length === 0) break
    const twice = headers.find((header, index) => header !== '' && headers.indexOf(header) !== index)
    if (twice !== undefined) {
      throw new SourceError(`Two columns are called ${JSON.stringify(twice)}`, 'Give each a name of its own')
    }
    return headers
  }
  throw new SourceError('The table is empty', 'Its first line names the columns, one line a row follows')
}

/** The separator that the header line has most of. */
async function separatorOf(chunks: AsyncGenerator<string>): Promise<string> {
  let head = ''
  for await (const chunk of chunks) {
    head += chunk
    if (head.trimStart().includes('\n') || head.length > HEAD_CHARACTERS) break
  }
  const line = head.trimStart().split('\n', 1)[0]!.replaceAll(/"[^"]*"/g, '')
  const counts = SEPARATORS.map((separator) => line.split(separator).length)
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!
}
