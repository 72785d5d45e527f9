import type { FastifyInstance } from 'fastify'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf, inScope, type Identity } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import {
  type CaseClock, type EffectiveLimit, type LimitRule, LimitRuleBody, type LimitRules, type LimitSet,
} from '../contract/api/clocks.ts'
import { findCase } from '../cases/repository.ts'
import { takerOf } from '../cases/taker-of.ts'
import { badInput, notFound } from '../errors.ts'
import { readClocks } from './clock-repository.ts'
import { loosened } from './limit-rules.ts'
import { deleteLimitRule, enableLimitSet, insertLimitRule, readLimitSets, updateLimitRule } from './rule-repository.ts'
import { understandRule } from './understand-rule.ts'
import { addWorking, yearsWithoutCalendar } from './working-time.ts'

const Id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })
const IdParams = Type.Object({ id: Id })
const CaseParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const LimitsQuery = Type.Object({
  category: Type.String({ minLength: 1, maxLength: 32 }),
  area: Type.String({ minLength: 2, maxLength: 12 }),
  at: Type.Optional(Type.String({ format: 'date-time' })),
})

/** Rules of limits: people read them, administrators write those of their areas, which only tighten what is above. */
export const limitRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { clocks, database } = app
  const people = { config: { allow: ['admin', 'duty', 'leader', 'unit', 'worker'] as const } }
  const byAdmin = { config: { allow: ['admin'] as const } }

  app.get('/api/limit-rules', people, async (): Promise<LimitRules> => {
    const { sets, rules, inForce, rate } = clocks.rules()
    return {
      sets,
      rules: rules.map((rule) => ({ ...rule, outdoneBy: loosened(rule, inForce, rate.calendar)?.id ?? null })),
    }
  })

  app.post(
    '/api/limit-rules',
    { ...byAdmin, schema: { body: LimitRuleBody } },
    async ({ body, identity }, reply): Promise<LimitRule> => {
      const rule = understandRule(app, body, identity, 0)
      const id = await database.transaction(async (transaction) => {
        const id = await insertLimitRule(transaction, rule)
        await writeAudit(transaction, actorOf(identity), 'add-limit-rule', `limit-rule:${id}`, body)
        return id
      })
      await clocks.reload()
      void reply.code(201)
      return { ...rule, id }
    },
  )

  app.put(
    '/api/limit-rules/:id',
    { ...byAdmin, schema: { params: IdParams, body: LimitRuleBody } },
    async ({ params: { id }, body, identity }): Promise<LimitRule> => {
      mine(app, id, identity)
      const rule = { ...understandRule(app, body, identity, id), id }
      await database.transaction(async (transaction) => {
        await updateLimitRule(transaction, rule)
        await writeAudit(transaction, actorOf(identity), 'put-limit-rule', `limit-rule:${id}`, body)
      })
      await clocks.reload()
      return rule
    },
  )

  app.delete(
    '/api/limit-rules/:id', { ...byAdmin, schema: { params: IdParams } },
    async ({ params: { id }, identity }, reply) => {
      const rule = mine(app, id, identity)
      await database.transaction(async (transaction) => {
        await deleteLimitRule(transaction, id)
        await writeAudit(transaction, actorOf(identity), 'delete-limit-rule', `limit-rule:${id}`, rule)
      })
      await clocks.reload()
      return reply.code(204).send()
    },
  )

  app.put(
    '/api/limit-sets/:code',
    {
      ...byAdmin, preHandler: wholeCityOnly(app),
      schema: {
        params: Type.Object({ code: Type.String({ minLength: 1, maxLength: 32 }) }),
        body: Type.Object({ enabled: Type.Boolean() }, { additionalProperties: false }),
      },
    },
    async ({ params: { code }, body: { enabled }, identity }): Promise<LimitSet[]> => {
      await database.transaction(async (transaction) => {
        if (!(await enableLimitSet(transaction, code, enabled))) throw notFound('limit-set', code)
        await writeAudit(transaction, actorOf(identity), 'switch-limit-set', `limit-set:${code}`, { enabled })
      })
      await clocks.reload()
      return readLimitSets(database)
    },
  )

  app.get(
    '/api/limits', { ...people, schema: { querystring: LimitsQuery } },
    async ({ query: { category, area, at } }): Promise<EffectiveLimit[]> => {
      if (!app.city.categoryByCode.has(category)) throw badInput('category', category, 'the code of a category')
      const atMs = at === undefined ? app.now() : Date.parse(at)
      return clocks.limitsOf({ categoryCode: category, areaCode: area }, atMs).map((limit) => {
        const dueAtMs = addWorking(clocks.calendar(), atMs, limit.amount, limit.kind)
        const calendarFallback = yearsWithoutCalendar(clocks.calendar(), atMs, dueAtMs, limit.kind).length > 0
        return { ...limit, dueAt: new Date(dueAtMs).toISOString(), calendarFallback }
      })
    },
  )

  app.get(
    '/api/cases/:id/clocks', { ...people, schema: { params: CaseParams } },
    async ({ params: { id }, identity }): Promise<CaseClock[]> => {
      if ((await findCase(database, id, takerOf(identity), app.cases.templates())) === null) throw notFound('case', id)
      const time = (ms: number) => new Date(ms).toISOString()
      const orNull = (ms: number | null) => (ms === null ? null : time(ms))
      return (await readClocks(database, [id])).map((clock) => ({
        round: clock.round, stage: clock.stage, kind: clock.kind, ruleId: clock.ruleId, totalMs: clock.totalMs,
        startedAt: time(clock.startedAtMs), dueAt: time(clock.dueAtMs), yellowAt: time(clock.yellowAtMs),
        pausedAt: orNull(clock.pausedAtMs), leftMs: clock.leftMs, stoppedAt: orNull(clock.stoppedAtMs),
        colour: clock.colour, supervisedStage: clock.supervisedStage, nextChangeAt: orNull(clock.nextChangeAtMs),
        calendarFallback: clock.calendarFallback,
      }))
    },
  )
}

/** A rule of an area that is the asker's. Throws 404 for others. */
function mine(app: FastifyInstance, id: number, identity: Identity): LimitRule {
  const rule = app.clocks.rules().rules.find((one) => one.id === id)
  const isMine = rule !== undefined && inScope(identity, rule.areaPrefix || app.city.record.code)
  if (!isMine) throw notFound('limit-rule', id)
  return rule
}
