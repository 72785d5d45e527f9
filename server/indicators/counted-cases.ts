import { caseSummaryColumns, type CaseSummaryRow, toCaseSummary } from '../cases/case-summary.ts'
import type { Days, IndicatorCases, IndicatorCasesQuery } from '../contract/api/indicators.ts'
import type { Queryable } from '../db/database.ts'
import { badInput } from '../errors.ts'
import { type CaseSet, Parameters, withinSpan } from './case-set.ts'
import { spanOf } from './days.ts'
import type { Indicator } from './definitions.ts'
import { type GroupContext, groupKeyOf } from './dimensions.ts'
import { factsOfEach } from './facts.ts'
import { type Term, TERMS } from './terms.ts'

const DEFAULT_PAGE = 100

/** Which cases of an indicator are listed. */
export interface CountedQuestion {
  cases: CaseSet
  days: Days
  indicator: Indicator
  query: Pick<IndicatorCasesQuery, 'part' | 'by' | 'key' | 'before' | 'limit'>
}

/** One page of exactly the cases that a part of an indicator counts, newest first; their amounts add up to it. */
export async function countedCases(
  database: Queryable, { cases, days, indicator, query }: CountedQuestion, context: GroupContext,
): Promise<IndicatorCases> {
  const { part, by, key, before, limit = DEFAULT_PAGE } = query
  const code = indicator[part]
  if (code === null) throw badInput('part', part, `numerator: ${indicator.code} is a count`)
  if ((by === undefined) !== (key === undefined)) throw badInput('key', key, 'a key together with by, or neither')
  const { when, amount = '1' }: Term = TERMS[code]
  const { basis } = indicator
  const parameters = new Parameters(cases.asOfMs)
  const span = spanOf(days, context.cityTime)
  const conditions = [...cases.conditions(parameters), withinSpan(basis, span, parameters), `(${when})`]
  const group = by === undefined ? null : groupKeyOf(by, basis, span, parameters, context)
  if (group !== null) conditions.push(`${group.key} = ${parameters.add(key)}`)
  if (before !== undefined) conditions.push(`cases.id < ${parameters.add(before)}`)
  const { rows } = await database.query<CaseSummaryRow & { amount: string | number }>(
    `select ${caseSummaryColumns}, ${amount} as amount from cases ${factsOfEach([when])} ${group?.joins ?? ''}
      where ${conditions.join(' and ')} order by cases.id desc limit ${limit + 1}`,
    parameters.values,
  )
  const page = rows.slice(0, limit).map((row) => ({ case: toCaseSummary(row), amount: Number(row.amount) }))
  return { cases: page, nextBefore: rows.length > limit ? page[page.length - 1].case.id : null }
}
