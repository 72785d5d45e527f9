import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import { ChannelPolicy } from '../contract/api/channels.ts'
import { readChannelPolicy, writeChannelPolicy } from './channel-policy.ts'

/** The channels of the city, and the rules that hold for all of them. */
export const channelRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const byAdmins = { config: { allow: ['admin'] as const }, preHandler: wholeCityOnly(app) }

  app.get('/api/channels/policy', { config: { allow: ['admin'] } }, async (): Promise<ChannelPolicy> =>
    readChannelPolicy(database),
  )

  app.put(
    '/api/channels/policy',
    { ...byAdmins, schema: { body: ChannelPolicy } },
    async ({ body, identity }): Promise<ChannelPolicy> => {
      await database.transaction(async (transaction) => {
        await writeChannelPolicy(transaction, body)
        await writeAudit(transaction, actorOf(identity), 'set-channel-policy', 'settings:channels', body)
      })
      return body
    },
  )
}
