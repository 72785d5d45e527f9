import type {
  CaseColour, CaseMode, CaseStatus, CaseSummary, Channel, Provenance,
} from '../contract/api/cases.ts'

/** The columns of `cases` that `toCaseSummary` reads: `select ${caseSummaryColumns} from cases …` or `returning …`. */
export const caseSummaryColumns = `
  cases.id, cases.number, cases.channel, cases.category_code, cases.description, cases.address,
  st_x(cases.point) as lng, st_y(cases.point) as lat, cases.status, cases.urgent,
  cases.reported_at, cases.due_at, cases.updated_at, cases.closed_at,
  cases.owner_grid_id, cases.area_code, cases.unit_id, cases.watcher_worker_id, cases.version, cases.round,
  cases.template, cases.desk_code, cases.colour, cases.suspended_at, cases.assist_unit_ids, cases.provenance, cases.mode,
  cases.satisfied, cases.pending -> 'acknowledged' as acknowledged`

/** A row as `caseSummaryColumns` selects it. pg gives a bigint as a string. */
export interface CaseSummaryRow {
  id: string | number
  number: string
  channel: Channel
  category_code: string
  description: string
  address: string
  lng: number
  lat: number
  status: CaseStatus
  urgent: boolean
  reported_at: Date
  due_at: Date
  updated_at: Date
  closed_at: Date | null
  owner_grid_id: number | null
  area_code: string
  unit_id: number | null
  watcher_worker_id: number | null
  version: number
  round: number
  template: string
  desk_code: string
  colour: CaseColour
  suspended_at: Date | null
  assist_unit_ids: number[]
  provenance: Provenance
  mode: CaseMode
  satisfied: boolean | null
  acknowledged: { atMs: number; by: string } | null
}

/** A case as lists, markers and the feed carry it. */
export function toCaseSummary(row: CaseSummaryRow): CaseSummary {
  return {
    id: Number(row.id),
    number: row.number,
    channel: row.channel,
    categoryCode: row.category_code,
    description: row.description,
    address: row.address,
    lng: row.lng,
    lat: row.lat,
    status: row.status,
    urgent: row.urgent,
    reportedAt: row.reported_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    ownerGridId: row.owner_grid_id,
    areaCode: row.area_code,
    unitId: row.unit_id,
    watcherWorkerId: row.watcher_worker_id,
    version: row.version,
    round: row.round,
    template: row.template,
    deskCode: row.desk_code,
    colour: row.colour,
    suspendedAt: row.suspended_at?.toISOString() ?? null,
    assistUnitIds: row.assist_unit_ids,
    provenance: row.provenance,
    mode: row.mode,
    satisfied: row.satisfied,
    acknowledged: row.acknowledged && { at: new Date(row.acknowledged.atMs).toISOString(), by: row.acknowledged.by },
  }
}
