import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { DuplicatesQuery, type Duplicate } from '../contract/api/case-links.ts'
import { notFound } from '../errors.ts'
import { findDuplicates } from './duplicates.ts'
import { findCase } from './repository.ts'
import { takerOf } from './taker-of.ts'

const DEFAULT_RADIUS_M = 200
const DEFAULT_HOURS = 72

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })

/** Which cases a desk may want to merge with one. */
export const duplicateRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/api/cases/:id/duplicates',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: IdParams, querystring: DuplicatesQuery } },
    async ({ params, query, identity }): Promise<Duplicate[]> => {
      const { database, city, cases } = app
      const found = await findCase(database, params.id, takerOf(identity), cases.templates())
      if (found === null) throw notFound('case', params.id)
      const { categoryByCode } = city
      const parent = categoryByCode.get(found.summary.categoryCode)?.parentCode
      const categories = [...categoryByCode.values()]
        .filter(({ code, parentCode }) => code === found.summary.categoryCode || (parent != null && parentCode === parent))
        .map(({ code }) => code)
      return findDuplicates(database, {
        case: found.summary, categories, radiusM: query.radiusM ?? DEFAULT_RADIUS_M, hours: query.hours ?? DEFAULT_HOURS,
        scopeCode: identity.scopeCode, nowMs: app.now(),
      })
    },
  )
}
