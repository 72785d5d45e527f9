import { latLngToCell } from 'h3-js'
import { caseNumber } from '../../cases/case-number.ts'
import { CASE_CELL_RESOLUTION, cellToBigInt } from '../../cases/cell-range.ts'
import { routeCase, type Route } from '../../cases/route-case.ts'
import type { Queryable } from '../../db/database.ts'
import { buildVersionIndex } from '../../grids/build/build-version-index.ts'
import type { GridIndex } from '../../grids/grid-index.ts'
import { locate } from '../../grids/locate.ts'
import { type CityTime, createCityTime } from '../../org/city-time.ts'
import { statusOf } from '../case-status.ts'
import { timeOf } from '../check/check-things.ts'
import { channelOf } from '../staged-keys.ts'
import { readRoutingFacts, type RoutingFacts } from './routing-facts.ts'

/** Cases routed and written at a time. */
const LOT = 1_000

const HOUR_MS = 3_600_000

/** Who the event log says brought the case here. */
const ACTOR = '历史导入'

interface StagedCase {
  source: number
  row: number
  channel: string | null
  externalNumber: string
  categoryCode: string
  description: string | null
  address: string | null
  status: string | null
  reportedAt: Date
  closedAt: Date | null
  lng: number
  lat: number
}

interface CaseContext {
  index: GridIndex
  facts: RoutingFacts
  cityTime: CityTime
}

/**
 * Adds the import's cases as the city would have routed them by the boundaries now in force: closed, rejected, or to be
 * dispatched, each with one event 'report'. A case of a channel and number that is there already stays as it is.
 */
export async function applyCases(transaction: Queryable, importId: number, versionId: number): Promise<void> {
  const { rows: some } = await transaction.query<{ time_zone: string }>(
    `select time_zone from imports where id = $1
        and exists (select from staged_records where import_id = $1 and layer = 'cases' and not refused)`,
    [importId],
  )
  if (some[0] === undefined) return
  const context: CaseContext = {
    index: await buildVersionIndex(transaction, versionId),
    facts: await readRoutingFacts(transaction),
    cityTime: createCityTime(some[0].time_zone),
  }
  let after = { source: -1, row: -1 }
  for (;;) {
    const cases = await readLot(transaction, importId, after)
    if (cases.length === 0) return
    await writeLot(transaction, cases, context)
    after = cases.at(-1)!
  }
}

async function readLot(
  transaction: Queryable,
  importId: number,
  after: { source: number; row: number },
): Promise<StagedCase[]> {
  const { rows } = await transaction.query<StagedCase>(
    `select source, row_number as row, fields ->> 'channel' as channel, fields ->> 'externalNumber' as "externalNumber",
            fields ->> 'categoryCode' as "categoryCode", fields ->> 'description' as description,
            fields ->> 'address' as address, fields ->> 'status' as status,
            ${timeOf("fields ->> 'reportedAt'")} as "reportedAt", ${timeOf("fields ->> 'closedAt'")} as "closedAt",
            st_x(shape) as lng, st_y(shape) as lat
       from staged_records as staged
      where import_id = $1 and layer = 'cases' and not refused and (source, row_number) > ($2, $3)
        and not exists (select from cases where channel || ' ' || external_number = staged.code)
      order by source, row_number limit ${LOT}`,
    [importId, after.source, after.row],
  )
  return rows
}

