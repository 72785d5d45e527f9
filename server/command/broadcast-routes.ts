import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { type BroadcastRecord, type BroadcastSummary, NewBroadcastBody } from '../contract/api/command.ts'
import type { Identity } from '../auth/identity.ts'
import { badInput, notFound } from '../errors.ts'
import { broadcast, listBroadcasts, readBroadcast } from './broadcasts.ts'
import { changeCommand } from './change-command.ts'
import { tellReceivers } from './receivers.ts'
import { seesPerson } from './sees-person.ts'
import { standingIn } from './standing-in.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const NEWEST = 50

/** One text to all of an area, with receipts. */
export const broadcastRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app

  async function recordOf(id: number, identity: Identity): Promise<BroadcastRecord> {
    const record = await readBroadcast(database, app.city, id, identity.scopeCode)
    if (record === null) throw notFound('broadcast', id)
    const receipts = record.receipts.filter((one) => seesPerson(app, identity, record.areaCode, one))
    return { ...record, receipts }
  }

  app.get(
    '/api/command/broadcasts', { config: { allow: ['admin', 'duty', 'leader'] } },
    async ({ identity }): Promise<{ broadcasts: BroadcastSummary[] }> =>
      ({ broadcasts: await listBroadcasts(database, app.city, identity.scopeCode, NEWEST) }),
  )

  app.get(
    '/api/command/broadcasts/:id', { config: { allow: ['admin', 'duty', 'leader'] }, schema: { params: IdParams } },
    async ({ params, identity }): Promise<BroadcastRecord> => recordOf(params.id, identity),
  )

  app.post(
    '/api/command/broadcasts', { config: { allow: ['admin', 'duty', 'leader'] }, schema: { body: NewBroadcastBody } },
    async ({ body, identity }, reply): Promise<BroadcastRecord> => {
      const text = body.text.trim()
      if (text === '') throw badInput('text', body.text, 'something to say')
      const { id, receivers } = await changeCommand(app, async (transaction, tell) => {
        const standing = await standingIn(app, transaction, body, identity)
        return broadcast(app, transaction, tell, { ...standing, text }, identity)
      })
      tellReceivers(app, receivers)
      return reply.code(201).send(await recordOf(id, identity))
    },
  )
}
