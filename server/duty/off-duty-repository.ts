import type { OffDutyCount } from '../contract/api/duty.ts'
import type { Queryable } from '../db/database.ts'

/** Sums of fixes outside shifts with from ≤ hour < to, by hour and the district of the grid; a grid of older boundaries
 * counts for the district that it was in. */
export async function countOffDuty(database: Queryable, fromMs: number, toMs: number): Promise<OffDutyCount[]> {
  const { rows } = await database.query<{ hour: Date; district: string | null; fixes: number }>(
    `select hour, district.code as district, sum(fixes)::int as fixes
       from off_duty_counts as counted
       left join lateral (
         select area_code from grids where code = counted.grid_code order by version_id desc limit 1
       ) as grid on true
       left join areas as district on district.level = 'district' and grid.area_code like district.code || '%'
      where hour >= $1 and hour < $2
      group by hour, district.code order by hour, district.code nulls last`,
    [new Date(fromMs), new Date(toMs)],
  )
  return rows.map(({ hour, district, fixes }) => ({ hour: hour.toISOString(), districtCode: district, fixes }))
}