async function writeLot(transaction: Queryable, cases: readonly StagedCase[], context: CaseContext): Promise<void> {
  const numberOf = await numbering(transaction, cases, context.cityTime)
  const rows = cases.map((one) => {
    const { lng, lat, reportedAt, closedAt } = one
    const category = context.facts.categoryByCode.get(one.categoryCode)!
    const route = routeOf(one, context)
    const status = statusOf(one.status, closedAt !== null)
    const ended = status === 'closed' || status === 'rejected'
    return {
      number: numberOf(one),
      channel: channelOf(one.channel),
      external_number: one.externalNumber,
      category_code: one.categoryCode,
      description: one.description ?? category.name,
      address: one.address ?? '',
      lng, lat,
      cell_r10: String(cellToBigInt(latLngToCell(lat, lng, CASE_CELL_RESOLUTION))),
      status,
      urgent: category.urgent,
      reported_at: reportedAt,
      due_at: new Date(reportedAt.getTime() + category.limitHours * HOUR_MS),
      updated_at: closedAt ?? reportedAt,
      closed_at: ended ? (closedAt ?? reportedAt) : null,
      community_grid_id: route.communityGridId,
      street_grid_id: route.streetGridId,
      exclusive_grid_ids: route.exclusiveGridIds,
      owner_grid_id: route.ownerGridId,
      area_code: route.areaCode,
      unit_id: route.unitId,
      watcher_worker_id: route.watcherWorkerId,
      routing_trail: route.trail,
      provenance: route.provenance,
    }
  })
  await transaction.query(
    `with lot as (
       select * from jsonb_to_recordset($1::jsonb) as t (
         number text, channel text, external_number text, category_code text, description text, address text,
         lng float8, lat float8, cell_r10 bigint, status text, urgent boolean, reported_at timestamptz,
         due_at timestamptz, updated_at timestamptz, closed_at timestamptz, community_grid_id int, street_grid_id int,
         exclusive_grid_ids int[], owner_grid_id int, area_code text, unit_id int, watcher_worker_id int,
         routing_trail jsonb, provenance text)
     ), new_cases as (
       insert into cases (
         number, channel, external_number, category_code, description, address, point, cell_r10, status, urgent,
         reported_at, due_at, updated_at, closed_at, community_grid_id, street_grid_id, exclusive_grid_ids,
         owner_grid_id, area_code, unit_id, watcher_worker_id, routing_trail, desk_code, provenance)
       select number, channel, external_number, category_code, description, address,
              st_setsrid(st_makepoint(lng, lat), 4326), cell_r10, status, urgent, reported_at, due_at, updated_at,
              closed_at, community_grid_id, street_grid_id, exclusive_grid_ids, owner_grid_id, area_code, unit_id,
              watcher_worker_id, routing_trail, area_code, provenance
         from lot order by number
       returning *
     )
     insert into case_events (case_id, at, kind, actor, to_status, detail)
     select id, reported_at, 'imported', $2, status,
            -- what the case begins with, so that its row is what its log says
            jsonb_strip_nulls(jsonb_build_object('unitId', unit_id, 'workerId', watcher_worker_id, 'deskCode', desk_code,
              'provenance', provenance, 'dueAtMs', (extract(epoch from due_at) * 1000)::bigint,
              'closedAtMs', (extract(epoch from closed_at) * 1000)::bigint,
              'updatedAtMs', (extract(epoch from updated_at) * 1000)::bigint))
       from new_cases`,
    [JSON.stringify(rows), ACTOR],
  )
}

function routeOf({ lng, lat, categoryCode }: StagedCase, { index, facts }: CaseContext): Route {
  const location = locate(index, lng, lat)
  return routeCase({
    location,
    category: facts.categoryByCode.get(categoryCode)!,
    unitsByKind: facts.unitsByKind,
    unitById: facts.unitById,
    workersOfGrid: (location.community && facts.workersOfGrid.get(location.community.gridId)) || [],
  })
}

/** Returns what gives each case of a lot the next number of its day. */
async function numbering(
  transaction: Queryable,
  cases: readonly StagedCase[],
  cityTime: CityTime,
): Promise<(one: StagedCase) => string> {
  const dayOf = ({ reportedAt }: StagedCase): string => cityTime.dayKey(reportedAt.getTime())
  const days = [...new Set(cases.map(dayOf))]
  const { rows } = await transaction.query<{ day: string; last: string }>(
    `select day, (select max(number) from cases where number between first and last) as last
       from unnest($1::text[], $2::text[], $3::text[]) as t (day, first, last)`,
    [days, days.map((day) => caseNumber(day, 0)), days.map((day) => caseNumber(day, 999_999))],
  )
  const lastOf = new Map(rows.map(({ day, last }) => [day, last === null ? 0 : Number(last.slice(-6))]))
  return (one) => {
    const day = dayOf(one)
    const sequence = lastOf.get(day)! + 1
    lastOf.set(day, sequence)
    return caseNumber(day, sequence)
  }
}
