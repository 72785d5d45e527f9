import type { FlowTemplate } from '../contract/api/case-steps.ts'
import type { CaseEventRecord, CaseRecord, CaseSummary, Channel, OrderRecord } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import { caseStateColumns, type CaseStateRow, toCaseState } from './case-columns.ts'
import { visibleCondition, type Viewer } from './case-part.ts'
import { caseSummaryColumns, toCaseSummary, type CaseSummaryRow } from './case-summary.ts'
import type { EventActor } from './flow/case-event.ts'
import type { CaseState } from './flow/case-state.ts'
import type { WatcherCandidate } from './route-case.ts'
import type { RoutingTrail } from './routing-trail.ts'

/** The workers of a grid, with the time each was last sent an order. */
export async function findWatcherCandidates(database: Queryable, gridId: number): Promise<WatcherCandidate[]> {
  const { rows } = await database.query<Omit<WatcherCandidate, 'lastOrderedAtMs'> & { last_ordered_at: Date | null }>(
    `select id, number, name, name_en as "nameEn",
            (select max(sent_at) from orders where orders.worker_id = workers.id) as last_ordered_at
       from workers where grid_id = $1`,
    [gridId],
  )
  return rows.map(({ id, number, name, nameEn, last_ordered_at }) => ({
    id,
    number,
    name,
    nameEn,
    lastOrderedAtMs: last_ordered_at?.getTime() ?? null,
  }))
}

/** The id of the worker with this badge number, or null. */
export async function findWorkerId(database: Queryable, number: string): Promise<number | null> {
  const { rows } = await database.query<{ id: number }>('select id from workers where number = $1', [number])
  return rows[0]?.id ?? null
}

/** What a worker is called, or null where there is none of this id. */
export async function findWorkerName(
  database: Queryable,
  id: number,
): Promise<{ number: string; name: string; nameEn: string } | null> {
  const { rows } = await database.query<{ number: string; name: string; nameEn: string }>(
    'select number, name, name_en as "nameEn" from workers where id = $1',
    [id],
  )
  return rows[0] ?? null
}

/** Whether there is a worker of this id whose area lies in the scope. */
export async function workerExists(database: Queryable, id: number, scopeCode: string): Promise<boolean> {
  const { rows } = await database.query(`select 1 from workers where id = $1 and area_code like $2 || '%'`, [
    id,
    scopeCode,
  ])
  return rows.length > 0
}

/** The case that a channel has sent under its own number before, or null. */
export async function findByExternalNumber(
  database: Queryable,
  channel: string,
  externalNumber: string,
): Promise<CaseSummary | null> {
  const { rows } = await database.query<CaseSummaryRow>(
    `select ${caseSummaryColumns} from cases where channel = $1 and external_number = $2`,
    [channel, externalNumber],
  )
  return rows[0] === undefined ? null : toCaseSummary(rows[0])
}

/** A case as lists carry it. There has to be one of this id. */
export async function readSummary(database: Queryable, id: number): Promise<CaseSummary> {
  const { rows } = await database.query<CaseSummaryRow>(`select ${caseSummaryColumns} from cases where id = $1`, [id])
  return toCaseSummary(rows[0])
}

/** Whether an account brought a case in. */
export async function isReportedBy(database: Queryable, caseId: number, { type, id }: EventActor): Promise<boolean> {
  const { rows } = await database.query(
    `select 1 from case_events where case_id = $1 and kind = 'report' and actor_type = $2 and actor_id = $3`,
    [caseId, type, id],
  )
  return rows.length > 0
}

/** What of a case never changes, and its desk and template. */
export interface CasePlace {
  categoryCode: string
  channel: Channel
  address: string
  lng: number
  lat: number
  urgent: boolean
  communityGridId: number | null
  deskCode: string
  template: string
}

/** Where and what a case in the scope is, or null. */
export async function findPlace(database: Queryable, id: number, scopeCode: string): Promise<CasePlace | null> {
  const { rows } = await database.query<CasePlace>(
    `select category_code as "categoryCode", channel, address, st_x(point) as lng, st_y(point) as lat, urgent,
            community_grid_id as "communityGridId", desk_code as "deskCode", template
       from cases where id = $1 and area_code like $2 || '%'`,
    [id, scopeCode],
  )
  return rows[0] ?? null
}

