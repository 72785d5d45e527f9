import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import type { Identity } from '../auth/identity.ts'
import { CheckInBody, NewWhistleBody, type WhistleRecord, WhistlesQuery } from '../contract/api/field-work.ts'
import { notFound } from '../errors.ts'
import { fieldPersonOf } from './field-person.ts'
import { sendTagged } from './send-tagged.ts'
import { listWhistles } from './whistle-repository.ts'
import { blowWhistle, checkIn, endWhistle } from './whistles.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })

/** 吹哨报到: a desk or a worker calls units and workers to a point, and each checks in there. */
export const whistleRoutes: FastifyPluginAsyncTypebox = async (app) => {
  async function whistleOf(id: number, identity: Identity): Promise<WhistleRecord> {
    const [whistle] = await listWhistles(app.database, fieldPersonOf(identity), app.city, { id })
    if (whistle === undefined) throw notFound('whistle', id)
    return whistle
  }

  app.get(
    '/api/whistles',
    { config: { allow: ['admin', 'duty', 'leader', 'unit', 'worker'] }, schema: { querystring: WhistlesQuery } },
    async (request, reply) => {
      const whistles = await listWhistles(app.database, fieldPersonOf(request.identity), app.city, request.query)
      return sendTagged(request, reply, { whistles })
    },
  )

  app.post(
    '/api/whistles', { config: { allow: ['admin', 'duty', 'worker'] }, schema: { body: NewWhistleBody } },
    async ({ body, identity }, reply): Promise<WhistleRecord> => {
      const id = await blowWhistle(app, body, identity, app.now())
      return reply.code(201).send(await whistleOf(id, identity))
    },
  )

  app.post(
    '/api/whistles/:id/check-in',
    { config: { allow: ['unit', 'worker'] }, schema: { params: IdParams, body: CheckInBody } },
    async ({ params, body, identity }): Promise<WhistleRecord> => {
      await checkIn(app, params.id, body, identity, app.now())
      return whistleOf(params.id, identity)
    },
  )

  app.post(
    '/api/whistles/:id/end', { config: { allow: ['admin', 'duty', 'worker'] }, schema: { params: IdParams } },
    async ({ params, identity }): Promise<WhistleRecord> => {
      await endWhistle(app, params.id, identity, app.now())
      return whistleOf(params.id, identity)
    },
  )
}
