import { LAYER_DEFINITIONS } from '../../geodata/import/layers.ts'
import { readFindings } from '../boundaries/quality/read-findings.ts'
import type { ImportRecord } from '../contract/api/imports.ts'
import type { Database } from '../db/database.ts'

/** Of each kind of finding so many are told in words. */
const TOLD_OF_A_KIND = 3

const SEVERITY_MARKS = { error: '✗', warning: '!', note: '·' } as const

/** How each file of an import was understood. */
export function sourceLines({ sources }: ImportRecord): string[] {
  return sources.flatMap(({ file, options: { layer }, format, datum, mapping, rows, refusedRows }) => {
    const from = datum.from === 'stated' ? '' : `, ${datum.from}`
    const place = LAYER_DEFINITIONS[layer].geometry === 'none' ? '' : `, ${datum.code}${from}`
    const refused = refusedRows > 0 ? `, ${refusedRows} refused` : ''
    const fields = Object.entries(mapping).map(([field, header]) => (field === header ? field : `${field} ← ${header}`))
    return ['', `${layer} ← ${file} (${format}${place}): ${rows} rows${refused}`, `  ${fields.join(', ')}`]
  })
}

/** What an import would do and what is wrong with it: each kind with its count and the first few in words. */
export async function reportLines(database: Database, record: ImportRecord): Promise<string[]> {
  const lines = ['']
  for (const { layer, added, changed, removed } of record.summary) {
    lines.push(`${layer.padEnd(11)} +${added} ~${changed} -${removed}`)
  }
  const owner = { importId: record.id }
  const { counts } = await readFindings(database, owner, { limit: 1 })
  for (const { kind, severity, count } of counts) {
    lines.push('', `${SEVERITY_MARKS[severity]} ${kind}: ${count} (${severity})`)
    const { findings } = await readFindings(database, owner, { kind, severity, limit: TOLD_OF_A_KIND })
    for (const { text, textEn } of findings) lines.push(`    ${text}`, `    ${textEn}`)
    if (count > TOLD_OF_A_KIND) lines.push(`    … ${count - TOLD_OF_A_KIND} more`)
  }
  if (record.failure !== null) lines.push('', `✗ ${record.failure}`)
  return lines
}
