import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { GridRecord } from '../contract/api/city.ts'
import { LocateQuery, type Location } from '../contract/api/grids.ts'
import { notFound } from '../errors.ts'
import { toWgs84 } from '../org/datum.ts'
import { findGridRecord } from './grid-record.ts'
import { locate } from './locate.ts'
import { locateManyRoute } from './locate-many-route.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) })

/** Who owns a point, and what is known of a grid. */
export const gridRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(locateManyRoute)

  app.get(
    '/api/grids/locate',
    { config: { allow: ['admin', 'duty', 'leader', 'unit', 'worker', 'device'] }, schema: { querystring: LocateQuery } },
    async ({ query }): Promise<Location> => {
      const [lng, lat] = toWgs84(query.lng, query.lat, query.datum ?? 'wgs84')
      return locate(app.grids.current(), lng, lat, query.accuracyM)
    },
  )

  app.get(
    '/api/grids/:id',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: IdParams } },
    async ({ params, identity }): Promise<GridRecord> => {
      const record = await findGridRecord(app.database, params.id, identity.scopeCode)
      if (record === null) throw notFound('grid', params.id)
      return record
    },
  )
}
