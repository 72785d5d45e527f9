import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import { takerOf } from '../cases/taker-of.ts'
import {
  DisciplineFlagsQuery, DisciplineRuleBody, NewDisciplineFlag, ResolveFlagBody, type DisciplineFlag,
  type DisciplineRule,
} from '../contract/api/catalogue.ts'
import { badInput, conflict, notFound } from '../errors.ts'
import { listFlags, readDisciplineRules, resolveFlag, writeDisciplineRule } from './discipline-repository.ts'

const CodeParams = Type.Object({ code: Type.String({ minLength: 1, maxLength: 32 }) })
const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })

/** What is put before the discipline inspection: the rules, and the queue that they fill. */
export const disciplineRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app

  app.get(
    '/api/discipline-rules',
    { config: { allow: ['admin', 'duty', 'leader'] } },
    async (): Promise<DisciplineRule[]> => readDisciplineRules(database),
  )

  app.put(
    '/api/discipline-rules/:code',
    {
      config: { allow: ['admin'] }, preHandler: wholeCityOnly(app),
      schema: { params: CodeParams, body: DisciplineRuleBody },
    },
    async ({ params: { code }, body, identity }): Promise<DisciplineRule> => {
      await database.transaction(async (transaction) => {
        if (!(await writeDisciplineRule(transaction, code, body))) throw notFound('discipline rule', code)
        await writeAudit(transaction, actorOf(identity), 'change-discipline-rule', code, body)
      })
      app.catalogue.disciplineRules = await readDisciplineRules(database)
      return { code, ...body }
    },
  )

  app.get(
    '/api/discipline-flags',
    { config: { allow: ['admin', 'leader', 'duty'] }, schema: { querystring: DisciplineFlagsQuery } },
    async ({ query, identity }): Promise<DisciplineFlag[]> =>
      listFlags(database, { ...query, scopeCode: identity.scopeCode }),
  )

  app.post(
    '/api/discipline-flags',
    { config: { allow: ['admin', 'leader', 'duty'] }, schema: { body: NewDisciplineFlag } },
    async ({ body: { caseId, rule, unitId, note }, identity }, reply): Promise<DisciplineFlag> => {
      const rules = app.catalogue.disciplineRules.filter(({ enabled }) => enabled)
      if (!rules.some(({ code }) => code === rule)) {
        throw badInput('rule', rule, `a rule that is switched on: ${rules.map(({ code }) => code).join(', ')}`)
      }
      if (unitId !== undefined && !app.city.unitById.has(unitId)) throw badInput('unitId', unitId, 'the id of a unit')
      const taker = takerOf(identity)
      await app.cases.annotate({
        caseId, kind: 'flag', note, detail: { rule, ...(unitId !== undefined && { unitId }) }, taker, atMs: app.now(),
      })
      const flags = await listFlags(database, { scopeCode: identity.scopeCode, state: 'open' })
      return reply.code(201).send(flags.find((flag) => flag.caseId === caseId && flag.rule === rule)!)
    },
  )

  app.post(
    '/api/discipline-flags/:id/resolve',
    { config: { allow: ['admin', 'leader'] }, schema: { params: IdParams, body: ResolveFlagBody } },
    async ({ params: { id }, body, identity }): Promise<DisciplineFlag> => {
      const by = actorOf(identity)
      const { scopeCode } = identity
      const [flag] = await listFlags(database, { id, scopeCode })
      if (flag === undefined) throw notFound('discipline flag', id)
      await database.transaction(async (transaction) => {
        if (!(await resolveFlag(transaction, id, { ...body, atMs: app.now(), by }))) {
          throw conflict('FLAG_RESOLVED', `Flag ${id} is ${flag.state}, by ${flag.resolvedBy ?? 'another'}.`)
        }
        await writeAudit(transaction, by, 'resolve-discipline-flag', String(id), body)
      })
      return (await listFlags(database, { id, scopeCode }))[0]
    },
  )
}
