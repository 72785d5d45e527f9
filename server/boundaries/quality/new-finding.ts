import type { FindingKind } from '../../contract/api/boundaries.ts'
import type { Queryable } from '../../db/database.ts'

/**
 * What a check of a version found. `detail` by kind (widths in metres; `names` and `namesEn` go with `codes`):
 * - 'self-crossing' {reason, names, namesEn}: reason as GEOS has it, 'Self-intersection', 'Nested shells' …; the
 *   shape is the place.
 * - 'bad-geometry' {reason, message?, names, namesEn}: 'empty', 'too-few-points' for what is no closed ring,
 *   'not-finite' for coordinates that are no numbers, 'not-comparable' where the geometry engine gave up: its message.
 * - 'sliver' {parts, holes, widthM, whole, names, namesEn}: how many of the boundary's parts and holes are slivers;
 *   whole: all there is of it.
 * - 'overlap' {widthM, share, names, namesEn}: share is that of the smaller of the two.
 * - 'gap' {widthM, neighbours, names, namesEn}: codes[0] is the area that is not covered, the rest (at most 6) borders
 *   on the gap; neighbours says how many do in all.
 * - 'outside-parent' {widthM, share, liesIn, names, namesEn}: codes are the shape and the area that it belongs to;
 *   liesIn: [code, name, nameEn] of the area where most of it lies instead, or null.
 * - 'bad-value' {field: 'code', value, expected, count}: codes that do not start with that of the area above; codes[0]
 *   is the area, value one example, expected what it should start with, count how many.
 * - 'no-worker' {all?, names, namesEn}: all: nobody works in any grid of the city.
 * - 'no-grid' {level, names, namesEn}: an area where nothing of the community layer belongs.
 */
export interface NewFinding {
  kind: FindingKind
  severity: 'error' | 'warning' | 'note'
  layer: string
  codes: string[]
  areaM2?: number
  detail: Record<string, unknown>
  /** Hex of EWKB. */
  shape: string | null
}

/** SQL that an `insert … select` of findings begins with; the select's first column is the version. */
export const INSERT_FINDINGS = 'insert into findings (version_id, kind, severity, layer, codes, area_m2, detail, shape)'

/** Appends findings of a version; a few at a time. */
export async function appendFindings(
  database: Queryable,
  versionId: number,
  findings: readonly NewFinding[],
): Promise<void> {
  if (findings.length === 0) return
  await database.query(
    `${INSERT_FINDINGS}
     select $1, kind, severity, layer, array(select jsonb_array_elements_text(codes)), "areaM2", detail, shape::geometry
       from jsonb_to_recordset($2::jsonb) as t (
         kind text, severity text, layer text, codes jsonb, "areaM2" float8, detail jsonb, shape text
       )`,
    [versionId, JSON.stringify(findings)],
  )
}
