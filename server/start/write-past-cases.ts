import type { Channel } from '../../geodata/history/history.ts'
import type { CaseEvent } from '../cases/flow/case-event.ts'
import type { CaseState } from '../cases/flow/case-state.ts'
import { type BinaryElement, type BinaryType, binaryColumn } from '../db/binary-array.ts'
import type { Queryable } from '../db/database.ts'
import { NO_DETAIL } from './course-log.ts'
import type { PastOrder } from './history-orders.ts'
import type { RoutedCase } from './route-history.ts'

/** A case of the past with all that happened to it: `state` is what its events make of it. */
export interface PastCase {
  state: CaseState
  events: readonly CaseEvent[]
  orders: readonly PastOrder[]
  channel: Channel
  route: RoutedCase
  number: string
  description: string
  address: string
  lng: number
  lat: number
  reporterWorkerId: number | null
}

/** A column: its name, the type it is sent as, its own where that is another one, and what it holds of a row. */
type Column<Row> = { [Type in BinaryType]: [
  name: string, type: Type, valueOf: (row: Row) => BinaryElement[Type] | null | undefined, cast?: string,
] }[BinaryType]

/** PostgreSQL has no arrays of arrays of different lengths: sent as text. */
const list = (ids: readonly number[]): string => `{${ids.join(',')}}`

const CASES: Column<PastCase>[] = [
  ['id', 'int8', ({ state }) => BigInt(state.id)],
  ['number', 'text', ({ number }) => number],
  ['channel', 'text', ({ channel }) => channel],
  ['category_code', 'text', ({ state }) => state.categoryCode],
  ['description', 'text', ({ description }) => description],
  ['address', 'text', ({ address }) => address],
  ['cell_r10', 'int8', ({ route }) => route.cellR10],
  ['status', 'text', ({ state }) => state.status],
  ['urgent', 'bool', ({ state }) => state.urgent],
  ['reported_at', 'timestamptz', ({ state }) => state.reportedAtMs],
  ['due_at', 'timestamptz', ({ state }) => state.dueAtMs],
  ['updated_at', 'timestamptz', ({ state }) => state.updatedAtMs],
  ['suspended_at', 'timestamptz', ({ state }) => state.suspendedAtMs],
  ['registered_at', 'timestamptz', ({ state }) => state.registeredAtMs],
  ['dispatched_at', 'timestamptz', ({ state }) => state.dispatchedAtMs],
  ['handled_at', 'timestamptz', ({ state }) => state.handledAtMs],
  ['replied_at', 'timestamptz', ({ state }) => state.repliedAtMs],
  ['checked_at', 'timestamptz', ({ state }) => state.checkedAtMs],
  ['visited_at', 'timestamptz', ({ state }) => state.visitedAtMs],
  ['closed_at', 'timestamptz', ({ state }) => state.closedAtMs],
  ['archived_at', 'timestamptz', ({ state }) => state.archivedAtMs],
  ['reporter_worker_id', 'int4', ({ reporterWorkerId }) => reporterWorkerId],
  ['community_grid_id', 'int4', ({ route }) => route.communityGridId],
  ['street_grid_id', 'int4', ({ route }) => route.streetGridId],
  ['exclusive_grid_ids', 'text', ({ route }) => list(route.exclusiveGridIds), 'int[]'],
  ['owner_grid_id', 'int4', ({ route }) => route.ownerGridId],
  ['area_code', 'text', ({ state }) => state.areaCode],
  ['routing_trail', 'jsonb', ({ route }) => JSON.stringify(route.trail)],
  ['template', 'text', ({ state }) => state.template.code],
  ['version', 'int4', ({ state }) => state.version],
  ['round', 'int2', ({ state }) => state.round],
  ['desk_code', 'text', ({ state }) => state.deskCode],
  ['unit_id', 'int4', ({ state }) => state.unitId],
  ['first_unit_id', 'int4', ({ state }) => state.firstUnitId],
  ['assist_unit_ids', 'text', ({ state }) => list(state.assistUnitIds), 'int[]'],
  ['watcher_worker_id', 'int4', ({ state }) => state.watcherWorkerId],
  ['provenance', 'text', ({ state }) => state.provenance],
  ['dispatches', 'int2', ({ state }) => state.dispatches],
  ['refusals', 'int2', ({ state }) => state.refusals],
  ['reworks', 'int2', ({ state }) => state.reworks],
  ['pending', 'jsonb', ({ state }) => JSON.stringify(state.pending)],
  ['merged_into', 'int8', ({ state }) => (state.mergedInto === null ? null : BigInt(state.mergedInto))],
  ['responded', 'bool', ({ state }) => state.responded],
  ['solved', 'bool', ({ state }) => state.solved],
  ['satisfied', 'bool', ({ state }) => state.satisfied],
]
const PLACE: Column<PastCase>[] = [['lng', 'float8', ({ lng }) => lng], ['lat', 'float8', ({ lat }) => lat]]

