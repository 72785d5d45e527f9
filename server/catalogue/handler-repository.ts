import type { CaseChanged } from '../cases/case-draft.ts'
import type { GridHandler, NewGridHandler } from '../contract/api/catalogue.ts'
import type { Queryable } from '../db/database.ts'

/** Events that send orders to units. */
const SENDING: ReadonlySet<string> = new Set(['dispatch', 'forward', 'rework'])

const columns = `h.id, h.grid_code as "gridCode", h.area_code as "areaCode", h.unit_id as "unitId",
  h.account_id as "accountId", h.name, h.phone`

/** Whether a person `h` is bound to the place of a case `c`: to a grid of it, or to an area around it. */
const IS_BOUND = `(left(c.area_code, length(h.area_code)) = h.area_code
  or h.grid_code in (select code from grids where id = any(
       array[c.community_grid_id, c.street_grid_id] || c.exclusive_grid_ids)))`

/** Of several who are bound for a unit the one of a grid comes first, then the one of the smallest area. */
const NEAREST_FIRST = '(h.grid_code is null), length(h.area_code) desc, h.id'

/**
 * Names the person who handles for each unit on the orders that were just sent to it: whoever is bound to a grid of the
 * case, else to the smallest area around it. Where nobody is bound the order stays the unit's.
 */
export async function nameHandlers(changes: readonly CaseChanged[], transaction: Queryable): Promise<void> {
  const sent = changes.filter(({ events }) => events.some(({ kind }) => SENDING.has(kind)))
  const caseIds = sent.map(({ after }) => after.id)
  if (caseIds.length === 0) return
  await transaction.query(
    `update orders set handler_account_id = bound.account_id, handler_name = bound.name, handler_phone = bound.phone
       from (select distinct on (o.id) o.id, h.account_id, h.name, h.phone
               from orders as o
               join cases as c on c.id = o.case_id
               join grid_handlers as h on h.unit_id = o.unit_id
              where o.case_id = any($1::bigint[]) and o.role in ('handle', 'assist') and o.done_at is null
                and o.revoked_at is null and o.handler_name is null
                and ${IS_BOUND}
              order by o.id, ${NEAREST_FIRST}) as bound
      where orders.id = bound.id`,
    [caseIds],
  )
}

/** Who would handle a case, for each unit that has somebody bound to its place. */
export async function handlersOfCase(database: Queryable, caseId: number): Promise<GridHandler[]> {
  const { rows } = await database.query<GridHandler>(
    `select distinct on (h.unit_id) ${columns}
       from cases as c join grid_handlers as h on ${IS_BOUND}
      where c.id = $1 order by h.unit_id, ${NEAREST_FIRST}`,
    [caseId],
  )
  return rows
}

/** Who handles where, in a scope, of one unit or of all. */
export async function listHandlers(
  database: Queryable, scopeCode: string, unitId: number | null,
): Promise<GridHandler[]> {
  const { rows } = await database.query<GridHandler>(
    `select ${columns} from grid_handlers as h
      where ($2::int is null or unit_id = $2)
        and (area_code like $1 || '%' or exists (
              select from grids where grids.code = h.grid_code and grids.area_code like $1 || '%'))
      order by unit_id, coalesce(area_code, grid_code) limit 5000`,
    [scopeCode, unitId],
  )
  return rows
}

/** The area of a grid of the boundaries in force, by its code; null where there is none. */
export async function areaOfGrid(database: Queryable, gridCode: string): Promise<string | null> {
  const { rows } = await database.query<{ area_code: string }>(
    `select area_code from grids join grid_versions on grid_versions.id = grids.version_id
      where code = $1 and state = 'in-force' order by grids.id limit 1`,
    [gridCode],
  )
  return rows[0]?.area_code ?? null
}

/** What an account is called; null where there is none. */
export async function accountName(database: Queryable, id: number): Promise<string | null> {
  const { rows } = await database.query<{ name: string }>(
    'select display_name as name from accounts where id = $1', [id],
  )
  return rows[0]?.name ?? null
}

/** Binds a person; whoever was bound to the same unit and place no longer is. */
export async function bindHandler(
  transaction: Queryable, handler: NewGridHandler & { name: string },
): Promise<GridHandler> {
  const { rows } = await transaction.query<GridHandler>(
    `insert into grid_handlers as h (grid_code, area_code, unit_id, account_id, name, phone) values ($1, $2, $3, $4, $5, $6)
     on conflict (unit_id, coalesce(grid_code, area_code)) do update
       set account_id = excluded.account_id, name = excluded.name, phone = excluded.phone
     returning ${columns}`,
    [
      handler.gridCode ?? null, handler.areaCode ?? null, handler.unitId, handler.accountId ?? null, handler.name,
      handler.phone ?? '',
    ],
  )
  return rows[0]
}

/** Unbinds a person. */
export async function removeHandler(transaction: Queryable, id: number): Promise<void> {
  await transaction.query('delete from grid_handlers where id = $1', [id])
}
