import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import { AutoDispatchBody } from '../contract/api/catalogue.ts'
import { writeAutoDispatch } from './auto-dispatch.ts'

/** Which cases the server sends out by itself. */
export const catalogueSettingsRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database, catalogue } = app

  app.get(
    '/api/catalogue/auto-dispatch',
    { config: { allow: ['admin', 'duty', 'leader'] } },
    async (): Promise<AutoDispatchBody> => ({ autoDispatch: catalogue.autoDispatch }),
  )

  app.put(
    '/api/catalogue/auto-dispatch',
    { config: { allow: ['admin'] }, preHandler: wholeCityOnly(app), schema: { body: AutoDispatchBody } },
    async ({ body, identity }): Promise<AutoDispatchBody> => {
      await database.transaction(async (transaction) => {
        await writeAutoDispatch(transaction, body.autoDispatch)
        await writeAudit(transaction, actorOf(identity), 'set-auto-dispatch', body.autoDispatch)
      })
      catalogue.autoDispatch = body.autoDispatch
      return body
    },
  )
}
