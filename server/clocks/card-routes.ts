import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, type Identity } from '../auth/identity.ts'
import { CardReplyBody, type UnitCard, UnitCardsQuery } from '../contract/api/clocks.ts'
import { conflict, notFound } from '../errors.ts'
import { answerCard, listCards } from './supervision-repository.ts'

const PAGE = 100
const Params = Type.Object({ id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) })

/** Cards of units: given by the step 'card' of a case, read and answered here. A unit sees its own. */
export const cardRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const allowed = { config: { allow: ['admin', 'duty', 'leader', 'unit'] as const } }

  app.get(
    '/api/unit-cards', { ...allowed, schema: { querystring: UnitCardsQuery } },
    async ({ query, identity }): Promise<UnitCard[]> =>
      listCards(database, {
        ...viewOf(identity), unitId: query.unitId ?? null, unanswered: query.unanswered ?? false,
        before: query.before ?? null, limit: PAGE,
      }),
  )

  app.post(
    '/api/unit-cards/:id/deliver', { ...allowed, schema: { params: Params } },
    async ({ params: { id }, identity }): Promise<UnitCard> => {
      const card = await answerCard(database, id, viewOf(identity), actorOf(identity), app.now(), null)
      if (card === null) throw notFound('unit-card', id)
      return card
    },
  )

  app.post(
    '/api/unit-cards/:id/reply', { ...allowed, schema: { params: Params, body: CardReplyBody } },
    async ({ params: { id }, body: { reply }, identity }): Promise<UnitCard> => {
      const atMs = app.now()
      return database.transaction(async (transaction) => {
        const known = await answerCard(transaction, id, viewOf(identity), actorOf(identity), atMs, null)
        if (known === null) throw notFound('unit-card', id)
        if (known.repliedAt !== null) {
          throw conflict('CARD_ANSWERED', `${known.repliedBy} has answered card ${id} at ${known.repliedAt}.`)
        }
        return (await answerCard(transaction, id, viewOf(identity), actorOf(identity), atMs, reply))!
      })
    },
  )
}

function viewOf(identity: Identity): { scopeCode: string; ofUnit: number | null } {
  const ofUnit = identity.type === 'account' && identity.role === 'unit' ? identity.unitId! : null
  return { scopeCode: identity.scopeCode, ofUnit }
}
