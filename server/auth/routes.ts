import rateLimit from '@fastify/rate-limit'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { LoginBody, WallEntryBody, type Me, type Role } from '../contract/api/accounts.ts'
import { ReplyError } from '../errors.ts'
import type { Identity } from './identity.ts'
import { verifyPassword } from './passwords.ts'
import { SESSION_COOKIE } from './plugin.ts'
import { issueToken, revokeToken } from './tokens.ts'
import { writeAudit } from './audit.ts'

/** A duty officer's shift and its hand-over, so that nobody is thrown out in the middle of a night. */
const SESSION_HOURS = 14
const TRIES_PER_MINUTE = 10

interface AccountRow {
  id: number
  password_hash: string
  role: Role
  scope_code: string
  display_name: string
  unit_id: number | null
  worker_id: number | null
}

const wrongLogin = () => new ReplyError(401, 'WRONG_LOGIN', 'The login or the password is wrong.')

function meOf(identity: Identity): Me {
  if (identity.type === 'account') return identity
  return { type: 'wall', label: identity.label, scopeCode: identity.scopeCode }
}

function setSession(request: FastifyRequest, reply: FastifyReply, token: string, maxAgeSeconds: number): void {
  reply.setCookie(SESSION_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
    maxAge: maxAgeSeconds,
  })
}

/** Login and logout of people, entry of walls, and who am I. */
export const authRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, context) =>
      new ReplyError(429, 'TOO_MANY_TRIES', `Try again in ${context.after}.`, {}, Math.ceil(context.ttl / 1000)),
  })
  const limited = { rateLimit: { max: TRIES_PER_MINUTE, timeWindow: '1 minute' } }

  app.post(
    '/api/login',
    { config: { allow: ['public'], ...limited }, schema: { body: LoginBody } },
    async (request, reply): Promise<Me> => {
      const { login, password } = request.body
      const { rows } = await app.database.query<AccountRow>(
        'select id, password_hash, role, scope_code, display_name, unit_id, worker_id from accounts where login = $1',
        [login],
      )
      const account = rows[0]
      const fits = await verifyPassword(account?.password_hash, password)
      await writeAudit(app.database, account?.display_name ?? 'unknown', fits ? 'login' : 'login-failed', login, {
        address: request.ip,
      })
      if (account === undefined || !fits) throw wrongLogin()
      const token = await issueToken(app.database, {
        kind: 'session',
        label: login,
        accountId: account.id,
        scopeCode: account.scope_code,
        lifetimeHours: SESSION_HOURS,
      })
      setSession(request, reply, token, SESSION_HOURS * 3600)
      return {
        type: 'account',
        id: account.id,
        login,
        role: account.role,
        displayName: account.display_name,
        scopeCode: account.scope_code,
        ...(account.unit_id !== null && { unitId: account.unit_id }),
        ...(account.worker_id !== null && { workerId: account.worker_id }),
      }
    },
  )

  app.post(
    '/api/logout',
    { config: { allow: ['admin', 'duty', 'leader', 'unit', 'worker', 'wall'] } },
    async (request, reply) => {
      const token = request.cookies[SESSION_COOKIE]
      // the token of a wall is its address: leaving forgets the cookie, not the wall
      if (token !== undefined && request.identity.type === 'account') {
        await revokeToken(app.database, token)
        app.identities.forget(token)
        // the open page of that session loses its socket now, not at the next check
        await app.screens.checkSessions()
      }
      reply.clearCookie(SESSION_COOKIE, { path: '/' })
      return reply.code(204).send()
    },
  )

  app.get(
    '/api/me', { config: { allow: ['admin', 'duty', 'leader', 'unit', 'worker', 'wall'] } },
    async (request) => meOf(request.identity),
  )

  app.post(
    '/api/walls/enter',
    { config: { allow: ['public'], ...limited }, schema: { body: WallEntryBody } },
    async (request, reply): Promise<Me> => {
      const { token } = request.body
      const identity = await app.identities.identify(token)
      if (identity?.type !== 'wall') throw new ReplyError(401, 'WRONG_TOKEN', 'This wall token is unknown or was revoked.')
      setSession(request, reply, token, 365 * 86_400)
      return meOf(identity)
    },
  )
}
