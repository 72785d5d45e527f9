import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf, type Identity } from '../auth/identity.ts'
import { type RejectPage, RejectsQuery } from '../contract/api/channels.ts'
import { notFound } from '../errors.ts'
import { replayReject } from './inbound.ts'
import { endReject, findOpenRejects, listRejects, type OpenReject } from './reject-repository.ts'

const DEFAULT_PAGE = 100
/** Tried anew by one request. */
const MOST_REPLAYED = 500
const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })
const ReplayBody = Type.Object(
  { channel: Type.Optional(Type.String({ maxLength: 32 })) },
  { additionalProperties: false },
)

/** Records that could not be understood: shown, tried anew, thrown away. */
export const rejectRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const admins = { allow: ['admin'] as const }

  async function openReject(id: number, identity: Identity): Promise<OpenReject> {
    const [reject] = await findOpenRejects(database, { id }, 1, identity.scopeCode)
    if (reject === undefined) throw notFound('open reject', id)
    return reject
  }

  async function replay(rejects: readonly OpenReject[], identity: Identity): Promise<{ tried: number; taken: number }> {
    let taken = 0
    for (const reject of rejects) {
      const adapter = app.channelAdapters.get(reject.channel)
      if (adapter !== undefined && (await replayReject(app, reject, adapter, identity))) taken++
    }
    return { tried: rejects.length, taken }
  }

  app.get(
    '/api/channel-rejects',
    { config: admins, schema: { querystring: RejectsQuery } },
    async ({ query, identity }): Promise<RejectPage> => {
      const limit = query.limit ?? DEFAULT_PAGE
      const rejects = await listRejects(database, query, limit + 1, identity.scopeCode)
      if (rejects.length <= limit) return { rejects, next: null }
      rejects.pop()
      return { rejects, next: rejects.at(-1)!.id }
    },
  )

  app.post(
    '/api/channel-rejects/:id/replay',
    { config: admins, schema: { params: IdParams } },
    async ({ params, identity }) => replay([await openReject(params.id, identity)], identity),
  )

  app.post(
    '/api/channel-rejects/replay',
    { config: admins, schema: { body: ReplayBody } },
    async ({ body, identity }) =>
      replay(await findOpenRejects(database, body, MOST_REPLAYED, identity.scopeCode), identity),
  )

  app.delete(
    '/api/channel-rejects/:id',
    { config: admins, schema: { params: IdParams } },
    async ({ params: { id }, identity }, reply) => {
      await openReject(id, identity)
      await endReject(database, id, 'discarded', null, actorOf(identity), app.now())
      await writeAudit(database, actorOf(identity), 'discard-reject', `reject:${id}`)
      return reply.code(204).send()
    },
  )
}
