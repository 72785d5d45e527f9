import type { AreaRecord } from '../../server/contract/api/city.ts'
import type { CaseSummary } from '../../server/contract/api/cases.ts'
import { isOverdue } from '../map/layers/case-layer.ts'
import { isOpen } from '../live/feed-reducer.ts'

export interface DistrictRow {
  area: AreaRecord
  open: number
  overdue: number
}

/** Open and overdue cases of each district, most open ones first. An area's code starts with that of its district. */
export function districtRows(areas: readonly AreaRecord[], cases: Iterable<CaseSummary>): DistrictRow[] {
  const rows = areas.filter(({ level }) => level === 'district').map((area) => ({ area, open: 0, overdue: 0 }))
  for (const record of cases) {
    const row = rows.find(({ area }) => record.areaCode.startsWith(area.code))
    if (row === undefined || !isOpen(record)) continue
    row.open++
    if (isOverdue(record)) row.overdue++
  }
  return rows.sort((a, b) => b.open - a.open || (a.area.code < b.area.code ? -1 : 1))
}
