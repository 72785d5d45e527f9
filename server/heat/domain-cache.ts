import type { CityTime } from '../org/city-time.ts'
import { colourDomain } from './colour-domain.ts'
import { countByPeriod } from './count-cells.ts'
import type { HeatCube, HeatFilter } from './heat-cube.ts'
import { calendarEdges, equalEdges, type Step } from './periods.ts'

const DAY_MS = 86_400_000
const YEAR_MS = 365 * DAY_MS
const KEPT = 500

/** Periods of one length, or the steps of a calendar. */
export type DomainPeriods = { type: 'equal'; lengthMs: number } | { type: 'calendar'; step: Step }

/**
 * Remembers the fixed colour domains. A domain is that of the year up to the end of the day of the latest case, cut
 * into periods of the asked length, for the asked category, area and resolution. It does not depend on where the asked
 * period lies; it is worked out anew on the next day of the data, when there are twice as many cases, and when an import
 * has brought some.
 */
export class DomainCache {
  readonly #cube: HeatCube
  readonly #cityTime: CityTime
  readonly #domains = new Map<string, [number, number]>()

  constructor(cube: HeatCube, cityTime: CityTime) {
    this.#cube = cube
    this.#cityTime = cityTime
  }

  /** The domain for a filter, whose from and to are not looked at. */
  domainOf(filter: HeatFilter, periods: DomainPeriods, resolution: number): [number, number] {
    const cube = this.#cube
    if (cube.size === 0) return [0, 1]
    const endMs = this.#endOfDay(cube.latestMs)
    const key = JSON.stringify([
      periods,
      resolution,
      filter.categories === null ? null : [...filter.categories],
      filter.areaPrefixes,
      endMs,
      cube.loads,
      Math.floor(Math.log2(cube.size)),
    ])
    let domain = this.#domains.get(key)
    if (domain === undefined) {
      const edges = this.#edgesOf(periods, endMs)
      const rows = cube.select({ ...filter, fromMs: edges[0], toMs: endMs })
      domain = colourDomain(countByPeriod(cube, rows, edges, resolution))
      if (this.#domains.size >= KEPT) this.#domains.clear()
      this.#domains.set(key, domain)
    }
    return domain
  }

  #edgesOf(periods: DomainPeriods, endMs: number): number[] {
    if (periods.type === 'calendar') return calendarEdges(endMs - YEAR_MS, endMs, periods.step, this.#cityTime)
    return equalEdges(endMs, periods.lengthMs, Math.max(1, Math.floor(YEAR_MS / periods.lengthMs)))
  }

  #endOfDay(utcMs: number): number {
    const { toLocal, toUtc } = this.#cityTime
    return toUtc((Math.floor(toLocal(utcMs) / DAY_MS) + 1) * DAY_MS)
  }
}
