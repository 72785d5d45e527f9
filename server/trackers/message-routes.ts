import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf, type Identity, inScope } from '../auth/identity.ts'
import { type MessageRecord, NewMessageBody, type WorkerMessages } from '../contract/api/messages.ts'
import { badInput, notFound } from '../errors.ts'
import { hasPhone, listMessages } from './message-repository.ts'

const WorkerParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) })

/** What the desk sends to a worker's phone and the box in his vehicle. Written down, as each look at a track is. */
export const messageRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const officers = { allow: ['admin', 'duty'] as const }

  function checkWorker(id: number, identity: Identity): void {
    const { roster } = app.live
    const slot = roster.slotOfWorker.get(id)
    const worker = slot === undefined ? undefined : roster.workers[slot]
    if (worker === undefined || !inScope(identity, worker.areaCode)) throw notFound('worker', id)
  }

  app.get(
    '/api/workers/:id/messages',
    { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: WorkerParams } },
    async ({ params: { id }, identity }): Promise<WorkerMessages> => {
      checkWorker(id, identity)
      return {
        boxes: await app.terminals.boxesOf(id), hasPhone: await hasPhone(database, id),
        messages: await listMessages(database, id),
      }
    },
  )

  app.post(
    '/api/workers/:id/messages',
    { config: officers, schema: { params: WorkerParams, body: NewMessageBody } },
    async ({ params: { id }, body, identity }, reply): Promise<MessageRecord> => {
      checkWorker(id, identity)
      const text = body.text.trim()
      if (text === '') throw badInput('text', body.text, 'something to say')
      const message = await app.terminals.sendText(id, text, body.urgent ?? false, identity)
      await writeAudit(database, actorOf(identity), 'send-message', `worker:${id}`, { message: message.id })
      app.fieldChanges.tell({ workerIds: [id] }, 'messages')
      return reply.code(201).send(message)
    },
  )

  app.post(
    '/api/workers/:id/locate',
    { config: officers, schema: { params: WorkerParams } },
    async ({ params: { id }, identity }, reply): Promise<MessageRecord> => {
      checkWorker(id, identity)
      // before it is asked: nobody is located without a trace
      await writeAudit(database, actorOf(identity), 'locate', `worker:${id}`)
      return reply.code(201).send(await app.terminals.locate(id, identity))
    },
  )
}
