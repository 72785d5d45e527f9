import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import {
  ActivationBody, type ActivationAsked, type ActivationRecord, type ActivationSummary, type CommandActive,
  type CommandEventRecord, ConfirmBody, EndBody,
} from '../contract/api/command.ts'
import { notFound } from '../errors.ts'
import { listActivations, listActive, readActivation } from './activation-repository.ts'
import { askOff, askOn, confirmAsked } from './activations.ts'
import { broadcastsOf } from './broadcasts.ts'
import { listRollCalls, rollCallsOf } from './roll-call-repository.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const NEWEST = 100

/** Switching plans on and off, each in two steps, and what came of it. */
export const activationRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app

  app.get(
    '/api/command/active', { config: { allow: ['admin', 'duty', 'leader', 'wall', 'unit', 'worker'] } },
    async ({ identity: { scopeCode } }): Promise<CommandActive> => ({
      activations: await listActive(database, app.city, scopeCode),
      rollCalls: await listRollCalls(database, app.city, scopeCode, true, NEWEST),
    }),
  )

  app.post(
    '/api/command/plans/:id/activations',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: IdParams, body: ActivationBody } },
    async ({ params, body, identity }, reply): Promise<ActivationAsked> =>
      reply.code(201).send(await askOn(app, params.id, body, identity)),
  )

  app.get(
    '/api/command/activations', { config: { allow: ['admin', 'duty', 'leader'] } },
    async ({ identity }): Promise<{ activations: ActivationSummary[] }> =>
      ({ activations: await listActivations(database, app.city, identity.scopeCode, NEWEST) }),
  )

  app.get(
    '/api/command/activations/:id', { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: IdParams } },
    async ({ params: { id }, identity }): Promise<ActivationRecord> => {
      const row = await readActivation(database, app.city, id, identity.scopeCode)
      if (row === null) throw notFound('activation', id)
      const { rows } = await database.query<Omit<CommandEventRecord, 'id' | 'at'> & { id: string; at: Date }>(
        'select id, at, kind, actor, note, detail from command_events where activation_id = $1 order by id', [id],
      )
      return {
        ...row.summary,
        events: rows.map(({ id, at, ...event }) => ({ ...event, id: Number(id), at: at.toISOString() })),
        rollCalls: await rollCallsOf(database, app.city, id),
        broadcasts: await broadcastsOf(database, app.city, id),
      }
    },
  )

  app.post(
    '/api/command/activations/:id/end',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: IdParams, body: EndBody } },
    async ({ params, body, identity }): Promise<ActivationAsked> => askOff(app, params.id, body, identity),
  )

  app.post(
    '/api/command/activations/:id/confirm',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: IdParams, body: ConfirmBody } },
    async ({ params, body, identity }): Promise<ActivationSummary> => confirmAsked(app, params.id, body.code, identity),
  )
}
