import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { CaseCountQuery, CasesQuery, type CaseCount, type CasePage } from '../contract/api/cases.ts'
import { CountsQuery, type Counts } from '../contract/api/heat.ts'
import { heatFilter } from '../heat/heat-question.ts'
import { countCases } from './count-cases.ts'
import { countMatching } from './count-matching.ts'
import { listMatching } from './list-matching.ts'

/** Lists and counts of cases, and counts for charts, from the same cube as the heat. */
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
    async ({ query, identity }): Promise<CaseCount> => ({ count: countMatching(app, query, identity.scopeCode) }),
  )

  app.get(
    '/api/cases',
    { config: { allow: ['admin', 'duty', 'leader', 'wall'] }, schema: { querystring: CasesQuery } },
    async ({ query, identity }): Promise<CasePage> => listMatching(app, query, identity.scopeCode),
  )
}
