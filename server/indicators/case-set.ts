import { categoriesUnder } from '../cases/category-tree.ts'
import type { IndicatorDefinition, IndicatorsQuery } from '../contract/api/indicators.ts'
import { badInput } from '../errors.ts'
import type { CityFacts } from '../org/city-facts.ts'
import type { Span } from './days.ts'

/** Which cases a question is about, whatever the period. */
export type CaseSetQuery = Pick<IndicatorsQuery, 'area' | 'category' | 'unit' | 'channel' | 'asOf'>

/** Values of the parameters $1, $2 … of one statement, in the making; $1 is always the moment of the question. */
export class Parameters {
  readonly values: unknown[]

  constructor(asOfMs: number) {
    this.values = [new Date(asOfMs)]
  }

  /** The text that stands for the value. */
  add(value: unknown): string {
    return `$${this.values.push(value)}`
  }
}

/** A question about the cases of a scope, understood. */
export interface CaseSet {
  asOfMs: number
  /** Conditions over `cases` and their values. */
  conditions(parameters: Parameters): string[]
}

const COLUMN_OF = { reported: 'cases.reported_at', closed: 'cases.closed_at' } as const

/** The column that says in which period a case is counted. */
export function timeColumn(basis: IndicatorDefinition['basis']): string {
  return COLUMN_OF[basis]
}

/**
 * The cases of normal statistics that a query asks for within a scope: neither of war nor of drills, nor excluded by a
 * granted appeal. Throws 400 naming the field of what this city does not know.
 */
export function caseSetOf(query: CaseSetQuery, scopeCode: string, city: CityFacts, nowMs: number): CaseSet {
  const { area, category, unit, channel, asOf } = query
  const categories = category === undefined ? null : [...categoriesUnder(category, city.categoryByCode)]
  if (categories?.length === 0) throw badInput('category', category, 'a code of the catalogue')
  if (area !== undefined && !city.areaByCode.has(area)) throw badInput('area', area, 'the code of an area of this city')
  if (unit !== undefined && !city.unitById.has(unit)) throw badInput('unit', unit, 'the id of a unit of this city')
  return {
    asOfMs: asOf === undefined ? nowMs : Date.parse(asOf),
    conditions(parameters) {
      return [
        `cases.mode = 'normal'`,
        'not cases.excluded',
        'cases.reported_at <= $1::timestamptz',
        `cases.area_code like ${parameters.add(`${scopeCode}%`)}`,
        ...(area === undefined ? [] : [`cases.area_code like ${parameters.add(`${area}%`)}`]),
        ...(categories === null ? [] : [`cases.category_code = any(${parameters.add(categories)}::text[])`]),
        ...(unit === undefined ? [] : [`cases.unit_id = ${parameters.add(unit)}`]),
        ...(channel === undefined ? [] : [`cases.channel = ${parameters.add(channel)}`]),
      ]
    },
  }
}

/** The condition that a case is counted in a span. */
export function withinSpan(
  basis: IndicatorDefinition['basis'], { fromMs, toMs }: Span, parameters: Parameters,
): string {
  const column = timeColumn(basis)
  return `${column} >= ${parameters.add(new Date(fromMs))} and ${column} < ${parameters.add(new Date(toMs))}`
}
