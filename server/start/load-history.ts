import { setImmediate } from 'node:timers/promises'
import type { City } from '../../geodata/city/city.ts'
import { channels, type Channel, type History, statuses } from '../../geodata/history/history.ts'
import { caseNumber } from '../cases/case-number.ts'
import { binaryArray as array } from '../db/binary-array.ts'
import type { Queryable } from '../db/database.ts'
import type { CityTime } from '../org/city-time.ts'
import type { RoutedCase } from './route-history.ts'

/** The tables that `loadHistory` fills. */
export const historyTables = ['cases', 'case_events', 'orders']

/** Cases sent at a time: while the database writes one lot, this thread routes the next. */
const lotSize = 1000

/** Cases routed between two looks at the socket, on which the lot before is still going out. */
const routedAtATime = 20

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
  const context = {
    city,
    history,
    route,
    numbers: caseNumbers(history, cityTime),
    unitNames: new Map(city.units.map(({ id, name }) => [id, name])),
    workerNames: new Map(city.workers.map(({ id, name }) => [id, name])),
  }
  let writing: Promise<unknown> = Promise.resolve()
  for (let from = 0; from < history.count; from += lotSize) {
    const lot = await prepareLot(context, from, Math.min(from + lotSize, history.count))
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
  unitNames: Map<number, string>
  workerNames: Map<number, string>
}

type Lot = Awaited<ReturnType<typeof prepareLot>>

async function prepareLot({ city, history, route, numbers, unitNames, workerNames }: LotContext, from: number, until: number) {
  const indexes = Array.from({ length: until - from }, (_, offset) => from + offset)
  const routes: RoutedCase[] = []
  for (const index of indexes) {
    routes.push(route(index))
    if (index % routedAtATime === 0) await setImmediate()
  }
  const time = (times: Float64Array): (number | null)[] =>
    indexes.map((index) => (Number.isNaN(times[index]) ? null : times[index]!))
  const category = (index: number) => city.categories[history.category[index]!]!
  return {
    id: indexes.map((index) => BigInt(index + 1)),
    number: numbers.slice(from, until),
    channel: indexes.map((index) => channels[history.channel[index]!]!),
    category: indexes.map((index) => category(index).code),
    description: indexes.map((index) => history.description(index)),
    address: indexes.map((index) => history.address(index)),
    lng: Array.from(history.lng.subarray(from, until)),
    lat: Array.from(history.lat.subarray(from, until)),
    cell: routes.map(({ cellR10 }) => cellR10),
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
    provenance: routes.map(({ provenance }) => provenance),
    reporter: indexes.map((index) => reporters[channels[history.channel[index]!]!]),
    handler: routes.map(({ unitId }) => (unitId === null ? dispatcher : unitNames.get(unitId)!)),
    closer: routes.map(({ watcherWorkerId }) => (watcherWorkerId === null ? dispatcher : workerNames.get(watcherWorkerId)!)),
  }
}

/** One statement, so that the database need not wait for this thread between the tables. */
async function writeLot(transaction: Queryable, lot: Lot): Promise<void> {
  await transaction.query(
    `with lot as materialized (
       select * from unnest($1::int8[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::float8[],
         $8::float8[], $9::int8[], $10::text[], $11::bool[], $12::timestamptz[], $13::timestamptz[], $14::timestamptz[],
         $15::timestamptz[], $16::timestamptz[], $17::int4[], $18::int4[], $19::text[], $20::int4[], $21::text[],
         $22::int4[], $23::int4[], $24::jsonb[], $25::text[], $26::text[], $27::text[],
         $28::text[])
       as t (id, number, channel, category, description, address, lng, lat, cell, status, urgent, reported, due,
         dispatched, handled, closed, community, street, exclusive, owner, area, unit, watcher, trail, reporter, handler,
         closer, provenance)
     ), new_cases as (
       insert into cases (id, number, channel, category_code, description, address, point, cell_r10, status, urgent,
         reported_at, due_at, updated_at, closed_at, reporter_worker_id, community_grid_id, street_grid_id,
         exclusive_grid_ids, owner_grid_id, area_code, unit_id, watcher_worker_id, routing_trail,
         version, desk_code, first_unit_id, dispatched_at, handled_at, dispatches, provenance)
       overriding system value
       select id, number, channel, category, description, address, st_setsrid(st_makepoint(lng, lat), 4326), cell, status,
         urgent, reported, due, greatest(reported, dispatched, handled, closed), closed,
         case when channel = 'patrol' then watcher end, community, street, exclusive::int[], owner, area, unit, watcher,
         trail, num_nonnulls(reported, dispatched, handled, closed), area,
         case when dispatched is not null then unit end, dispatched, handled, num_nonnulls(dispatched), provenance
       from lot
     ), new_events as (
       insert into case_events (case_id, at, kind, actor, from_status, to_status, detail)
       select lot.id, event.at, event.kind, event.actor, event.before, event.status,
         case event.step
           when 1 then jsonb_strip_nulls(jsonb_build_object('unitId', unit, 'workerId', watcher, 'deskCode', area,
             'provenance', provenance, 'dueAtMs', (extract(epoch from due) * 1000)::bigint))
           when 2 then jsonb_build_object('unitId', unit, 'workerId', watcher)
           else '{}'
         end
       from lot, lateral (values
         (1, reported, 'report', reporter, null, 'reported'),
         (2, dispatched, 'dispatch', $29, 'reported', 'dispatched'),
         (3, handled, 'handle', handler, 'dispatched', 'handled'), (4, closed, 'close', closer, 'handled', 'closed')
       ) as event (step, at, kind, actor, before, status)
       where event.at is not null
       order by lot.id, event.step
     )
     insert into orders (case_id, role, unit_id, worker_id, sent_at, sent_by, done_at)
     select lot.id, o.role, o.unit, o.worker, dispatched, $29, o.done
     from lot, lateral (values ('handle', unit, null, handled), ('watch', null, watcher, closed)) as o (role, unit, worker, done)
     where dispatched is not null and coalesce(o.unit, o.worker) is not null
     order by lot.id, o.role`,
    [
      array('int8', lot.id), array('text', lot.number), array('text', lot.channel), array('text', lot.category),
      array('text', lot.description), array('text', lot.address), array('float8', lot.lng), array('float8', lot.lat),
      array('int8', lot.cell), array('text', lot.status), array('bool', lot.urgent),
      array('timestamptz', lot.reportedAt), array('timestamptz', lot.dueAt), array('timestamptz', lot.dispatchedAt),
      array('timestamptz', lot.handledAt), array('timestamptz', lot.closedAt), array('int4', lot.communityGridId),
      array('int4', lot.streetGridId), array('text', lot.exclusiveGridIds), array('int4', lot.ownerGridId),
      array('text', lot.areaCode), array('int4', lot.unitId), array('int4', lot.watcherId), array('jsonb', lot.trail),
      array('text', lot.reporter), array('text', lot.handler), array('text', lot.closer),
      array('text', lot.provenance), dispatcher,
    ],
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
