import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { takerOf } from '../cases/taker-of.ts'
import type { FieldCase } from '../contract/api/field-work.ts'
import { changesRoute } from './changes-route.ts'
import { readFieldCase } from './field-case.ts'
import { readFieldFacts } from './field-facts.ts'
import { fieldPersonOf } from './field-person.ts'
import { fieldMessageRoutes } from './message-routes.ts'
import { listFieldOrders } from './order-list.ts'
import { sendTagged } from './send-tagged.ts'
import { whistleRoutes } from './whistle-routes.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })

/** What the pages of the field read. Each asker gets what is his own and nothing else. */
export const fieldWorkRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const field = { allow: ['admin', 'duty', 'unit', 'worker'] as const }
  await app.register(changesRoute)
  await app.register(fieldMessageRoutes)
  await app.register(whistleRoutes)

  app.get('/api/field/me', { config: field }, async (request, reply) =>
    sendTagged(request, reply, await readFieldFacts(app, fieldPersonOf(request.identity), Date.now())))

  app.get('/api/field/orders', { config: field }, async (request, reply) => {
    const { identity } = request
    const orders = await listFieldOrders(
      app.database, fieldPersonOf(identity), takerOf(identity), app.cases.templates(), app.city,
    )
    return sendTagged(request, reply, { orders })
  })

  app.get(
    '/api/field/cases/:id', { config: field, schema: { params: IdParams } },
    ({ params, identity }): Promise<FieldCase> => readFieldCase(app, params.id, identity),
  )
}
