import type { IndicatorDefinition } from '../contract/api/indicators.ts'
import { type CaseSet, Parameters, withinSpan } from './case-set.ts'
import type { Span } from './days.ts'
import type { Indicator } from './definitions.ts'
import { type GroupContext, groupKeyOf, type Grouping, type Names } from './dimensions.ts'
import { FACTS, factsIn } from './facts.ts'
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

/**
 * The statement for cases of one basis. One look at the rows of the period, in which cases of one key, status and facts
 * become one row, with their facts as the bits of a number; terms are then worked out of those few.
 */
export function groupStatement(
  cases: CaseSet, span: Span, basis: IndicatorDefinition['basis'], terms: readonly TermCode[], by: Grouping,
  context: GroupContext,
): GroupStatement {
  const parameters = new Parameters(cases.asOfMs)
  const conditions = [...cases.conditions(parameters), withinSpan(basis, span, parameters)]
  const { key, joins, names } = groupKeyOf(by, basis, span, parameters, context)
  const facts = factsIn(terms.map((code) => TERMS[code].when))
  const bits = facts.map((code, bit) => `case when ${FACTS[code]} then ${2 ** bit} else 0 end`)
  const amounts = [...new Set(terms.flatMap((code) => amountOf(code) ?? []))]
  // the offset keeps it apart: of a number of such bits PostgreSQL would expect as many kinds as cases, and sort them all
  const each = `
    select ${key} as key, cases.status as status, ${['0', ...bits].join(' + ')} as bits,
           ${names?.[0] ?? 'null::text'} as name, ${names?.[1] ?? 'null::text'} as "nameEn"
           ${amounts.map((amount, at) => `, ${amount} as amount${at}`).join('')}
      from cases ${joins} where ${conditions.join(' and ')} offset 0`
  return {
    text: `
      select key, max(name) as name, max("nameEn") as "nameEn", sum(cases)::int as cases
             ${terms.map((code) => `, ${sumOf(code, amounts)} as "${code}"`).join('')}
        from (select * ${facts.map((code, bit) => `, bits & ${2 ** bit} <> 0 as ${code}`).join('')}
                from (select key, status, bits, max(name) as name, max("nameEn") as "nameEn", count(*) as cases
                             ${amounts.map((_, at) => `, sum(amount${at}) as amount${at}`).join('')}
                        from (${each}) as each group by key, status, bits) as kinds) as facts
       group by key`,
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

function amountOf(code: TermCode): string | undefined {
  return (TERMS[code] as Term).amount
}

function sumOf(code: TermCode, amounts: readonly string[]): string {
  const amount = amountOf(code)
  const counted = amount === undefined ? 'cases' : `amount${amounts.indexOf(amount)}`
  return `coalesce(sum(${counted}) filter (where ${TERMS[code].when}), 0)`
}
