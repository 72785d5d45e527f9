import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, isWholeCityAdmin } from '../../auth/identity.ts'
import { EditBody, type EditResult } from '../../contract/api/boundaries.ts'
import { GRID_LAYERS } from '../../contract/api/grids.ts'
import { notAllowed } from '../../errors.ts'
import { applyEdits } from './apply-edits.ts'
import { type EditableGrids, readEditableGrids } from './read-editable-grids.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) })

const BoxQuery = Type.Object({
  layer: Type.Enum([...GRID_LAYERS]),
  west: Type.Number({ minimum: -180, maximum: 180 }),
  south: Type.Number({ minimum: -90, maximum: 90 }),
  east: Type.Number({ minimum: -180, maximum: 180 }),
  north: Type.Number({ minimum: -90, maximum: 90 }),
})

/** The grids of a version as the map edits them, and their edits. For administrators of the whole city. */
export const editRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.addHook('preHandler', async ({ identity }) => {
    if (!isWholeCityAdmin(identity, app.city.record.code)) throw notAllowed('boundaries are for who has the whole city')
  })

  app.get(
    '/api/boundaries/versions/:id/grids',
    { config: { allow: ['admin'] }, schema: { params: IdParams, querystring: BoxQuery } },
    ({ params, query }): Promise<EditableGrids> => readEditableGrids(app.database, params.id, query),
  )

  app.post(
    '/api/boundaries/versions/:id/edits',
    { config: { allow: ['admin'] }, schema: { params: IdParams, body: EditBody } },
    async ({ params, body, identity }): Promise<EditResult> => {
      return applyEdits(app.database, params.id, body, actorOf(identity))
    },
  )
}
