import { isUtf8 } from 'node:buffer'
import { parse } from 'csv-parse/sync'
import { InvalidSpreadsheetError } from 'read-excel-file/node'
import readWorkbook from 'read-excel-file/node'
import { badInput } from '../../errors.ts'
import { soundZip } from './sound-zip.ts'

/** A table as it stands in a file; `rows` by header. A row's number is the one that its program shows. */
export interface CaseTable {
  /** The sheets of a workbook; none of a CSV. */
  sheets: string[]
  headers: string[]
  rows: { row: number; values: Record<string, unknown> }[]
}

const MOST_ROWS = 20_000
const MOST_COLUMNS = 500
/** What of a workbook is read: the rest is pictures and printers' settings. */
const WORKBOOK_PARTS = ['.xml', '.xml.rels']
/** A workbook that grows beyond it is no table of cases. */
const MOST_INFLATED_BYTES = 100 * 1024 * 1024
const SEPARATORS = [',', ';', '\t'] as const
const AN_XLSX = 'a workbook (.xlsx) that a program can open'
/** A zip, which a workbook is. */
const ZIP = Buffer.from('PK\u0003\u0004')

/** Reads a CSV (UTF-8, UTF-16 or GBK, by its bytes) or an XLSX, of which the sheet named or else the first. Throws 400
 * naming `file` where it is neither, is empty, names two columns alike, or has more than 500 columns or 20,000 rows. */
export async function readTable(name: string, bytes: Buffer, sheet: string | undefined): Promise<CaseTable> {
  if (bytes.subarray(0, 4).equals(ZIP)) return readXlsx(name, bytes, sheet)
  return tableOf(name, [], readCsv(name, textOf(bytes)))
}

async function readXlsx(name: string, bytes: Buffer, sheet: string | undefined): Promise<CaseTable> {
  const sound = await soundZip(bytes, WORKBOOK_PARTS, MOST_INFLATED_BYTES).catch(() => undefined)
  if (sound === undefined) throw badInput('file', name, AN_XLSX)
  const sheets = await readWorkbook(sound).catch((error: unknown) => {
    throw error instanceof InvalidSpreadsheetError ? badInput('file', name, AN_XLSX) : error
  })
  const chosen = sheet === undefined ? sheets[0] : sheets.find((one) => one.sheet === sheet)
  if (chosen === undefined) throw badInput('sheet', sheet, 'the name of a sheet of the file')
  const rows = chosen.data.map((row, index) => ({ row: index + 1, cells: row.map(plain) }))
  return tableOf(name, sheets.map((one) => one.sheet), rows)
}

/** A cell: a date as the text that its program shows, everything else as it is. Workbooks know no zone. */
function plain(cell: unknown): unknown {
  if (!(cell instanceof Date)) return cell
  // half an hour is no whole number of days in binary, so that seconds would be cut off one too low
  return new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString().slice(0, 19).replace('T', ' ')
}

interface RawRow {
  row: number
  cells: readonly unknown[]
}

function readCsv(name: string, text: string): RawRow[] {
  const head = text.split('\n', 1)[0].replaceAll(/"[^"]*"/g, '')
  const counts = SEPARATORS.map((separator) => head.split(separator).length)
  try {
    const records = parse(text, {
      delimiter: SEPARATORS[counts.indexOf(Math.max(...counts))], info: true, relax_column_count: true,
      relax_quotes: true, skip_empty_lines: true,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return records.map(({ record, info }) => ({ row: info.lines, cells: record }))
  } catch (error) {
    throw badInput('file', name, `a table (${(error as Error).message})`)
  }
}

function tableOf(name: string, sheets: string[], all: readonly RawRow[]): CaseTable {
  const filled = all.filter(({ cells }) => cells.some((cell) => textIn(cell) !== ''))
  const [first, ...rest] = filled
  if (first === undefined) {
    throw badInput('file', name, 'a table: its first line names the columns, one line a row follows')
  }
  if (first.cells.length > MOST_COLUMNS) {
    throw badInput('file', `${first.cells.length} columns`, `at most ${MOST_COLUMNS} columns`)
  }
  const headers = first.cells.map(textIn)
  const twice = headers.find((header, index) => header !== '' && headers.indexOf(header) !== index)
  if (twice !== undefined) throw badInput('file', twice, 'a name of its own for each column')
  if (rest.length > MOST_ROWS) throw badInput('file', `${rest.length} rows`, `at most ${MOST_ROWS} rows at once`)
  return {
    sheets,
    headers: headers.filter((header) => header !== ''),
    rows: rest.map(({ row, cells }) => ({
      row,
      values: Object.fromEntries(headers.flatMap((header, index) => (header === '' ? [] : [[header, cells[index]]]))),
    })),
  }
}

function textIn(cell: unknown): string {
  return cell === null || cell === undefined ? '' : String(cell).trim()
}

/** By its byte order mark, else UTF-8 if every byte of it is, else GBK. */
function textOf(bytes: Buffer): string {
  const isUtf16 = bytes.length >= 2 && bytes.readUInt16LE(0) === 0xfeff
  const encoding = isUtf16 ? 'utf-16le' : isUtf8(bytes) ? 'utf-8' : 'gb18030'
  return new TextDecoder(encoding).decode(bytes).replaceAll(/\r\n?/g, '\n')
}
