import { gridDisk, latLngToCell } from 'h3-js'
import type { Duplicate } from '../contract/api/case-links.ts'
import type { CaseSummary } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import { distanceM } from '../live/geodesy.ts'
import { IS_OPEN } from './case-filter.ts'
import { caseSummaryColumns, type CaseSummaryRow, toCaseSummary } from './case-summary.ts'
import { CASE_CELL_RESOLUTION, cellToBigInt } from './cell-range.ts'

const HOUR_MS = 3_600_000
/** Neighbouring cells of resolution 10 lie at least so far from one another, everywhere on the globe. */
const CELL_STEP_M = 90
/** A case that was closed is the same matter for so long. */
const CLOSED_LATELY_MS = 72 * HOUR_MS
const MOST = 10

export interface DuplicateQuestion {
  case: Pick<CaseSummary, 'id' | 'categoryCode' | 'lng' | 'lat' | 'reportedAt'>
  /** The items that count as the same class, its own among them. */
  categories: readonly string[]
  radiusM: number
  hours: number
  scopeCode: string
  nowMs: number
}

/**
 * The cases that may be the same matter, the likeliest first: of the same class, within the radius, reported within so
 * many hours before or after, and unfinished or closed lately. At most ten.
 */
export async function findDuplicates(database: Queryable, question: DuplicateQuestion): Promise<Duplicate[]> {
  const { case: one, categories, radiusM, hours, scopeCode, nowMs } = question
  const reportedAtMs = Date.parse(one.reportedAt)
  const centre = latLngToCell(one.lat, one.lng, CASE_CELL_RESOLUTION)
  const cells = gridDisk(centre, Math.ceil(radiusM / CELL_STEP_M) + 1).map((cell) => String(cellToBigInt(cell)))
  const { rows } = await database.query<DuplicateRow>(
    `select ${caseSummaryColumns},
            (select id::text from attachments where case_id = cases.id order by created_at, id limit 1) as attachment_id
       from cases
      where cases.cell_r10 = any($1::bigint[]) and cases.reported_at between $2 and $3
        and cases.id <> $4 and cases.category_code = any($5) and cases.area_code like $6 || '%'
        and (cases.mode = 'drill') = (select mode = 'drill' from cases where id = $4)
        and (${IS_OPEN} or cases.status in ('closed', 'archived') and cases.closed_at >= $7)`,
    [
      cells, new Date(reportedAtMs - hours * HOUR_MS), new Date(reportedAtMs + hours * HOUR_MS), one.id, categories,
      scopeCode, new Date(nowMs - CLOSED_LATELY_MS),
    ],
  )
  return rows
    .map((row) => ({ ...duplicateOf(toCaseSummary(row), question), attachmentId: row.attachment_id }))
    .filter((duplicate) => duplicate.distanceM <= radiusM)
    .toSorted((a, b) => b.score - a.score || b.case.id - a.case.id)
    .slice(0, MOST)
}

type DuplicateRow = CaseSummaryRow & { attachment_id: string | null }

/** Half of the score is the category, three tenths are nearness, two tenths the time between. */
function duplicateOf(other: CaseSummary, { case: one, radiusM, hours }: DuplicateQuestion): Omit<Duplicate, 'attachmentId'> {
  const metres = Math.round(distanceM(one.lng, one.lat, other.lng, other.lat))
  const hoursApart = Math.abs(Date.parse(other.reportedAt) - Date.parse(one.reportedAt)) / HOUR_MS
  const sameCategory = other.categoryCode === one.categoryCode
  const score = (sameCategory ? 0.5 : 0.25) + 0.3 * Math.max(0, 1 - metres / radiusM) + 0.2 * (1 - hoursApart / hours)
  const apart = Math.round(hoursApart * 10) / 10
  return {
    case: other, score: Math.round(score * 100) / 100, distanceM: metres, hoursApart: apart, sameCategory,
    reason: `${sameCategory ? '同类别' : '同小类'}，相距 ${metres} 米，相隔 ${apart} 小时`,
    reasonEn: `${sameCategory ? 'same category' : 'same class'}, ${metres} m and ${apart} h apart`,
  }
}
