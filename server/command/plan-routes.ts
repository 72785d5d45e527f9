import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, inScope, type Identity } from '../auth/identity.ts'
import { PlanBody, type PlanContent, type PlanRecord, type PlanSummary } from '../contract/api/command.ts'
import { conflict, notFound } from '../errors.ts'
import { callableUnits } from '../field-work/field-facts.ts'
import { fieldPersonOf } from '../field-work/field-person.ts'
import { areaNamed } from './area-named.ts'
import { changeCommand } from './change-command.ts'
import { logCommand } from './command-log.ts'
import { insertPlan, listPlans, readPlan, updatePlan, type PlanRow } from './plan-repository.ts'
import { uncoveredGrids } from './uncovered-grids.ts'
import { understandPlan } from './understand-plan.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })

/** Plans: what an area does when it is switched to war. */
export const planRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app

  function understand(body: PlanBody, identity: Identity): PlanContent {
    const { roster } = app.live
    const units = new Set(callableUnits(app.city, fieldPersonOf(identity)).map(({ id }) => id))
    const areas = new Map([...app.grids.current().grids.values()].flatMap(({ layer, code, areaCode }) =>
      layer === 'community' ? [[code, areaCode] as const] : []))
    return understandPlan(body, {
      isArea: (code) => inScope(identity, code) && app.city.record.areas.some((area) => area.code === code),
      areaOfGrid: (code) => areas.get(code),
      isWorker: (id) => inScope(identity, roster.workers[roster.slotOfWorker.get(id) ?? -1]?.areaCode ?? '?'),
      isUnit: (id) => units.has(id),
    })
  }

  function recordOf(plan: PlanRow): PlanRecord {
    const uncovered = uncoveredGrids(app.grids.current().grids.values(), plan.areaCode, plan.duties)
      .map(({ code, name, nameEn }) => ({ code, name, nameEn }))
    return { ...plan, area: areaNamed(app.city, plan.areaCode), uncovered }
  }

  async function mustRead(id: number, identity: Identity): Promise<PlanRow> {
    const plan = await readPlan(database, id, identity.scopeCode)
    if (plan === null) throw notFound('plan', id)
    return plan
  }

  app.get(
    '/api/command/plans', { config: { allow: ['admin', 'duty', 'leader'] } },
    async ({ identity }): Promise<{ plans: PlanSummary[] }> =>
      ({ plans: await listPlans(database, app.city, identity.scopeCode) }),
  )

  app.get(
    '/api/command/plans/:id', { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: IdParams } },
    async ({ params, identity }): Promise<PlanRecord> => recordOf(await mustRead(params.id, identity)),
  )

  app.post(
    '/api/command/plans', { config: { allow: ['admin', 'duty'] }, schema: { body: PlanBody } },
    async ({ body, identity }, reply): Promise<PlanRecord> => {
      const plan = understand(body, identity)
      const id = await changeCommand(app, async (transaction) => {
        const id = await insertPlan(transaction, plan, actorOf(identity), app.now())
        await logCommand(transaction, identity, app.now(), {
          kind: 'plan-made', areaCode: plan.areaCode, planId: id, note: plan.name,
          detail: { duties: plan.duties.length },
        })
        return id
      })
      return reply.code(201).send(recordOf(await mustRead(id, identity)))
    },
  )

  app.put(
    '/api/command/plans/:id', { config: { allow: ['admin', 'duty'] }, schema: { params: IdParams, body: PlanBody } },
    async ({ params: { id }, body, identity }): Promise<PlanRecord> => {
      await mustRead(id, identity)
      const plan = understand(body, identity)
      await changeCommand(app, async (transaction) => {
        const before = await readPlan(transaction, id, identity.scopeCode)
        if (before === null) throw notFound('plan', id)
        if (body.version !== undefined && body.version !== before.version) {
          const { updatedBy, version } = before
          throw conflict('PLAN_CHANGED', `${updatedBy} changed plan ${id} meanwhile: it is version ${version} now.`)
        }
        await updatePlan(transaction, id, plan, actorOf(identity), app.now())
        await logCommand(transaction, identity, app.now(), {
          kind: 'plan-changed', areaCode: plan.areaCode, planId: id, note: plan.name,
          detail: { version: before.version + 1, duties: plan.duties.length },
        })
      })
      return recordOf(await mustRead(id, identity))
    },
  )

  app.delete(
    '/api/command/plans/:id', { config: { allow: ['admin', 'duty'] }, schema: { params: IdParams } },
    async ({ params: { id }, identity }, reply) => {
      await changeCommand(app, async (transaction) => {
        const plan = await readPlan(transaction, id, identity.scopeCode)
        if (plan === null) throw notFound('plan', id)
        const { rowCount } = await transaction.query(
          `select 1 from command_activations where plan_id = $1 and state in ('active', 'pending')`, [id],
        )
        if ((rowCount ?? 0) > 0) throw conflict('PLAN_ON', `Plan ${id} is on, or waits to be: switch it off first.`)
        await transaction.query('update command_plans set deleted_at = $2 where id = $1', [id, new Date(app.now())])
        await logCommand(transaction, identity, app.now(), {
          kind: 'plan-deleted', areaCode: plan.areaCode, planId: id, note: plan.name,
        })
      })
      return reply.code(204).send()
    },
  )
}
