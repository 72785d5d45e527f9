import { groupBy } from '../../cases/group-by.ts'
import type { WatcherCandidate } from '../../cases/route-case.ts'
import type { CategoryRecord, UnitRecord } from '../../contract/api/city.ts'
import type { Queryable } from '../../db/database.ts'

/** What routing asks of a city, all of it in memory. */
export interface RoutingFacts {
  categoryByCode: ReadonlyMap<string, CategoryRecord>
  unitById: ReadonlyMap<number, UnitRecord>
  unitsByKind: ReadonlyMap<string, readonly UnitRecord[]>
  workersOfGrid: ReadonlyMap<number, readonly WatcherCandidate[]>
}

interface WorkerRow extends Omit<WatcherCandidate, 'lastOrderedAtMs'> {
  gridId: number
  sent: Date | null
}

/** Reads the city's categories, units and workers as the transaction sees them. */
export async function readRoutingFacts(transaction: Queryable): Promise<RoutingFacts> {
  const categories = await transaction.query<CategoryRecord>(
    `select code, parent_code as "parentCode", level, name, name_en as "nameEn", unit_kind as "unitKind", layer, urgent,
            limit_hours as "limitHours" from categories`,
  )
  const units = await transaction.query<UnitRecord>(
    'select id, kind, name, name_en as "nameEn", area_code as "areaCode" from units order by id',
  )
  const workers = await transaction.query<WorkerRow>(
    `select workers.id, number, name, name_en as "nameEn", grid_id as "gridId", max(sent_at) as sent
       from workers left join orders on orders.worker_id = workers.id group by workers.id`,
  )
  const candidates = workers.rows.map(({ sent, ...worker }) => ({
    ...worker, lastOrderedAtMs: sent?.getTime() ?? null,
  }))
  return {
    categoryByCode: new Map(categories.rows.map((category) => [category.code, category])),
    unitById: new Map(units.rows.map((unit) => [unit.id, unit])),
    unitsByKind: groupBy(units.rows, ({ kind }) => kind),
    workersOfGrid: groupBy(candidates, ({ gridId }) => gridId),
  }
}
