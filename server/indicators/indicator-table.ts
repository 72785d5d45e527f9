import {
  INDICATOR_SERIES, type Days, type IndicatorDimension, type IndicatorRow, type IndicatorTable, type Measures,
} from '../contract/api/indicators.ts'
import type { Queryable } from '../db/database.ts'
import type { CaseSet } from './case-set.ts'
import { groupStatement, type GroupSums, sumsOfRow, termsOf } from './count-groups.ts'
import { daysBefore, daysOfLastYear, spanOf } from './days.ts'
import type { Indicator } from './definitions.ts'
import { type GroupContext, type Grouping, type Names, namesOf, seriesDays } from './dimensions.ts'
import { measureOf } from './measure.ts'

/** Of a long table so many rows are given, those with most cases. */
const MOST_ROWS = 1000

/** What a table is made of. */
export interface TableQuestion {
  cases: CaseSet
  days: Days
  indicators: readonly Indicator[]
  by: IndicatorDimension
  compare: 'previous' | 'last-year' | 'both' | 'none'
}

/** Indicators of a period by a dimension, beside those of the periods that it is compared with. */
export async function indicatorTable(
  database: Queryable, { cases, days, indicators, by, compare }: TableQuestion, context: GroupContext,
): Promise<IndicatorTable> {
  const previousDays = compare === 'previous' || compare === 'both' ? daysBefore(days) : null
  const lastYearDays = compare === 'last-year' || compare === 'both' ? daysOfLastYear(days) : null
  const count = (of: Days | null) => of && countAll(database, cases, of, indicators, by, context)
  const now = await countAll(database, cases, days, indicators, by, context)
  const previous = await count(previousDays)
  const lastYear = await count(lastYearDays)
  const { cityTime } = context
  const keys = isSeries(by) ? seriesDays(by, spanOf(days, cityTime), cityTime).map(({ day }) => day) : keysOf(now, by)
  const rows = keys.slice(0, MOST_ROWS).map((key): IndicatorRow => ({
    key,
    ...(now.names.get(key) ?? namesOf(by, key, context)),
    values: measuresOf(indicators, now, key),
    ...(previous && { previous: measuresOf(indicators, previous, key) }),
    ...(lastYear && { lastYear: measuresOf(indicators, lastYear, key) }),
  }))
  return {
    ...days, previous: previousDays, lastYear: lastYearDays, asOf: new Date(cases.asOfMs).toISOString(), by, rows,
    rowCount: keys.length,
  }
}

/** Whether the rows of a dimension are steps of time. */
export function isSeries(by: Grouping): by is (typeof INDICATOR_SERIES)[number] {
  return (INDICATOR_SERIES as readonly Grouping[]).includes(by)
}

interface Counted {
  names: ReadonlyMap<string, Names>
  /** By basis and by key. */
  groups: Record<Indicator['basis'], ReadonlyMap<string, GroupSums>>
}

async function countAll(
  database: Queryable, cases: CaseSet, days: Days, indicators: readonly Indicator[], by: IndicatorDimension,
  context: GroupContext,
): Promise<Counted> {
  const names = new Map<string, Names>()
  const countOn = async (basis: Indicator['basis']) => {
    const some = indicators.filter((one) => one.basis === basis)
    if (some.length === 0) return new Map<string, GroupSums>()
    const span = spanOf(days, context.cityTime)
    const { text, parameters, terms } = groupStatement(cases, span, basis, termsOf(some), by, context)
    const { rows } = await database.query(text, parameters.values)
    const groups = rows.map((row) => sumsOfRow(row as Record<string, unknown>, terms))
    for (const group of groups) if (group.names !== null) names.set(group.key, group.names)
    return new Map(groups.map((group) => [group.key, group]))
  }
  return { names, groups: { reported: await countOn('reported'), closed: await countOn('closed') } }
}

/** Most cases first; the total is always there. */
function keysOf({ groups: { reported, closed } }: Counted, by: IndicatorDimension): string[] {
  if (by === 'total') return ['']
  const casesOf = (key: string) => reported.get(key)?.cases ?? closed.get(key)?.cases ?? 0
  const keys = [...new Set([...reported.keys(), ...closed.keys()])]
  return keys.sort((a, b) => casesOf(b) - casesOf(a) || (a < b ? -1 : 1))
}

function measuresOf(indicators: readonly Indicator[], { groups }: Counted, key: string): Measures {
  return Object.fromEntries(indicators.map((indicator) => {
    const { code, basis, numerator, denominator } = indicator
    const sums = groups[basis].get(key)?.sums
    const sum = (term: typeof numerator) => sums?.get(term) ?? 0
    return [code, measureOf(indicator, sum(numerator), denominator === null ? null : sum(denominator))]
  }))
}
