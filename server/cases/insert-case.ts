import type { CaseSummary, Channel } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import { caseNumber } from './case-number.ts'
import { caseSummaryColumns, toCaseSummary, type CaseSummaryRow } from './case-summary.ts'
import type { Route } from './route-case.ts'

/** A case that is understood and routed, ready to be kept. Times are epoch milliseconds, the point is WGS-84. */
export interface NewCase {
  channel: Channel
  externalNumber: string | null
  categoryCode: string
  description: string
  address: string
  lng: number
  lat: number
  cellR10: bigint
  urgent: boolean
  dayKey: string
  reportedAtMs: number
  dueAtMs: number
  reporterWorkerId: number | null
  route: Route
  actor: string
  photo: { mediaType: string; bytes: Buffer } | null
}

/** Key of the advisory lock under which numbers are given out. */
const NUMBER_LOCK = 0x6e756d62

/**
 * Inserts the case with the day's next number, its event 'report' and its photo. Null where the channel has sent this
 * external number before. Numbers are given out one transaction at a time, so that no two get the same.
 */
export async function insertCase(transaction: Queryable, newCase: NewCase): Promise<CaseSummary | null> {
  const { route } = newCase
  await transaction.query('select pg_advisory_xact_lock($1)', [NUMBER_LOCK])
  const number = await nextNumber(transaction, newCase.dayKey)
  const { rows } = await transaction.query<CaseSummaryRow>(
    `with new_case as (
       insert into cases (
         number, channel, external_number, category_code, description, address, point, cell_r10, status, urgent,
         reported_at, due_at, updated_at, reporter_worker_id, community_grid_id, street_grid_id, exclusive_grid_ids,
         owner_grid_id, area_code, unit_id, watcher_worker_id, routing_trail
       ) values (
         $1, $2, $3, $4, $5, $6, st_setsrid(st_makepoint($7, $8), 4326), $9, 'reported', $10,
         $11, $12, $11, $13, $14, $15, $16, $17, $18, $19, $20, $21::jsonb
       )
       on conflict (channel, external_number) do nothing
       returning *
     ), new_event as (
       insert into case_events (case_id, at, kind, actor, to_status)
       select id, reported_at, 'report', $22, status from new_case
     )
     select ${caseSummaryColumns} from new_case as cases`,
    [
      number,
      newCase.channel,
      newCase.externalNumber,
      newCase.categoryCode,
      newCase.description,
      newCase.address,
      newCase.lng,
      newCase.lat,
      String(newCase.cellR10),
      newCase.urgent,
      new Date(newCase.reportedAtMs),
      new Date(newCase.dueAtMs),
      newCase.reporterWorkerId,
      route.communityGridId,
      route.streetGridId,
      route.exclusiveGridIds,
      route.ownerGridId,
      route.areaCode,
      route.unitId,
      route.watcherWorkerId,
      JSON.stringify(route.trail),
      newCase.actor,
    ],
  )
  if (rows[0] === undefined) return null
  const summary = toCaseSummary(rows[0])
  if (newCase.photo !== null) {
    await transaction.query('insert into attachments (case_id, media_type, bytes) values ($1, $2, $3)', [
      summary.id,
      newCase.photo.mediaType,
      newCase.photo.bytes,
    ])
  }
  return summary
}

/** The number after the day's last. Numbers have one length, so that the largest text is the largest number. */
async function nextNumber(transaction: Queryable, dayKey: string): Promise<string> {
  const { rows } = await transaction.query<{ last: string | null }>(
    'select max(number) as last from cases where number between $1 and $2',
    [caseNumber(dayKey, 0), caseNumber(dayKey, 999_999)],
  )
  const last = rows[0].last
  return caseNumber(dayKey, last === null ? 1 : Number(last.slice(-6)) + 1)
}
