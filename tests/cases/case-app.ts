import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { alarmRoutes } from '../../server/alarms/routes.ts'
import { authPlugin, SESSION_COOKIE } from '../../server/auth/plugin.ts'
import { issueToken } from '../../server/auth/tokens.ts'
import { openOrderRoutes } from '../../server/cases/open-order-routes.ts'
import { caseRoutes } from '../../server/cases/routes.ts'
import { readConfig } from '../../server/config.ts'
import type { FeedEvent } from '../../server/contract/live.ts'
import type { Database } from '../../server/db/database.ts'
import { gridsPlugin } from '../../server/grids/plugin.ts'
import { gridRoutes } from '../../server/grids/routes.ts'
import { heatPlugin } from '../../server/heat/plugin.ts'
import { heatRoutes } from '../../server/heat/routes.ts'
import { useErrorReplies } from '../../server/http/error-replies.ts'
import { useValidation } from '../../server/http/validation.ts'
import { feedPlugin } from '../../server/live/feed/plugin.ts'
import { cityPlugin } from '../../server/org/plugin.ts'
import { reportRoutes } from '../../server/report/routes.ts'

export interface Asker {
  get(url: string): Promise<Answer>
  post(url: string, body?: object): Promise<Answer>
}

export interface Answer {
  status: number
  headers: Record<string, unknown>
  body: any
  bytes: Buffer
}

/** The part of the app that cases, alarms and counts need, over a city that is there already. Nothing listens. */
export interface CaseApp {
  app: FastifyInstance
  /** Everything that the feed has given out so far. */
  events: FeedEvent[]
  /** Asks as a person of this role, a wall or a device of a scope. */
  as(who: 'admin' | 'duty' | 'leader' | 'wall' | 'device', scopeCode?: string): Promise<Asker>
  close(): Promise<void>
}

export async function startCaseApp(database: Database): Promise<CaseApp> {
  const config = readConfig({ LOG_LEVEL: 'silent' }, [])
  const app = Fastify({ logger: false, bodyLimit: 12 * 1024 * 1024 }).withTypeProvider<TypeBoxTypeProvider>() as
    unknown as FastifyInstance
  useValidation(app)
  useErrorReplies(app)
  await app.register(
    fastifyPlugin(
      async (app) => {
        app.decorate('config', config)
        app.decorate('database', database)
      },
      { name: 'database' },
    ),
  )
  for (const plugin of [authPlugin, cityPlugin, gridsPlugin, feedPlugin, heatPlugin]) await app.register(plugin)
  for (const routes of [caseRoutes, openOrderRoutes, alarmRoutes, gridRoutes, heatRoutes, reportRoutes]) {
    await app.register(routes)
  }
  await app.ready()
  const events: FeedEvent[] = []
  app.feed.subscribe(({ event }) => events.push(event))
  let accounts = 0

  async function headersOf(who: Parameters<CaseApp['as']>[0], scopeCode: string): Promise<Record<string, string>> {
    if (who === 'device') {
      return { authorization: `Bearer ${await issueToken(database, { kind: 'device', label: 'phones', scopeCode })}` }
    }
    if (who === 'wall') {
      return { cookie: `${SESSION_COOKIE}=${await issueToken(database, { kind: 'wall', label: 'hall', scopeCode })}` }
    }
    const { rows } = await database.query<{ id: number }>(
      `insert into accounts (login, password_hash, role, scope_code, display_name)
       values (gen_random_uuid()::text, '', $1, $2, $3) returning id`,
      [who, scopeCode, `${who} ${++accounts}`],
    )
    const grant = { kind: 'session', label: who, accountId: rows[0].id, scopeCode, lifetimeHours: 1 } as const
    return { cookie: `${SESSION_COOKIE}=${await issueToken(database, grant)}` }
  }

  return {
    app,
    events,
    async as(who, scopeCode = '9901') {
      const headers = await headersOf(who, scopeCode)
      async function ask(options: InjectOptions): Promise<Answer> {
        const reply = await app.inject({ ...options, headers })
        const isJson = String(reply.headers['content-type']).startsWith('application/json')
        const body: unknown = isJson ? reply.json() : reply.body
        return { status: reply.statusCode, headers: reply.headers, body, bytes: reply.rawPayload }
      }
      return {
        get: (url) => ask({ method: 'GET', url }),
        post: (url, body) => ask({ method: 'POST', url, ...(body === undefined ? {} : { payload: body }) }),
      }
    },
    close: () => app.close(),
  }
}
