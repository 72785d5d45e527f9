import { latLngToCell } from 'h3-js'
import { CASE_CELL_RESOLUTION } from '../cases/cell-range.ts'
import type { CaseStatus, CaseSummary, Channel } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import type { HeatCube } from './heat-cube.ts'

const PAGE = 20_000

/** A page as one row of JSON arrays: half the time of as many rows, each field of which pg would read for itself. */
interface Page {
  id: number[] | null
  cell: string[]
  reported_at_ms: number[]
  category_code: string[]
  area_code: string[]
  status: CaseStatus[]
  channel: Channel[]
}

/** Puts all cases of the database into the cube, in pages by id. */
export async function loadCube(cube: HeatCube, database: Queryable): Promise<void> {
  let after = 0
  for (;;) {
    const { rows } = await database.query<Page>(
      `select json_agg(id) as id, json_agg(to_hex(cell_r10)) as cell,
              json_agg(floor(extract(epoch from reported_at) * 1000)) as reported_at_ms,
              json_agg(category_code) as category_code, json_agg(area_code) as area_code,
              json_agg(status) as status, json_agg(channel) as channel
         from (select * from cases where id > $1 order by id limit ${PAGE}) as page`,
      [after],
    )
    const { id: ids, ...page } = rows[0]
    if (ids === null) return
    for (const [index, id] of ids.entries()) {
      cube.put({
        id,
        cell: page.cell[index],
        reportedAtMs: page.reported_at_ms[index],
        categoryCode: page.category_code[index],
        areaCode: page.area_code[index],
        status: page.status[index],
        channel: page.channel[index],
      })
      after = Math.max(after, id)
    }
  }
}

/** Puts a case in as the feed carries it. */
export function putSummary(cube: HeatCube, summary: CaseSummary): void {
  const { id, lng, lat, reportedAt, categoryCode, areaCode, status, channel } = summary
  const cell = latLngToCell(lat, lng, CASE_CELL_RESOLUTION)
  cube.put({ id, cell, reportedAtMs: Date.parse(reportedAt), categoryCode, areaCode, status, channel })
}