/** A case that the viewer may see, with the ids of its grids and its trail, or null. */
export async function findCase(
  database: Queryable,
  id: number,
  viewer: Viewer,
  templates: ReadonlyMap<string, FlowTemplate>,
): Promise<{ summary: CaseSummary; gridIds: number[]; trail: RoutingTrail; state: CaseState } | null> {
  type Row = CaseSummaryRow & CaseStateRow & { grid_ids: number[]; routing_trail: RoutingTrail }
  const values: unknown[] = [id]
  const isVisible = visibleCondition(viewer, (value) => `$${values.push(value)}`)
  const { rows } = await database.query<Row>(
    `select ${caseStateColumns}, ${caseSummaryColumns}, routing_trail,
            array_remove(array[community_grid_id, street_grid_id] || exclusive_grid_ids, null) as grid_ids
       from cases where id = $1 and ${isVisible}`,
    values,
  )
  const row = rows[0]
  if (row === undefined) return null
  return {
    summary: toCaseSummary(row), gridIds: row.grid_ids, trail: row.routing_trail, state: toCaseState(row, templates),
  }
}

/** Grids by id, of whichever version: an old case keeps its owner. Community first, then street, then exclusive. */
export async function findOwners(database: Queryable, gridIds: readonly number[]) {
  const { rows } = await database.query<{
    gridId: number
    layer: 'community' | 'street' | 'exclusive'
    code: string
    name: string
    nameEn: string
  }>(
    `select id as "gridId", layer, code, name, name_en as "nameEn" from grids where id = any($1)
      order by array_position(array['community', 'street', 'exclusive'], layer), id`,
    [gridIds],
  )
  return rows
}

/** What has happened to a case, oldest first. */
export async function findEvents(database: Queryable, caseId: number): Promise<CaseEventRecord[]> {
  const { rows } = await database.query<Omit<CaseEventRecord, 'at'> & { at: Date }>(
    `select id::float8 as id, at, kind, actor, round, from_status as "fromStatus", to_status as "toStatus", note, detail,
            array(select id::text from attachments where event_id = case_events.id order by created_at, id)
              as "attachmentIds"
       from case_events where case_id = $1 order by case_events.id`,
    [caseId],
  )
  return rows.map(({ at, ...event }) => ({ ...event, at: at.toISOString() }))
}

/** The orders of a case, oldest first. */
export async function findOrders(database: Queryable, caseId: number): Promise<OrderRecord[]> {
  const { rows } = await database.query<{
    id: string
    role: OrderRecord['role']
    round: number
    unit_id: number | null
    worker_id: number | null
    worker_name: string | null
    handler_account_id: number | null
    handler_name: string | null
    handler_phone: string | null
    sent_at: Date
    sent_by: string
    accepted_at: Date | null
    revoked_at: Date | null
    done_at: Date | null
    done_note: string | null
  }>(
    `select orders.id, role, round, unit_id, worker_id, workers.name as worker_name, sent_at, sent_by, accepted_at,
            revoked_at, done_at, done_note, handler_account_id, handler_name, handler_phone
       from orders left join workers on workers.id = orders.worker_id where case_id = $1 order by orders.id`,
    [caseId],
  )
  return rows.map((row) => ({
    id: Number(row.id),
    caseId,
    role: row.role,
    round: row.round,
    unitId: row.unit_id,
    workerId: row.worker_id,
    workerName: row.worker_name,
    ...(row.handler_name !== null && {
      handler: { name: row.handler_name, phone: row.handler_phone ?? '', accountId: row.handler_account_id },
    }),
    sentAt: row.sent_at.toISOString(),
    sentBy: row.sent_by,
    acceptedAt: row.accepted_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
    doneAt: row.done_at?.toISOString() ?? null,
    doneNote: row.done_note,
  }))
}

/** The files of a case, without their bytes. */
export async function listAttachments(
  database: Queryable,
  caseId: number,
): Promise<CaseRecord['attachments']> {
  const { rows } = await database.query<Omit<CaseRecord['attachments'][number], 'takenAt'> & { taken_at: Date | null }>(
    `select id, media_type as "mediaType", taken_at, st_x(point) as lng, st_y(point) as lat
       from attachments where case_id = $1 order by created_at, id`,
    [caseId],
  )
  return rows.map(({ taken_at, ...file }) => ({ ...file, takenAt: taken_at?.toISOString() ?? null }))
}

/** A file of a case that the viewer may see, or null. */
export async function findAttachment(
  database: Queryable,
  id: string,
  viewer: Viewer,
): Promise<{ mediaType: string; bytes: Buffer } | null> {
  const values: unknown[] = [id]
  const isVisible = visibleCondition(viewer, (value) => `$${values.push(value)}`)
  const { rows } = await database.query<{ mediaType: string; bytes: Buffer }>(
    `select media_type as "mediaType", bytes from attachments join cases on cases.id = attachments.case_id
      where attachments.id = $1 and ${isVisible}`,
    values,
  )
  return rows[0] ?? null
}
