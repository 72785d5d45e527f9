import type { AddressInfo } from 'node:net'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { io, type Socket } from 'socket.io-client'
import { authPlugin, SESSION_COOKIE } from '../../server/auth/plugin.ts'
import { issueToken } from '../../server/auth/tokens.ts'
import { readConfig } from '../../server/config.ts'
import { type ClientToServerEvents, LIVE_NAMESPACE, type ServerToClientEvents } from '../../server/contract/live.ts'
import type { Database } from '../../server/db/database.ts'
import { gridsPlugin } from '../../server/grids/plugin.ts'
import { useErrorReplies } from '../../server/http/error-replies.ts'
import { useValidation } from '../../server/http/validation.ts'
import { ingestRoutes } from '../../server/ingest/routes.ts'
import { feedPlugin } from '../../server/live/feed/plugin.ts'
import { livePlugin } from '../../server/live/plugin.ts'
import { liveRoutes } from '../../server/live/routes.ts'
import { cityPlugin } from '../../server/org/plugin.ts'

export type TestSocket = Socket<ServerToClientEvents, ClientToServerEvents>

/** The part of the app between a phone and a screen, listening on a free port over a city that is there already. */
export interface LiveApp {
  app: FastifyInstance
  origin: string
  /** A cookie header of a person of this role (an account of its own) or of a wall. */
  cookieFor(role: 'admin' | 'duty' | 'leader' | 'wall', scopeCode?: string): Promise<string>
  deviceToken(scopeCode?: string): Promise<string>
  /** A socket to the live namespace, not yet connected; closed with the app. */
  socket(headers: Record<string, string>): TestSocket
  close(): Promise<void>
}

export async function startLiveApp(database: Database): Promise<LiveApp> {
  const config = readConfig({ TICK_MS: '50', LOG_LEVEL: 'silent', PORT: '0' }, [])
  const app = Fastify({ logger: false }).withTypeProvider<TypeBoxTypeProvider>() as unknown as FastifyInstance
  useValidation(app)
  useErrorReplies(app)
  await app.register(
    fastifyPlugin(async (app) => {
      app.decorate('config', config)
      app.decorate('database', database)
    }, { name: 'database' }),
  )
  for (const plugin of [authPlugin, cityPlugin, gridsPlugin, feedPlugin, livePlugin]) await app.register(plugin)
  await app.register(ingestRoutes)
  await app.register(liveRoutes)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const sockets: TestSocket[] = []
  let accounts = 0

  return {
    app,
    origin,
    async cookieFor(role, scopeCode = '9901') {
      if (role === 'wall') {
        return `${SESSION_COOKIE}=${await issueToken(database, { kind: 'wall', label: 'hall', scopeCode })}`
      }
      const { rows } = await database.query<{ id: number }>(
        `insert into accounts (login, password_hash, role, scope_code, display_name)
         values (gen_random_uuid()::text, '', $1, $2, $3) returning id`,
        [role, scopeCode, `${role} ${++accounts}`],
      )
      const grant = { kind: 'session', label: role, accountId: rows[0].id, scopeCode, lifetimeHours: 1 } as const
      return `${SESSION_COOKIE}=${await issueToken(database, grant)}`
    },
    deviceToken: (scopeCode = '9901') => issueToken(database, { kind: 'device', label: 'phones', scopeCode }),
    socket(headers) {
      const socket: TestSocket = io(`${origin}${LIVE_NAMESPACE}`, {
        transports: ['websocket'], extraHeaders: headers, autoConnect: false, reconnection: false, forceNew: true,
      })
      sockets.push(socket)
      return socket
    },
    async close() {
      for (const socket of sockets) socket.disconnect()
      await app.close()
    },
  }
}
