import cookie from '@fastify/cookie'
import fastifyPlugin from 'fastify-plugin'
import type { FastifyRequest, RouteOptions } from 'fastify'
import type { Queryable } from '../db/database.ts'
import { isUnavailable } from '../db/is-unavailable.ts'
import { notAllowed, notSignedIn, overloaded } from '../errors.ts'
import { authorizationToken } from './authorization-token.ts'
import { isAdmitted, type Admission, type Identity } from './identity.ts'
import { IdentityCache } from './identity-cache.ts'
import { findIdentity } from './tokens.ts'

/** The cookie of a person's browser or of a wall's. */
export const SESSION_COOKIE = 'gridwall'

/** Nobody waits longer for the database to say who he is. */
const PATIENCE_MS = 5000

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may use the route. A route that does not say keeps the server from starting. */
    allow?: readonly Admission[]
    /** Whether pages of other sites may ask as well: what is asked goes by no cookie. */
    anyOrigin?: boolean
  }
  interface FastifyRequest {
    /** Who is asking. Only public routes may be asked by nobody, and they do not read this. */
    identity: Identity
  }
  interface FastifyInstance {
    identities: IdentityCache
    /** Whom the cookie header of a handshake stands for. */
    identifyCookie(cookieHeader: string | undefined): Promise<Identity | null>
  }
}

/** The token of a request: the path's (many a tracker can set nothing else), the Authorization header's (other apps can
 * set nothing but a user and a password), or the cookie's. */
function tokenOf(request: FastifyRequest): string | undefined {
  const { token } = (request.params ?? {}) as { token?: string }
  if (token !== undefined) return token
  return authorizationToken(request.headers.authorization) ?? request.cookies[SESSION_COOKIE]
}

/** A page of another site cannot make a browser act here: its Origin differs from the Host. */
function isForeign(request: FastifyRequest): boolean {
  const { origin } = request.headers
  if (origin === undefined || request.method === 'GET' || request.method === 'HEAD') return false
  return URL.canParse(origin) ? new URL(origin).host !== request.headers.host : true
}

/** Authenticates every request before its body is read, and refuses to start with a route that names no admission. */
export const authPlugin = fastifyPlugin(
  async (app) => {
    await app.register(cookie)
    const { database } = app
    const patient: Queryable = {
      query: (text, parameters) => database.query(text, parameters, { withinMs: PATIENCE_MS }),
    }
    const identities = new IdentityCache(async (token) => {
      try {
        return await findIdentity(patient, token)
      } catch (error) {
        if (!isUnavailable(error)) throw error
        // Whoever asks, by whatever protocol, is to come back: that is no answer.
        app.log.error({ err: error }, 'the database does not answer')
        throw overloaded(2)
      }
    })
    app.decorate('identities', identities)
    app.decorate('identifyCookie', async (header: string | undefined) => {
      const token = app.parseCookie(header ?? '')[SESSION_COOKIE]
      return token === undefined ? null : identities.identify(token)
    })
    app.decorateRequest('identity')

    const routes: RouteOptions[] = []
    app.addHook('onRoute', (route) => {
      routes.push(route)
    })
    app.addHook('onReady', async () => {
      // only now: a plugin may have given its routes their admission by a hook of its own
      const silent = routes.filter((route) => route.config?.allow === undefined)
      if (silent.length > 0) {
        throw new Error(`Routes without config.allow: ${silent.map((r) => `${String(r.method)} ${r.url}`).join(', ')}`)
      }
    })

    app.addHook('onRequest', async (request) => {
      if (request.is404) return
      const { allow = [], anyOrigin = false } = request.routeOptions.config
      if (!anyOrigin && isForeign(request)) throw notAllowed('a page of another site asks')
      if (allow.includes('public')) return
      const token = tokenOf(request)
      const identity = token === undefined ? null : await identities.identify(token)
      if (identity === null) throw notSignedIn()
      if (!isAdmitted(identity, allow)) {
        throw notAllowed(`${request.method} ${request.routeOptions.url} is for ${allow.join(', ')}`)
      }
      request.identity = identity
    })
  },
  { name: 'auth', dependencies: ['database'] },
)
