import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import { EscalationPolicy } from '../contract/api/alarms.ts'
import { readEscalationPolicy, writeEscalationPolicy } from './escalation-policy.ts'

/** When alarms that nobody acknowledges are passed on: people read it, administrators of the whole city set it. */
export const escalationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app

  app.get(
    '/api/alarms/escalation',
    { config: { allow: ['admin', 'duty', 'leader'] } },
    async (): Promise<EscalationPolicy> => readEscalationPolicy(database),
  )

  app.put(
    '/api/alarms/escalation',
    { config: { allow: ['admin'] }, preHandler: wholeCityOnly(app), schema: { body: EscalationPolicy } },
    async ({ body }): Promise<EscalationPolicy> => {
      await writeEscalationPolicy(database, body)
      return body
    },
  )
}
