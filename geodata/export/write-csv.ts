import { join } from 'node:path'
import { BYTE_ORDER_MARK, csvLine } from './csv-line.ts'
import { FileSink } from './file-sink.ts'

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
    await sink.append(Buffer.from(BYTE_ORDER_MARK + csvLine(headers)))
    for await (const row of rows) {
      await sink.append(Buffer.from(csvLine(headers.map((header) => row[header]))))
      count++
    }
  } finally {
    await sink.close()
  }
  return { files: [file], count }
}
