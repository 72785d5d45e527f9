import type { IndicatorDefinition } from '../contract/api/indicators.ts'
import { type CaseSet, Parameters, withinSpan } from './case-set.ts'
import type { Span } from './days.ts'
import type { Indicator } from './definitions.ts'
import { type GroupContext, groupKeyOf, type Grouping, type Names } from './dimensions.ts'
import { type Term, type TermCode, TERMS } from './terms.ts'

/** A statement that adds up terms by key: columns key, name, "nameEn", cases, and one for each term. */
export interface GroupStatement {
  text: string
  parameters: Parameters
  terms: readonly TermCode[]
}

/** Cases of one key: how many, and what each term adds up to. */
export interface GroupSums {
  key: string
  /** Where the database knows them. */
  names: Names | null
  cases: number
  sums: ReadonlyMap<TermCode, number>
}

/** The terms that indicators are made of, each once. */
export function termsOf(indicators: readonly Indicator[]): TermCode[] {
  const both = indicators.flatMap(({ numerator, denominator }) => [numerator, denominator])
  return [...new Set(both)].filter((term) => term !== null)
}

/** The statement for cases of one basis. One look at the rows of the period, however many terms there are. */
export function groupStatement(
  cases: CaseSet, span: Span, basis: IndicatorDefinition['basis'], terms: readonly TermCode[], by: Grouping,
  context: GroupContext,
): GroupStatement {
  const parameters = new Parameters(cases.asOfMs)
  const conditions = [...cases.conditions(parameters), withinSpan(basis, span, parameters)]
  const { key, joins, names } = groupKeyOf(by, basis, span, parameters, context)
  const sums = terms.map((code) => `, ${sumOf(TERMS[code])} as "${code}"`)
  return {
    text: `select ${key} as key, ${names?.[0] ?? 'null::text'} as name, ${names?.[1] ?? 'null::text'} as "nameEn",
                  count(*)::int as cases ${sums.join('')}
             from cases ${joins} where ${conditions.join(' and ')} group by 1`,
    parameters,
    terms,
  }
}

/** What a row of a group statement says. */
export function sumsOfRow(row: Record<string, unknown>, terms: readonly TermCode[]): GroupSums {
  return {
    key: row.key as string,
    names: row.name === null ? null : { name: row.name as string, nameEn: row.nameEn as string },
    cases: row.cases as number,
    sums: new Map(terms.map((code) => [code, Number(row[code])])),
  }
}

function sumOf({ when, amount }: Term): string {
  return amount === undefined
    ? `count(*) filter (where ${when})`
    : `coalesce(sum(${amount}) filter (where ${when}), 0)`
}
