import { latLngToCell } from 'h3-js'
import { CASE_CELL_RESOLUTION } from '../cases/cell-range.ts'
import {
  type CaseColour, type CaseMode, type CaseStatus, type CaseSummary, type Channel, FINISHED_STATUSES,
} from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import type { HeatCube } from './heat-cube.ts'

/** Cases of one statement. Before anybody looks, large ones are quicker; later, screens must not wait for one. */
export const START_PAGE = 20_000
export const RUNNING_PAGE = 2000

/** A page as one row of JSON arrays: half the time of as many rows, each field of which pg would read for itself. */
interface Page {
  id: number[] | null
  cell: string[]
  reported_at_ms: number[]
  category_code: string[]
  area_code: string[]
  status: CaseStatus[]
  channel: Channel[]
  desk_code: string[]
  unit_id: (number | null)[]
  assist_unit_ids: number[][]
  template: string[]
  colour: CaseColour[]
  mode: CaseMode[]
  round: number[]
  is_suspended: boolean[]
}

const OPEN = `and status not in (${FINISHED_STATUSES.map((status) => `'${status}'`).join(', ')})`

/** Puts all cases of the database into the cube, or all that are open, in pages by id; what it holds already is taken
 * anew. */
export async function loadCube(
  cube: HeatCube, database: Queryable, page: number, which: 'all' | 'open' = 'all',
): Promise<void> {
  let after = 0
  for (;;) {
    const { rows } = await database.query<Page>(
      `select json_agg(id) as id, json_agg(to_hex(cell_r10)) as cell,
              json_agg(floor(extract(epoch from reported_at) * 1000)) as reported_at_ms,
              json_agg(category_code) as category_code, json_agg(area_code) as area_code,
              json_agg(status) as status, json_agg(channel) as channel, json_agg(desk_code) as desk_code,
              json_agg(unit_id) as unit_id, json_agg(assist_unit_ids) as assist_unit_ids, json_agg(template) as template,
              json_agg(colour) as colour, json_agg(mode) as mode, json_agg(round) as round,
              json_agg(suspended_at is not null) as is_suspended
         from (select * from cases where id > $1 ${which === 'open' ? OPEN : ''} order by id limit $2) as page`,
      [after, page],
    )
    const { id: ids, ...columns } = rows[0]
    if (ids === null) return
    for (const [index, id] of ids.entries()) {
      const row = cube.put({
        id,
        cell: columns.cell[index],
        reportedAtMs: columns.reported_at_ms[index],
        categoryCode: columns.category_code[index],
        areaCode: columns.area_code[index],
        status: columns.status[index],
        channel: columns.channel[index],
      })
      cube.marks.put(row, {
        deskCode: columns.desk_code[index],
        unitId: columns.unit_id[index],
        assistUnitIds: columns.assist_unit_ids[index],
        template: columns.template[index],
        colour: columns.colour[index],
        mode: columns.mode[index],
        round: columns.round[index],
        isSuspended: columns.is_suspended[index],
      })
      after = Math.max(after, id)
    }
  }
}

/** Puts a case in as the feed carries it. */
export function putSummary(cube: HeatCube, summary: CaseSummary): void {
  const { id, lng, lat, reportedAt, categoryCode, areaCode, status, channel } = summary
  const cell = latLngToCell(lat, lng, CASE_CELL_RESOLUTION)
  const row = cube.put({ id, cell, reportedAtMs: Date.parse(reportedAt), categoryCode, areaCode, status, channel })
  cube.marks.put(row, { ...summary, isSuspended: summary.suspendedAt !== null })
}

/** How many imports have brought cases, which the feed does not tell of. */
export async function countCaseImports(database: Queryable): Promise<number> {
  const { rows } = await database.query<{ n: number }>(
    `select count(*)::int as n from imports where state = 'applied' and summary @> '[{"layer": "cases"}]'`,
  )
  return rows[0].n
}
