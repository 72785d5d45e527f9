import type { SourceOptions } from '../../../server/contract/api/imports.ts'
import { openSource, type Source, type SourceRow } from '../../../geodata/import/source.ts'

/** Opens a file, reads every row and closes it. */
export async function readAll(
  path: string,
  options: SourceOptions,
  fileName?: string,
): Promise<{ source: Source; rows: SourceRow[] }> {
  const source = await openSource(path, options, fileName)
  try {
    const rows: SourceRow[] = []
    for await (const row of source.rows()) rows.push(row)
    return { source, rows }
  } finally {
    await source.close()
  }
}

/** Every text in it, at any depth, that a database cannot hold. */
export function unstorableTexts(value: unknown): string[] {
  if (typeof value === 'string') return /\0|\p{Surrogate}/u.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [...unstorableTexts(key), ...unstorableTexts(inner)])
}
