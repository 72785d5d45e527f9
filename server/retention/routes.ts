import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import { RetentionPolicy } from '../contract/api/retention.ts'
import { readRetention, writeRetention } from './retention-policy.ts'

/** For how long what grows by itself is kept. */
export const retentionRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app

  app.get('/api/retention', { config: { allow: ['admin'] } }, async (): Promise<RetentionPolicy> =>
    readRetention(database))

  app.put(
    '/api/retention',
    { config: { allow: ['admin'] }, preHandler: wholeCityOnly(app), schema: { body: RetentionPolicy } },
    async ({ body, identity }): Promise<RetentionPolicy> => {
      await database.transaction(async (transaction) => {
        await writeRetention(transaction, body)
        await writeAudit(transaction, actorOf(identity), 'set-retention', 'settings:retention', body)
      })
      return body
    },
  )
}
