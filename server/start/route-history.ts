import { latLngToCell } from 'h3-js'
import type { City } from '../../geodata/city/city.ts'
import type { History } from '../../geodata/history/history.ts'
import { categoryPathOf } from '../cases/category-tree.ts'
import { CASE_CELL_RESOLUTION, cellToBigInt } from '../cases/cell-range.ts'
import { groupBy } from '../cases/group-by.ts'
import { placeCodeOf } from '../cases/report-case.ts'
import { type Route, routeCase, type WatcherCandidate } from '../cases/route-case.ts'
import { type DutyTable, resolveDuty } from '../catalogue/resolve-duty.ts'
import type { GridIndex } from '../grids/grid-index.ts'
import { locate } from '../grids/locate.ts'

/** Where a case of the history belongs, as a report at that time would have found it. */
export interface RoutedCase extends Route {
  /** The H3 cell of resolution 10. */
  cellR10: bigint
}

/**
 * Returns the function that routes the cases of a history by the rules in force when each was reported, to be called
 * with 0, 1, 2 … in this order: who watches depends on who was sent an order before.
 */
export function historyRouter(
  city: City, history: History, index: GridIndex, duties: DutyTable,
): (index: number) => RoutedCase {
  const unitById = new Map(city.units.map((unit) => [unit.id, unit]))
  const unitsByKind = groupBy(city.units, ({ kind }) => kind)
  const categoryByCode = new Map(city.categories.map((category) => [category.code, category]))
  const pathOf = city.categories.map(({ code }) => categoryPathOf(code, categoryByCode))
  const workersOfGrid = groupBy(
    city.workers.map(({ id, number, name, nameEn, gridId }) => ({ id, number, name, nameEn, gridId, lastOrderedAtMs: null })),
    ({ gridId }) => gridId,
  ) as Map<number, WatcherCandidate[]>

  return (at) => {
    const lng = history.lng[at]!
    const lat = history.lat[at]!
    const location = locate(index, lng, lat)
    const candidates = (location.community && workersOfGrid.get(location.community.gridId)) || []
    const category = city.categories[history.category[at]!]!
    const path = pathOf[history.category[at]!]!
    const duty = resolveDuty(duties, path, placeCodeOf(location), history.reportedAt[at]!)
    const route = routeCase({ location, category, unitsByKind, unitById, workersOfGrid: candidates, duty })
    const watcher = candidates.find(({ id }) => id === route.watcherWorkerId)
    if (watcher && !Number.isNaN(history.dispatchedAt[at])) watcher.lastOrderedAtMs = history.dispatchedAt[at]!
    return { ...route, cellR10: cellToBigInt(latLngToCell(lat, lng, CASE_CELL_RESOLUTION)) }
  }
}
