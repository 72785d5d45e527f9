import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { NewTokenBody, type TokenRecord } from '../contract/api/accounts.ts'
import { notFound, ReplyError } from '../errors.ts'
import { writeAudit } from './audit.ts'
import { actorOf } from './identity.ts'
import { issueToken, listTokens, revokeTokenById } from './tokens.ts'

const IdParams = Type.Object({ id: Type.String({ pattern: '^[0-9a-f]{16}$' }) })

/** Tokens of walls and devices: who has one, a new one, and the end of one. */
export const tokenRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const admins = { allow: ['admin'] as const }

  app.get('/api/tokens', { config: admins }, async ({ identity }): Promise<TokenRecord[]> =>
    listTokens(app.database, identity.scopeCode),
  )

  app.post('/api/tokens', { config: admins, schema: { body: NewTokenBody } }, async ({ body, identity }, reply) => {
    const { kind, label, scopeCode = identity.scopeCode } = body
    if (!scopeCode.startsWith(identity.scopeCode)) {
      throw new ReplyError(403, 'OUT_OF_SCOPE', `Your scope is ${identity.scopeCode}, not ${scopeCode}.`)
    }
    const token = await issueToken(app.database, { kind, label, scopeCode })
    await writeAudit(app.database, actorOf(identity), 'issue-token', `${kind}:${label}`, { scopeCode })
    return reply.code(201).send({ token })
  })

  app.delete('/api/tokens/:id', { config: admins, schema: { params: IdParams } }, async ({ params, identity }, reply) => {
    if (!(await revokeTokenById(app.database, params.id, identity.scopeCode))) throw notFound('token', params.id)
    await writeAudit(app.database, actorOf(identity), 'revoke-token', params.id, {})
    // Only the hash is known here, and a revoked token must not open anything for another quarter of a minute.
    app.identities.forgetAll()
    await app.screens.checkSessions()
    return reply.code(204).send()
  })
}
