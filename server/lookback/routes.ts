import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import { checkNamed } from '../cases/check-named.ts'
import { takerOf } from '../cases/taker-of.ts'
import type { CaseSummary } from '../contract/api/cases.ts'
import {
  LookbackQuery, RedispatchBody, RepeatBody, RepeatPolicyBody, RepeatsQuery, type LookbackList, type RepeatList,
  type RepeatPolicy,
} from '../contract/api/lookback.ts'
import { badInput, notFound } from '../errors.ts'
import { createCityTime } from '../org/city-time.ts'
import { readList } from './list-repository.ts'
import { monthOf } from './months.ts'
import { redispatch } from './redispatch.ts'
import { readRepeatPolicy, writeRepeatPolicy } from './repeat-policy.ts'
import { changeRepeat, readRepeats } from './repeat-repository.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })

/** 回头看: the monthly list and what is sent out again from it; complaints that repeat themselves. */
export const lookbackRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const time = createCityTime(app.config.timeZone)

  app.get(
    '/api/lookback', { config: { allow: ['admin', 'duty', 'leader'] }, schema: { querystring: LookbackQuery } },
    async ({ query, identity }): Promise<LookbackList> =>
      readList(database, query.month ?? monthOf(app.now(), time), identity.scopeCode),
  )

  app.post(
    '/api/lookback/:id/redispatch',
    { config: { allow: ['admin', 'duty'] }, schema: { params: IdParams, body: RedispatchBody } },
    async ({ params, body, identity }): Promise<CaseSummary> => {
      await checkNamed(app, body, identity.scopeCode)
      return (await redispatch(app, params.id, body, takerOf(identity))).summary
    },
  )

  app.get(
    '/api/repeats', { config: { allow: ['admin', 'duty', 'leader'] }, schema: { querystring: RepeatsQuery } },
    async ({ query, identity }): Promise<RepeatList> => readRepeats(database, identity.scopeCode, query.state),
  )

  app.put(
    '/api/repeats/:id',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: IdParams, body: RepeatBody } },
    async ({ params: { id }, body, identity }, reply) => {
      const actor = actorOf(identity)
      const isThere = await changeRepeat(database, id, body, identity.scopeCode, actor, app.now())
      if (!isThere) throw notFound('group of complaints that is not done', id)
      await writeAudit(database, actor, 'change-repeat', `repeat:${id}`, body)
      return reply.code(204).send()
    },
  )

  app.get(
    '/api/lookback/policy', { config: { allow: ['admin', 'duty', 'leader'] } },
    async (): Promise<RepeatPolicy> => readRepeatPolicy(database),
  )

  app.put(
    '/api/lookback/policy',
    { config: { allow: ['admin'] }, preHandler: wholeCityOnly(app), schema: { body: RepeatPolicyBody } },
    async ({ body, identity }): Promise<RepeatPolicy> => {
      const known = app.city.record.channels.map(({ code }) => code)
      const policy: RepeatPolicy = { ...body, channels: body.channels ?? [] }
      const unknown = policy.channels.find((code) => !known.includes(code))
      if (unknown !== undefined) throw badInput('channels', unknown, `some of ${known.join(', ')}`)
      await database.transaction(async (transaction) => {
        await writeRepeatPolicy(transaction, policy)
        await writeAudit(transaction, actorOf(identity), 'change-repeat-policy', 'lookback', policy)
      })
      return policy
    },
  )
}
