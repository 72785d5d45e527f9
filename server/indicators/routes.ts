import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import {
  BulletinQuery, IndicatorCasesQuery, IndicatorsQuery, ScoresQuery, ScoreWeights,
  type Bulletin, type IndicatorCases, type IndicatorDefinition, type IndicatorTable, type Scores,
} from '../contract/api/indicators.ts'
import { badInput, notFound } from '../errors.ts'
import { createCityTime } from '../org/city-time.ts'
import { makeBulletin } from './bulletin.ts'
import { caseSetOf } from './case-set.ts'
import { countedCases } from './counted-cases.ts'
import { definitionOf, type Indicator, INDICATOR_BY_CODE, INDICATORS } from './definitions.ts'
import type { GroupContext } from './dimensions.ts'
import { indicatorTable } from './indicator-table.ts'
import { forgetWeights, readWeights, writeWeights } from './score-weights.ts'
import { rankScores } from './scores.ts'

const CodeParams = Type.Object({ code: Type.String({ maxLength: 64 }) })

/** Indicators of the cases in one's scope: tables, the cases behind each number, scores, the bulletin of a month. */
export const indicatorRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const cityTime = createCityTime(app.config.timeZone)
  const config = { allow: ['admin', 'duty', 'leader'] as const }

  /** The city of now, for the length of one request. */
  const context = (): GroupContext => ({ city: app.city, cityTime, templates: app.cases.templates() })

  app.get(
    '/api/indicators/definitions', { config },
    async (): Promise<IndicatorDefinition[]> => INDICATORS.map(definitionOf),
  )

  app.get(
    '/api/indicators',
    { config, schema: { querystring: IndicatorsQuery } },
    async ({ query, identity }): Promise<IndicatorTable> => {
      const { from, to, codes, by = 'total', compare = 'none' } = query
      const cases = caseSetOf(query, identity.scopeCode, app.city, app.now())
      const indicators = indicatorsOf(codes)
      return indicatorTable(database, { cases, days: { from, to }, indicators, by, compare }, context())
    },
  )

  app.get(
    '/api/indicators/:code/cases',
    { config, schema: { params: CodeParams, querystring: IndicatorCasesQuery } },
    async ({ params, query, identity }): Promise<IndicatorCases> => {
      const indicator = INDICATOR_BY_CODE.get(params.code)
      if (indicator === undefined) throw notFound('indicator', params.code)
      const { from, to } = query
      const cases = caseSetOf(query, identity.scopeCode, app.city, app.now())
      return countedCases(database, { cases, days: { from, to }, indicator, query }, context())
    },
  )

  app.get(
    '/api/indicators/scores',
    { config, schema: { querystring: ScoresQuery } },
    async ({ query, identity }): Promise<Scores> => {
      const { from, to } = query
      const cases = caseSetOf(query, identity.scopeCode, app.city, app.now())
      return rankScores(database, { cases, days: { from, to }, weights: await readWeights(database), query }, context())
    },
  )

  app.get('/api/indicators/weights', { config }, async (): Promise<ScoreWeights> => readWeights(database))

  const ofWholeCity = { config: { allow: ['admin'] as const }, preHandler: wholeCityOnly(app) }

  app.put(
    '/api/indicators/weights', { ...ofWholeCity, schema: { body: ScoreWeights } },
    async ({ body, identity }): Promise<ScoreWeights> => {
      await database.transaction(async (transaction) => {
        await writeWeights(transaction, body)
        await writeAudit(transaction, actorOf(identity), 'put-score-weights', 'indicators', body)
      })
      return body
    },
  )

  app.delete('/api/indicators/weights', ofWholeCity, async ({ identity }): Promise<ScoreWeights> => {
    await database.transaction(async (transaction) => {
      await forgetWeights(transaction)
      await writeAudit(transaction, actorOf(identity), 'reset-score-weights', 'indicators')
    })
    return readWeights(database)
  })

  app.get(
    '/api/indicators/bulletin',
    { config, schema: { querystring: BulletinQuery } },
    async ({ query, identity }): Promise<Bulletin> => {
      const { city } = app
      const cases = caseSetOf(query, identity.scopeCode, city, app.now())
      const own = city.areaByCode.has(identity.scopeCode) ? identity.scopeCode : city.record.code
      const areaCode = query.area ?? own
      return makeBulletin(database, { cases, areaCode, query }, context())
    },
  )
}

function indicatorsOf(codes: string | undefined): readonly Indicator[] {
  if (codes === undefined) return INDICATORS
  return codes.split(',').map((code) => {
    const indicator = INDICATOR_BY_CODE.get(code)
    if (indicator === undefined) throw badInput('codes', code, `some of ${[...INDICATOR_BY_CODE.keys()].join(', ')}`)
    return indicator
  })
}
