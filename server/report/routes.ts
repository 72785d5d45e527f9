import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { CaseCountQuery, type CaseCount } from '../contract/api/cases.ts'
import { CountsQuery, type Counts } from '../contract/api/heat.ts'
import { heatFilter } from '../heat/heat-question.ts'
import { countCases } from './count-cases.ts'
import { countMatching } from './count-matching.ts'

/** Counts for charts, from the same cube as the heat. */
export const reportRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/reports/counts',
    { config: { allow: ['admin', 'duty', 'leader', 'wall'] }, schema: { querystring: CountsQuery } },
    async ({ query, identity }): Promise<Counts> => {
      const rows = app.heat.select(heatFilter(query, identity.scopeCode, app.city))
      return countCases(app.heat, rows, query.by, app.city.categoryByCode)
    },
  )

  app.get(
    '/api/cases/count',
    { config: { allow: ['admin', 'duty', 'leader', 'wall'] }, schema: { querystring: CaseCountQuery } },
    async ({ query, identity }): Promise<CaseCount> => ({ count: await countMatching(app, query, identity.scopeCode) }),
  )
}
