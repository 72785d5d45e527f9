import { latLngToCell } from 'h3-js'
import { CASE_CELL_RESOLUTION } from '../cases/cell-range.ts'
import type { CaseStatus, CaseSummary, Channel } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import type { HeatCube } from './heat-cube.ts'

const PAGE = 20_000

interface Row {
  id: string
  cell: string
  reported_at_ms: number
  category_code: string
  area_code: string
  status: CaseStatus
  channel: Channel
}

/** Puts all cases of the database into the cube, in pages by id. */
export async function loadCube(cube: HeatCube, database: Queryable): Promise<void> {
  let after = '0'
  for (;;) {
    const { rows } = await database.query<Row>(
      `select id, to_hex(cell_r10) as cell, floor(extract(epoch from reported_at) * 1000)::float8 as reported_at_ms,
              category_code, area_code, status, channel
         from cases where id > $1 order by id limit ${PAGE}`,
      [after],
    )
    for (const row of rows) {
      cube.put({
        id: Number(row.id),
        cell: row.cell,
        reportedAtMs: row.reported_at_ms,
        categoryCode: row.category_code,
        areaCode: row.area_code,
        status: row.status,
        channel: row.channel,
      })
    }
    if (rows.length < PAGE) return
    after = rows[rows.length - 1].id
  }
}

/** Puts a case in as the feed carries it. */
export function putSummary(cube: HeatCube, summary: CaseSummary): void {
  const { id, lng, lat, reportedAt, categoryCode, areaCode, status, channel } = summary
  const cell = latLngToCell(lat, lng, CASE_CELL_RESOLUTION)
  cube.put({ id, cell, reportedAtMs: Date.parse(reportedAt), categoryCode, areaCode, status, channel })
}
