import type { SourceOptions } from '../../../server/contract/api/imports.ts'
import { openSource, type Source, type SourceRow } from '../../../geodata/import/source.ts'

/** Opens a file, reads every row and closes it. */
export async function readAll(path: string, options: SourceOptions, fileName?: string): Promise<{ source: Source; rows: SourceRow[] }> {
  const source = await openSource(path, options, fileName)
  try {
    const rows: SourceRow[] = []
    for await (const row of source.rows()) rows.push(row)
    return { source, rows }
  } finally {
    await source.close()
  }
}
