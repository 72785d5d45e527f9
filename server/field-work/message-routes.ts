import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf, inScope } from '../auth/identity.ts'
import { NewFieldMessageBody } from '../contract/api/field-work.ts'
import type { MessageRecord } from '../contract/api/messages.ts'
import { badInput, notFound } from '../errors.ts'
import { listUnitMessages } from '../trackers/message-repository.ts'
import { callableUnits } from './field-facts.ts'
import { fieldPersonOf } from './field-person.ts'
import { markRead, takeFieldMessages } from './message-list.ts'
import { sendTagged } from './send-tagged.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const UnitParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) })

/** Texts of the desk to phones: sent, read, and who has read them. */
export const fieldMessageRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app

  app.get(
    '/api/field/messages', { config: { allow: ['admin', 'duty', 'unit', 'worker'] } },
    async (request, reply) => {
      const messages = await takeFieldMessages(database, fieldPersonOf(request.identity), app.now())
      return sendTagged(request, reply, { messages })
    },
  )

  app.post(
    '/api/field/messages/:id/read', { config: { allow: ['unit', 'worker'] }, schema: { params: IdParams } },
    async ({ params: { id }, identity }, reply) => {
      const isRead = await markRead(database, id, fieldPersonOf(identity), actorOf(identity), app.now())
      if (!isRead) throw notFound('message', id)
      return reply.code(204).send()
    },
  )

  app.post(
    '/api/field/messages', { config: { allow: ['admin', 'duty'] }, schema: { body: NewFieldMessageBody } },
    async ({ body, identity }, reply): Promise<MessageRecord[]> => {
      const { unitIds = [], workerIds = [], urgent = false } = body
      const text = body.text.trim()
      if (text === '') throw badInput('text', body.text, 'something to say')
      if (unitIds.length + workerIds.length === 0) throw badInput('unitIds', unitIds, 'at least one unit or worker')
      const callable = new Set(callableUnits(app.city, fieldPersonOf(identity)).map(({ id }) => id))
      const unknownUnit = unitIds.find((id) => !callable.has(id))
      if (unknownUnit !== undefined) throw badInput('unitIds', unknownUnit, 'the ids of units that serve your area')
      const { roster } = app.live
      const areaOf = (id: number) => roster.workers[roster.slotOfWorker.get(id) ?? -1]?.areaCode
      const unknownWorker = workerIds.find((id) => !inScope(identity, areaOf(id) ?? '?'))
      if (unknownWorker !== undefined) throw badInput('workerIds', unknownWorker, 'the ids of workers of your area')

      const sent: MessageRecord[] = []
      for (const id of unitIds) sent.push(await app.terminals.sendToUnit(id, text, urgent, identity))
      for (const id of workerIds) sent.push(await app.terminals.sendText(id, text, urgent, identity))
      const messages = sent.map(({ id }) => id)
      await writeAudit(database, actorOf(identity), 'send-message', 'field', { unitIds, workerIds, messages })
      app.fieldChanges.tell({ unitIds, workerIds }, 'messages')
      return reply.code(201).send(sent)
    },
  )

  app.get(
    '/api/units/:id/messages', { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: UnitParams } },
    async ({ params: { id }, identity }): Promise<{ messages: MessageRecord[] }> => {
      const unit = app.city.unitById.get(id)
      if (unit === undefined || !(inScope(identity, unit.areaCode) || identity.scopeCode.startsWith(unit.areaCode))) {
        throw notFound('unit', id)
      }
      // a unit of a higher level serves many desks, and none is shown what those above or beside it sent
      const senderScope = inScope(identity, unit.areaCode) ? null : identity.scopeCode
      return { messages: await listUnitMessages(database, id, senderScope) }
    },
  )
}
