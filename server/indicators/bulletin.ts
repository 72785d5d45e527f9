import type { Bulletin, BulletinQuery } from '../contract/api/indicators.ts'
import type { Queryable } from '../db/database.ts'
import type { CaseSet } from './case-set.ts'
import { daysOfMonths } from './days.ts'
import { INDICATOR_BY_CODE } from './definitions.ts'
import type { GroupContext } from './dimensions.ts'
import { indicatorTable } from './indicator-table.ts'
import { readWeights } from './score-weights.ts'
import { rankScores } from './scores.ts'

/** What the first page says, in this order. */
const HEADLINE = [
  'reported', 'accepted', 'closed', 'completion-rate', 'closing-rate', 'on-time-closing-rate', 'response-rate',
  'solution-rate', 'satisfaction-rate', 'mean-days', 'proactive-rate', 'closed-locally-rate', 'overdue-open',
] as const
const OF_CATEGORIES = ['reported', 'closed', 'on-time-closing-rate', 'satisfaction-rate'] as const
const MOST_UNITS = 200

/** The bulletin of some months: figures beside those before and of last year, and the rankings. Whom to praise and whom
 * to talk to is left to people. */
export async function makeBulletin(
  database: Queryable,
  { cases, areaCode, query }: { cases: CaseSet; areaCode: string; query: BulletinQuery },
  context: GroupContext,
): Promise<Bulletin> {
  const days = daysOfMonths(query.month, query.months ?? 1)
  const { name, nameEn } = context.city.areaByCode.get(areaCode)!
  const weights = await readWeights(database)
  const indicators = (codes: readonly string[]) => codes.map((code) => INDICATOR_BY_CODE.get(code)!)
  const rank = (subject: 'unit' | 'street' | 'matter') =>
    rankScores(database, { cases, days, weights, query: { subject, limit: MOST_UNITS } }, context)
  return {
    area: { code: areaCode, name, nameEn },
    headline: await indicatorTable(
      database, { cases, days, indicators: indicators(HEADLINE), by: 'total', compare: 'both' }, context,
    ),
    units: await rank('unit'),
    streets: await rank('street'),
    matters: await rank('matter'),
    categories: await indicatorTable(
      database, { cases, days, indicators: indicators(OF_CATEGORIES), by: 'class', compare: 'previous' }, context,
    ),
  }
}
