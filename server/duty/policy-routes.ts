import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { actorOf } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import { type OffDutyCount, PeriodQuery } from '../contract/api/duty.ts'
import { FieldPolicy } from '../contract/api/field.ts'
import { countOffDuty } from './off-duty-repository.ts'
import { periodOf } from './period.ts'

const LONGEST_DAYS = 31

/** How the field is watched, and what came of fixes outside shifts where that is counted. */
export const policyRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database, duty } = app

  app.get(
    '/api/field/policy',
    { config: { allow: ['admin', 'duty', 'leader'] } },
    async (): Promise<FieldPolicy> => duty.policy,
  )

  app.put(
    '/api/field/policy',
    { config: { allow: ['admin'] }, preHandler: wholeCityOnly(app), schema: { body: FieldPolicy } },
    async ({ body, identity }): Promise<FieldPolicy> => {
      await duty.setPolicy(body, actorOf(identity))
      return duty.policy
    },
  )

  app.get(
    '/api/field/off-duty',
    { config: { allow: ['admin'] }, preHandler: wholeCityOnly(app), schema: { querystring: PeriodQuery } },
    async ({ query }): Promise<OffDutyCount[]> => {
      const { fromMs, toMs } = periodOf(query, Date.now(), LONGEST_DAYS)
      return countOffDuty(database, fromMs, toMs)
    },
  )
}
