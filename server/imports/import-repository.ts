import type { ImportRecord, SourceRecord } from '../contract/api/imports.ts'
import type { Queryable } from '../db/database.ts'

/** A file of an import as the database keeps it: with the upload that it came by, which nobody else need know. */
export interface KeptSource extends SourceRecord {
  uploadId?: string | undefined
}

interface ImportRow {
  id: number
  createdAt: Date
  createdBy: string
  state: ImportRecord['state']
  sources: KeptSource[]
  progress: Partial<ImportRecord['progress']>
  summary: ImportRecord['summary']
  failure: string | null
  versionId: number | null
  appliedAt: Date | null
  error: number
  warning: number
  note: number
}

/** The newest that a list shows. */
const LISTED = 100

const columns = `id, created_at as "createdAt", created_by as "createdBy", state, sources, progress, summary, failure,
  version_id as "versionId", applied_at as "appliedAt", error, warning, note`

// A version's own findings belong to the import that made it.
const counted = `(
  select imports.*, count(*) filter (where severity = 'error')::int as error,
         count(*) filter (where severity = 'warning')::int as warning,
         count(*) filter (where severity = 'note')::int as note
    from imports left join findings
      on findings.import_id = imports.id or findings.version_id = imports.version_id and findings.import_id is null
   where $1::int is null or imports.id = $1
   group by imports.id order by imports.id desc limit ${LISTED}
) as imports`

/** The latest imports, newest first. */
export async function listImports(database: Queryable): Promise<ImportRecord[]> {
  const { rows } = await database.query<ImportRow>(`select ${columns} from ${counted} order by id desc`, [null])
  return rows.map(recordOf)
}

/** One import, or null. */
export async function findImport(database: Queryable, id: number): Promise<ImportRecord | null> {
  const { rows } = await database.query<ImportRow>(`select ${columns} from ${counted}`, [id])
  return rows[0] === undefined ? null : recordOf(rows[0])
}

/** The uploads that an import was read from. */
export async function uploadsOf(database: Queryable, id: number): Promise<string[]> {
  const { rows } = await database.query<{ sources: KeptSource[] }>('select sources from imports where id = $1', [id])
  return (rows[0]?.sources ?? []).flatMap(({ uploadId }) => (uploadId === undefined ? [] : [uploadId]))
}

function recordOf(row: ImportRow): ImportRecord {
  const { error, warning, note, createdAt, appliedAt, progress, sources, ...rest } = row
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    appliedAt: appliedAt?.toISOString() ?? null,
    sources: sources.map((source) => ({ ...source, uploadId: undefined })),
    progress: { step: progress.step ?? 'reading', done: progress.done ?? 0, total: progress.total ?? 0 },
    findings: { error, warning, note },
  }
}
