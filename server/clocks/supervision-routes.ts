import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf, inScope } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import {
  type SupervisionRule, SupervisionRuleBody, SupervisionsQuery, type SupervisionWeek,
} from '../contract/api/clocks.ts'
import { badInput } from '../errors.ts'
import { weekAt, weekNamed } from './city-week.ts'
import { limitField } from './limit-field.ts'
import { replaceSupervisionRules } from './rule-repository.ts'
import { listSupervisions } from './supervision-repository.ts'

const RulesBody = Type.Array(SupervisionRuleBody, { maxItems: 500 })

/** 三阶督办: the weekly list, and the rules by which delays bring the stages. */
export const supervisionRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { clocks, database } = app

  app.get(
    '/api/supervisions',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { querystring: SupervisionsQuery } },
    async ({ query, identity }): Promise<SupervisionWeek> => {
      const { time } = clocks.calendar()
      const week = query.week === undefined ? weekAt(time, app.now()) : weekNamed(time, query.week)
      if (week === undefined) throw badInput('week', query.week, 'a week of that year, such as 2026-W31')
      const area = query.area ?? identity.scopeCode
      if (!inScope(identity, area)) throw badInput('area', area, `an area within your scope ${identity.scopeCode}`)
      return {
        week: week.week, from: new Date(week.fromMs).toISOString(), to: new Date(week.toMs).toISOString(),
        supervisions: await listSupervisions(database, week.fromMs, week.toMs, area),
      }
    },
  )

  app.get(
    '/api/supervision-rules', { config: { allow: ['admin', 'duty', 'leader'] } },
    async (): Promise<SupervisionRule[]> => clocks.rules().supervision,
  )

  app.put(
    '/api/supervision-rules',
    { config: { allow: ['admin'] }, preHandler: wholeCityOnly(app), schema: { body: RulesBody } },
    async ({ body, identity }): Promise<SupervisionRule[]> => {
      const seen = new Set<string>()
      const rules = body.map(({ stage, limit, level, areaPrefix = '', note }, index): SupervisionRule => {
        const read = limitField(`${index}.limit`, limit)
        if (areaPrefix !== '' && !app.city.areaByCode.has(areaPrefix)) {
          throw badInput(`${index}.areaPrefix`, areaPrefix, 'the code of an area, or nothing')
        }
        if (seen.has(`${areaPrefix} ${stage}`)) throw badInput(`${index}.stage`, stage, 'each stage once for an area')
        seen.add(`${areaPrefix} ${stage}`)
        return { stage, ...read, level, areaPrefix, note }
      })
      await database.transaction(async (transaction) => {
        await replaceSupervisionRules(transaction, rules, app.now())
        await writeAudit(transaction, actorOf(identity), 'put-supervision-rules', 'supervision-rules', { rules: body })
      })
      await clocks.reload()
      return clocks.rules().supervision
    },
  )
}
