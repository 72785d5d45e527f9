import { LAYER_DEFINITIONS } from '../../geodata/import/layers.ts'
import { openSource } from '../../geodata/import/source.ts'
import { findingInWords } from '../boundaries/quality/finding-words.ts'
import type { SourceOptions, SourcePreview } from '../contract/api/imports.ts'
import { refusedSeverity } from './severity.ts'

const PREVIEWED_ROWS = 20

/** How a file would be read, with its first rows and what is wrong with them. Throws SourceError as openSource. */
export async function previewSource(path: string, file: string, options: SourceOptions): Promise<SourcePreview> {
  const source = await openSource(path, options, file)
  try {
    const rows: SourcePreview['rows'] = []
    if (source.missing.length === 0) {
      for await (const { row, fields, problems } of source.rows()) {
        const words = problems.map(({ kind, detail, refused }) =>
          findingInWords(kind, refused ? refusedSeverity(options.layer) : 'warning', options.layer, [], null, detail),
        )
        rows.push({ row, fields, problems: words })
        if (rows.length === PREVIEWED_ROWS) break
      }
    }
    const { format, headers, mapping, missing, datum, tables } = source
    const fields = LAYER_DEFINITIONS[options.layer].fields
      .map(({ field, required }) => ({ field, required }))
      .toSorted((a, b) => Number(b.required) - Number(a.required))
    return { format, headers, mapping, missing, fields, datum, tables, rows }
  } finally {
    await source.close()
  }
}
