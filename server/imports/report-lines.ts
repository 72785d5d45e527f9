import { readFindings } from '../boundaries/quality/read-findings.ts'
import type { ImportRecord } from '../contract/api/imports.ts'
import type { Database } from '../db/database.ts'

/** Of each kind of finding so many are told in words. */
const TOLD_OF_A_KIND = 3

const SEVERITY_MARKS = { error: '✗', warning: '!', note: '·' } as const

/** How each file of an import was understood. */
export function sourceLines({ sources }: ImportRecord): string[] {
  return sources.flatMap(({ file, options, format, datum, mapping, rows, refusedRows }) => [
    '',
    `${options.layer} ← ${file} (${format}, ${datum.code}${datum.from === 'stated' ? '' : `, ${datum.from}`}): ` +
      `${rows} rows${refusedRows > 0 ? `, ${refusedRows} refused` : ''}`,
    `  ${Object.entries(mapping).map(([field, header]) => (field === header ? field : `${field} ← ${header}`)).join(', ')}`,
  ])
}

/** What an import would do and what is wrong with it: each kind with its count and the first few in words. */
export async function reportLines(database: Database, record: ImportRecord): Promise<string[]> {
  const lines = ['']
  for (const { layer, added, changed, removed } of record.summary) {
    lines.push(`${layer.padEnd(11)} +${added} ~${changed} -${removed}`)
  }
  const { counts } = await readFindings(database, { importId: record.id }, { limit: 1 })
  for (const { kind, severity, count } of counts) {
    lines.push('', `${SEVERITY_MARKS[severity]} ${kind}: ${count} (${severity})`)
    const { findings } = await readFindings(database, { importId: record.id }, { kind, severity, limit: TOLD_OF_A_KIND })
    for (const { text, textEn } of findings) lines.push(`    ${text}`, `    ${textEn}`)
    if (count > TOLD_OF_A_KIND) lines.push(`    … ${count - TOLD_OF_A_KIND} more`)
  }
  if (record.failure !== null) lines.push('', `✗ ${record.failure}`)
  return lines
}
