import type { City } from '../../geodata/city/city.ts'
import { channels, type Channel, type History, statuses } from '../../geodata/history/history.ts'
import { caseNumber } from '../cases/case-number.ts'
import type { Queryable } from '../db/database.ts'
import type { CityTime } from '../org/city-time.ts'
import type { RoutedCase } from './route-history.ts'

/** The tables that `loadHistory` fills. */
export const historyTables = ['cases', 'case_events', 'orders']

/** Cases sent at a time: while the database writes one lot, this thread routes the next. */
const lotSize = 5000

const reporters: Record<Channel, string> = {
  '12345': '12345 热线',
  '110': '110 联动',
  patrol: '网格巡查',
  app: '市民 App',
  iot: '物联感知',
  ai: '视频识别',
  visit: '来访接待',
}
const dispatcher = '值班席'

/**
 * Writes a history into empty tables, its cases numbered from 1 in order of time, with the events and orders that
 * brought each to its status. `route` is asked once for each case, in order.
 */
export async function loadHistory(
  transaction: Queryable,
  city: City,
  history: History,
  route: (index: number) => RoutedCase,
  cityTime: CityTime,
): Promise<void> {
  const context = { city, history, route, numbers: caseNumbers(history, cityTime) }
  let writing: Promise<unknown> = Promise.resolve()
  for (let from = 0; from < history.count; from += lotSize) {
    const lot = prepareLot(context, from, Math.min(from + lotSize, history.count))
    await writing
    writing = writeLot(transaction, lot)
    // Who awaits it comes later: an error in between must not count as unhandled.
    writing.catch(() => {})
  }
  await writing
  await transaction.query("select setval(pg_get_serial_sequence('cases', 'id'), greatest($1, 1), $1 > 0)", [history.count])
}

interface LotContext {
  city: City
  history: History
  route: (index: number) => RoutedCase
  numbers: string[]
}

type Lot = ReturnType<typeof prepareLot>

function prepareLot({ city, history, route, numbers }: LotContext, from: number, until: number) {
  const indexes = Array.from({ length: until - from }, (_, offset) => from + offset)
  const routes = indexes.map(route)
  const unitNames = new Map(city.units.map(({ id, name }) => [id, name]))
  const workerNames = new Map(city.workers.map(({ id, name }) => [id, name]))
  const time = (times: Float64Array): (number | null)[] =>
    indexes.map((index) => (Number.isNaN(times[index]) ? null : times[index]!))
  const category = (index: number) => city.categories[history.category[index]!]!
  return {
    id: indexes.map((index) => index + 1),
    number: numbers.slice(from, until),
    channel: indexes.map((index) => channels[history.channel[index]!]!),
    category: indexes.map((index) => category(index).code),
    description: indexes.map((index) => history.description(index)),
    address: indexes.map((index) => history.address(index)),
    lng: Array.from(history.lng.subarray(from, until)),
    lat: Array.from(history.lat.subarray(from, until)),
    cell: routes.map(({ cellR10 }) => String(cellR10)),
    status: indexes.map((index) => statuses[history.status[index]!]!),
    urgent: indexes.map((index) => category(index).urgent),
    reportedAt: time(history.reportedAt),
    dueAt: time(history.dueAt),
    dispatchedAt: time(history.dispatchedAt),
    handledAt: time(history.handledAt),
    closedAt: time(history.closedAt),
    communityGridId: routes.map(({ communityGridId }) => communityGridId),
    streetGridId: routes.map(({ streetGridId }) => streetGridId),
    // As text: PostgreSQL has no arrays of arrays of different lengths.
    exclusiveGridIds: routes.map(({ exclusiveGridIds }) => `{${exclusiveGridIds.join(',')}}`),
    ownerGridId: routes.map(({ ownerGridId }) => ownerGridId),
    areaCode: routes.map(({ areaCode }) => areaCode),
    unitId: routes.map(({ unitId }) => unitId),
    watcherId: routes.map(({ watcherWorkerId }) => watcherWorkerId),
    trail: routes.map(({ trail }) => JSON.stringify(trail)),
    reporter: indexes.map((index) => reporters[channels[history.channel[index]!]!]),
    handler: routes.map(({ unitId }) => (unitId === null ? dispatcher : unitNames.get(unitId)!)),
    closer: routes.map(({ watcherWorkerId }) => (watcherWorkerId === null ? dispatcher : workerNames.get(watcherWorkerId)!)),
  }
}

