import type { Finding, FindingKind } from '../../../server/contract/api/boundaries.ts'
import type { ImportLayer } from '../../../server/contract/api/imports.ts'
import { withQuery } from '../../api/query-string.ts'

/** Whose findings: those of a version, or those of an import with those of the draft that it made. */
export type ReportOf = { type: 'version' | 'import'; id: number }
export type FindingSeverity = Finding['severity']

/** What of the report is looked at; undefined: all. */
export interface ReportFilter {
  kind: FindingKind | undefined
  severity: FindingSeverity | undefined
  layer: ImportLayer | undefined
}

export const NO_FILTER: ReportFilter = { kind: undefined, severity: undefined, layer: undefined }

/** Findings of one page of the list. */
export const PAGE_SIZE = 100

const base = ({ type, id }: ReportOf) => (type === 'version' ? `/api/boundaries/versions/${id}` : `/api/imports/${id}`)

/** Where the counts of all kinds and severities are read; only the layer narrows them, so that a choice of a kind or a
 * severity leaves the others to be chosen. */
export function countsPath(of: ReportOf, { layer }: ReportFilter): string {
  return withQuery(`${base(of)}/findings`, { layer, limit: 1 })
}

/** Where a page of the list is read: what comes after the finding `after`, or the first page. */
export function findingsPath(of: ReportOf, filter: ReportFilter, after?: number): string {
  return withQuery(`${base(of)}/findings`, { ...parameters(filter), after, limit: PAGE_SIZE })
}

/** Where the same findings are read as GeoJSON, for the map and to be kept. */
export function geoJsonPath(of: ReportOf, filter: ReportFilter): string {
  return withQuery(`${base(of)}/findings.geojson`, parameters(filter))
}

/** The name under which a browser keeps the GeoJSON, such as 'findings-version-3-gap.geojson'. */
export function fileNameOf({ type, id }: ReportOf, { kind, severity, layer }: ReportFilter): string {
  return `${['findings', type, id, layer, severity, kind].filter((part) => part !== undefined).join('-')}.geojson`
}

const parameters = ({ kind, severity, layer }: ReportFilter) => ({ kind, severity, layer })
