import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { CountsQuery, type Counts } from '../contract/api/heat.ts'
import { heatFilter } from '../heat/heat-question.ts'
import { countCases } from './count-cases.ts'

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
}