async function writeLot(transaction: Queryable, lot: Lot): Promise<void> {
  await transaction.query(
    `insert into cases (id, number, channel, category_code, description, address, point, cell_r10, status, urgent,
       reported_at, due_at, updated_at, closed_at, reporter_worker_id, community_grid_id, street_grid_id,
       exclusive_grid_ids, owner_grid_id, area_code, unit_id, watcher_worker_id, routing_trail)
     overriding system value
     select id, number, channel, category, description, address, st_setsrid(st_makepoint(lng, lat), 4326), cell, status,
       urgent, to_timestamp(reported / 1000), to_timestamp(due / 1000),
       to_timestamp(greatest(reported, dispatched, handled, closed) / 1000), to_timestamp(closed / 1000),
       case when channel = 'patrol' then watcher end, community, street, exclusive::int[], owner, area, unit, watcher,
       trail::jsonb
     from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::float8[],
       $9::bigint[], $10::text[], $11::bool[], $12::float8[], $13::float8[], $14::float8[], $15::float8[], $16::float8[],
       $17::int[], $18::int[], $19::text[], $20::int[], $21::text[], $22::int[], $23::int[], $24::text[])
     as t (id, number, channel, category, description, address, lng, lat, cell, status, urgent, reported, due, dispatched,
       handled, closed, community, street, exclusive, owner, area, unit, watcher, trail)`,
    [
      lot.id, lot.number, lot.channel, lot.category, lot.description, lot.address, lot.lng, lot.lat, lot.cell,
      lot.status, lot.urgent, lot.reportedAt, lot.dueAt, lot.dispatchedAt, lot.handledAt, lot.closedAt,
      lot.communityGridId, lot.streetGridId, lot.exclusiveGridIds, lot.ownerGridId, lot.areaCode, lot.unitId,
      lot.watcherId, lot.trail,
    ],
  )
  await transaction.query(
    `insert into case_events (case_id, at, kind, actor, to_status)
     select id, to_timestamp(event.at / 1000), event.kind, event.actor, event.status
     from unnest($1::bigint[], $2::float8[], $3::float8[], $4::float8[], $5::float8[], $6::text[], $7::text[], $8::text[])
       with ordinality as t (id, reported, dispatched, handled, closed, reporter, handler, closer, place),
     lateral (values
       (1, reported, 'report', reporter, 'reported'), (2, dispatched, 'dispatch', $9, 'dispatched'),
       (3, handled, 'handle', handler, 'handled'), (4, closed, 'close', closer, 'closed')
     ) as event (step, at, kind, actor, status)
     where event.at is not null
     order by t.place, event.step`,
    [
      lot.id, lot.reportedAt, lot.dispatchedAt, lot.handledAt, lot.closedAt, lot.reporter, lot.handler, lot.closer,
      dispatcher,
    ],
  )
  await transaction.query(
    `insert into orders (case_id, role, unit_id, worker_id, sent_at, sent_by, done_at)
     select id, o.role, o.unit, o.worker, to_timestamp(dispatched / 1000), $7, to_timestamp(o.done / 1000)
     from unnest($1::bigint[], $2::float8[], $3::float8[], $4::float8[], $5::int[], $6::int[])
       with ordinality as t (id, dispatched, handled, closed, unit, watcher, place),
     lateral (values ('handle', unit, null, handled), ('watch', null, watcher, closed)) as o (role, unit, worker, done)
     where dispatched is not null and coalesce(o.unit, o.worker) is not null
     order by t.place, o.role`,
    [lot.id, lot.dispatchedAt, lot.handledAt, lot.closedAt, lot.unitId, lot.watcherId, dispatcher],
  )
}

/** The numbers of all cases: the city's day, then the sequence within it. */
function caseNumbers(history: History, cityTime: CityTime): string[] {
  let day = ''
  let sequence = 0
  return Array.from(history.reportedAt, (reportedAt) => {
    const today = cityTime.dayKey(reportedAt)
    sequence = today === day ? sequence + 1 : 1
    day = today
    return caseNumber(today, sequence)
  })
}
