import type { Days, ScoreRow, Scores, ScoresQuery, ScoreSubject, ScoreWeights } from '../contract/api/indicators.ts'
import type { Queryable } from '../db/database.ts'
import type { CaseSet } from './case-set.ts'
import { groupStatement, sumsOfRow, termsOf } from './count-groups.ts'
import { spanOf } from './days.ts'
import { type Indicator, INDICATOR_BY_CODE } from './definitions.ts'
import { type GroupContext, type Grouping, namesOf } from './dimensions.ts'
import { measureOf } from './measure.ts'

const DEFAULT_ROWS = 100
const DEFAULT_ROLE = 'watcher'

const GROUPING_OF: Record<Exclude<ScoreSubject, 'person'>, Grouping> = {
  matter: 'class', case: 'case', unit: 'unit', street: 'street', district: 'district',
}

interface Part {
  indicator: Indicator
  weight: number
}

/** Who is ranked. */
export interface ScoreQuestion {
  cases: CaseSet
  days: Days
  weights: ScoreWeights
  query: Pick<ScoresQuery, 'subject' | 'role' | 'fewest' | 'order' | 'limit'>
}

/**
 * A ranking with its parts. Each part gives its weight times the share, or times 1 − share where less is better; the
 * score is their sum in per cent of the weights that count: those of shares with a denominator. Equal scores share a
 * rank.
 */
export async function rankScores(
  database: Queryable, { cases, days, weights, query }: ScoreQuestion, context: GroupContext,
): Promise<Scores> {
  const { subject, role = DEFAULT_ROLE, fewest = 1, order = 'best', limit = DEFAULT_ROWS } = query
  const by = subject === 'person' ? role : GROUPING_OF[subject]
  const parts = weights[subject].map(({ code, weight }): Part => ({ indicator: INDICATOR_BY_CODE.get(code)!, weight }))
  const span = spanOf(days, context.cityTime)
  const grouped = groupStatement(cases, span, 'reported', termsOf(parts.map(({ indicator }) => indicator)), by, context)
  const { parameters, terms } = grouped
  const { rows } = await database.query(
    `with grouped as (${grouped.text}), scored as (
       select *, ${scoreSql(parts)} as score from grouped where key <> '' and cases >= ${parameters.add(fewest)}::int
     ), ranked as (
       select *, rank() over (order by score desc)::int as rank, count(*) over ()::int as ranked
         from scored where score is not null
     )
     select * from ranked order by rank ${order === 'best' ? '' : 'desc'}, cases desc, key
      limit ${parameters.add(limit)}::int`,
    parameters.values,
  )
  const found = rows as Record<string, unknown>[]
  return {
    subject,
    ranked: (found[0]?.ranked as number | undefined) ?? 0,
    rows: found.map((row): ScoreRow => {
      const { key, names, cases: count, sums } = sumsOfRow(row, terms)
      return {
        rank: row.rank as number,
        key,
        ...(names ?? namesOf(by, key, context)),
        cases: count,
        score: roundedDown(Number(row.score)),
        parts: parts.map(({ indicator, weight }) => {
          const { code, numerator, denominator, better } = indicator
          const [n, d] = [sums.get(numerator)!, sums.get(denominator!)!]
          const share = better === 'less' ? d - n : n
          const points = d === 0 ? null : roundedDown((weight * share) / d)
          return { code, weight, measure: measureOf(indicator, n, d), points }
        }),
      }
    }),
  }
}

function scoreSql(parts: readonly Part[]): string {
  const points = parts.map(({ indicator: { numerator, denominator, better }, weight }) => {
    const good = better === 'less' ? `"${denominator}" - "${numerator}"` : `"${numerator}"`
    return `coalesce(${weight}::numeric * (${good}) / nullif("${denominator}", 0), 0)`
  })
  const counting = parts.map(({ indicator: { denominator }, weight }) =>
    `case when "${denominator}" > 0 then ${weight}::numeric else 0 end`)
  return `100 * (${points.join(' + ')}) / nullif(${counting.join(' + ')}, 0)`
}

/** Two digits; a hair is added, so that 12.3 is not 12.29 for being a binary number. */
function roundedDown(value: number): number {
  return Math.floor(value * 100 + 1e-7) / 100
}
