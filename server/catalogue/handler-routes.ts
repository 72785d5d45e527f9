import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf, inScope } from '../auth/identity.ts'
import { findCase } from '../cases/repository.ts'
import { takerOf } from '../cases/taker-of.ts'
import { NewGridHandler, type GridHandler } from '../contract/api/catalogue.ts'
import { badInput, notFound } from '../errors.ts'
import {
  accountName, areaOfGrid, bindHandler, handlersOfCase, listHandlers, removeHandler,
} from './handler-repository.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) })
const CaseParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const HandlersQuery = Type.Object({ unit: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })) })

/** Grid × department: the persons who handle, by name. */
export const handlerRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app

  app.get(
    '/api/grid-handlers',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { querystring: HandlersQuery } },
    async ({ query, identity }): Promise<GridHandler[]> =>
      listHandlers(database, identity.scopeCode, query.unit ?? null),
  )

  app.get(
    '/api/cases/:id/handlers',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: CaseParams } },
    async ({ params: { id }, identity }): Promise<GridHandler[]> => {
      const found = await findCase(database, id, takerOf(identity), app.cases.templates())
      if (found === null) throw notFound('case', id)
      return handlersOfCase(database, id)
    },
  )

  app.post(
    '/api/grid-handlers',
    { config: { allow: ['admin'] }, schema: { body: NewGridHandler } },
    async ({ body, identity }, reply): Promise<GridHandler> => {
      const { gridCode, areaCode, unitId, accountId, name } = body
      if ((gridCode === undefined) === (areaCode === undefined)) {
        throw badInput('areaCode', areaCode, 'either gridCode or areaCode, which say where')
      }
      const area = gridCode === undefined ? areaCode! : await areaOfGrid(database, gridCode)
      if (area === null || !app.city.areaByCode.has(area) || !inScope(identity, area)) {
        throw gridCode === undefined
          ? badInput('areaCode', areaCode, `the code of an area within ${identity.scopeCode}`)
          : badInput('gridCode', gridCode, `the code of a grid in force within ${identity.scopeCode}`)
      }
      if (!app.city.unitById.has(unitId)) throw badInput('unitId', unitId, 'the id of a unit')
      const ofAccount = accountId === undefined ? null : await accountName(database, accountId)
      if (accountId !== undefined && ofAccount === null) throw badInput('accountId', accountId, 'the id of an account')
      const called = name ?? ofAccount
      if (called === null) throw badInput('name', undefined, 'a name, or the account of the person who handles')
      const actor = actorOf(identity)
      const handler = await database.transaction(async (transaction) => {
        await writeAudit(transaction, actor, 'bind-handler', `unit:${unitId} ${gridCode ?? areaCode}`)
        return bindHandler(transaction, { ...body, name: called })
      })
      return reply.code(201).send(handler)
    },
  )

  app.delete(
    '/api/grid-handlers/:id',
    { config: { allow: ['admin'] }, schema: { params: IdParams } },
    async ({ params: { id }, identity }, reply) => {
      const handler = (await listHandlers(database, identity.scopeCode, null)).find((one) => one.id === id)
      if (handler === undefined) throw notFound('handler', id)
      await database.transaction(async (transaction) => {
        const subject = `unit:${handler.unitId} ${handler.gridCode ?? handler.areaCode}`
        await writeAudit(transaction, actorOf(identity), 'unbind-handler', subject)
        await removeHandler(transaction, id)
      })
      return reply.code(204).send()
    },
  )
}
