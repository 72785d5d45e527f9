import { join } from 'node:path'
import { FileSink } from './file-sink.ts'

const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Writes `directory/name.csv` in UTF-8, with the mark by which Excel knows it; streams. Columns are `headers`, in their
 * order; a missing value is empty.
 */
export async function writeCsv(
  directory: string,
  name: string,
  headers: readonly string[],
  rows: AsyncIterable<Readonly<Record<string, unknown>>> | Iterable<Readonly<Record<string, unknown>>>,
): Promise<{ files: string[]; count: number }> {
  const file = `${name}.csv`
  const sink = await FileSink.create(join(directory, file))
  let count = 0
  try {
    await sink.append(Buffer.from(BYTE_ORDER_MARK + lineOf(headers)))
    for await (const row of rows) {
      await sink.append(Buffer.from(lineOf(headers.map((header) => row[header]))))
      count++
    }
  } finally {
    await sink.close()
  }
  return { files: [file], count }
}

function lineOf(values: readonly unknown[]): string {
  return `${values.map(cellOf).join(',')}\r\n`
}

function cellOf(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