/** Of the lines of a log and of orders: whose they are. */
const OWNER: Column<bigint>[] = [['case_id', 'int8', (id) => id]]

const EVENTS: Column<CaseEvent>[] = [
  ['at', 'timestamptz', ({ atMs }) => atMs],
  ['kind', 'text', ({ kind }) => kind],
  ['actor', 'text', ({ actor }) => actor.name],
  ['round', 'int2', ({ round }) => round],
  ['from_status', 'text', ({ fromStatus }) => fromStatus],
  ['to_status', 'text', ({ toStatus }) => toStatus],
  ['note', 'text', ({ note }) => note],
  ['detail', 'jsonb', ({ detail }) => (detail === NO_DETAIL ? '{}' : JSON.stringify(detail))],
]
const ORDERS: Column<PastOrder>[] = [
  ['role', 'text', ({ role }) => role],
  ['unit_id', 'int4', ({ unitId }) => unitId],
  ['worker_id', 'int4', ({ workerId }) => workerId],
  ['round', 'int2', ({ round }) => round],
  ['sent_at', 'timestamptz', ({ sentAtMs }) => sentAtMs],
  ['sent_by', 'text', ({ sentBy }) => sentBy],
  ['done_at', 'timestamptz', ({ doneAtMs }) => doneAtMs],
  ['done_note', 'text', ({ doneNote }) => doneNote],
  ['revoked_at', 'timestamptz', ({ revokedAtMs }) => revokedAtMs],
]

/** `unnest` of the columns' parameters, which are numbered from `first` on. */
function rowsOf<Row>(columns: readonly Column<Row>[], first: number): string {
  const parameters = columns.map(([, type], index) => `$${first + index}::${type}[]`)
  return `unnest(${parameters.join(', ')}) as t (${namesOf(columns)})`
}

function namesOf<Row>(columns: readonly Column<Row>[]): string {
  return columns.map(([name]) => name).join(', ')
}

function valuesOf<Row>(columns: readonly Column<Row>[]): string {
  return columns.map(([name, , , cast]) => (cast === undefined ? name : `${name}::${cast}`)).join(', ')
}

function parametersOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Buffer[] {
  return columns.map(([, type, valueOf]) => binaryColumn(type, rows, valueOf as (row: Row) => string))
}

const PLACED = [...CASES, ...PLACE]
/** Only names and types of these are asked: their values come from two lists. */
const OWNED_EVENTS = [...OWNER, ...EVENTS] as Column<unknown>[]
const OWNED_ORDERS = [...OWNER, ...ORDERS] as Column<unknown>[]

/** One statement, so that the database need not wait for this thread between the tables. */
const WRITE = `
  with new_cases as (
    insert into cases (point, ${namesOf(CASES)}) overriding system value
    select st_setsrid(st_makepoint(lng, lat), 4326), ${valuesOf(CASES)} from ${rowsOf(PLACED, 1)}
  ), new_events as (
    insert into case_events (${namesOf(OWNED_EVENTS)})
    select ${valuesOf(OWNED_EVENTS)} from ${rowsOf(OWNED_EVENTS, 1 + PLACED.length)}
  )
  insert into orders (${namesOf(OWNED_ORDERS)})
  select ${valuesOf(OWNED_ORDERS)} from ${rowsOf(OWNED_ORDERS, 1 + PLACED.length + OWNED_EVENTS.length)}`

/** Writes cases under their own ids, with their events and orders in order. */
export async function writePastCases(transaction: Queryable, cases: readonly PastCase[]): Promise<void> {
  const events: CaseEvent[] = []
  const orders: PastOrder[] = []
  const ownersOfEvents: bigint[] = []
  const ownersOfOrders: bigint[] = []
  for (const one of cases) {
    const id = BigInt(one.state.id)
    for (const event of one.events) {
      events.push(event)
      ownersOfEvents.push(id)
    }
    for (const order of one.orders) {
      orders.push(order)
      ownersOfOrders.push(id)
    }
  }
  await transaction.query(WRITE, [
    ...parametersOf(PLACED, cases), ...parametersOf(OWNER, ownersOfEvents), ...parametersOf(EVENTS, events),
    ...parametersOf(OWNER, ownersOfOrders), ...parametersOf(ORDERS, orders),
  ])
}
