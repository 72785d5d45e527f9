import type { Finding, FindingKind, FindingsPage, FindingsQuery } from '../../contract/api/boundaries.ts'
import type { Queryable } from '../../db/database.ts'
import { findingInWords } from './finding-words.ts'

/** Whose findings: those of a version (or only some of them), or those of an import with those of the draft it made. */
export type FindingsOwner = { versionId: number; ids?: readonly string[] } | { importId: number }

type Severity = Finding['severity']

/** Findings of a page where the question does not say. */
const USUAL_LIMIT = 200

/** SQL: that `f`, a row of findings, is the owner's ($1 version, $2 import, $6 ids) and answers the query ($3 … $5). */
export const ASKED_FINDINGS = `(
  (f.version_id = $1
    or f.import_id = $2
    or f.import_id is null and f.version_id = (select version_id from imports where id = $2))
  and ($3::text is null or f.kind = $3) and ($4::text is null or f.severity = $4) and ($5::text is null or f.layer = $5)
  and ($6::bigint[] is null or f.id = any($6))
)`

/** The parameters of ASKED_FINDINGS. */
export function askedParameters(
  owner: FindingsOwner,
  { kind, severity, layer }: Pick<FindingsQuery, 'kind' | 'severity' | 'layer'>,
): unknown[] {
  const versionId = 'versionId' in owner ? owner.versionId : null
  const importId = 'importId' in owner ? owner.importId : null
  const ids = 'versionId' in owner ? owner.ids : undefined
  return [versionId, importId, kind ?? null, severity ?? null, layer ?? null, ids ?? null]
}

/** SQL: what `toFinding` reads, of findings as `f`. */
export const FINDING_COLUMNS = `f.id, f.kind, f.severity, f.layer, f.codes, f.area_m2 as "areaM2", f.detail,
  f.row_number as row, (select sources -> f.source ->> 'file' from imports where imports.id = f.import_id) as file,
  (select sources -> (f.detail -> 'first' ->> 'source')::int ->> 'file' from imports where imports.id = f.import_id)
    as "firstFile"`

export interface FindingRow {
  id: string
  kind: FindingKind
  severity: Severity
  layer: string | null
  codes: string[]
  areaM2: number | null
  detail: Record<string, unknown>
  row: number | null
  file: string | null
  /** The file of the row that had the same code before. */
  firstFile: string | null
}

/** A finding with its words; `bounds` are its caller's to add. */
export function toFinding(found: FindingRow): Omit<Finding, 'bounds'> {
  const { id, kind, severity, layer, codes, areaM2, detail, row, file, firstFile } = found
  const told = { ...detail, file, row, firstFile }
  const words = findingInWords(kind, severity, layer, codes, areaM2, told)
  return { id: Number(id), kind, severity, layer, file, row, codes, areaM2, ...words }
}

/** One page of the findings that match, by id, and how many match in all, by kind. */
export async function readFindings(
  database: Queryable,
  owner: FindingsOwner,
  query: FindingsQuery,
): Promise<FindingsPage> {
  const asked = askedParameters(owner, query)
  const counts = await database.query<FindingsPage['counts'][number]>(
    `select kind, severity, count(*)::int as count, coalesce(sum(area_m2), 0) as "areaM2"
       from findings as f where ${ASKED_FINDINGS}
      group by kind, severity
      order by array_position(array['error', 'warning', 'note'], severity), count desc, kind`,
    asked,
  )
  const { rows } = await database.query<FindingRow & { bounds: Finding['bounds'] }>(
    `select ${FINDING_COLUMNS},
            case when not st_isempty(f.shape)
                 then array[st_xmin(f.shape), st_ymin(f.shape), st_xmax(f.shape), st_ymax(f.shape)] end as bounds
       from findings as f where ${ASKED_FINDINGS} and f.id > $7
      order by f.id limit $8`,
    [...asked, query.after ?? 0, query.limit ?? USUAL_LIMIT],
  )
  return { counts: counts.rows, findings: rows.map((row) => ({ ...toFinding(row), bounds: row.bounds })) }
}

/** How many findings of each severity there are. */
export async function countFindings(database: Queryable, owner: FindingsOwner): Promise<Record<Severity, number>> {
  const { rows } = await database.query<{ severity: Severity; count: number }>(
    `select severity, count(*)::int as count from findings as f where ${ASKED_FINDINGS} group by severity`,
    askedParameters(owner, {}),
  )
  const counts = { error: 0, warning: 0, note: 0 }
  for (const { severity, count } of rows) counts[severity] = count
  return counts
}
