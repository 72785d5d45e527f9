import type { FastifyInstance, InjectOptions } from 'fastify'
import type { Role } from '../../server/contract/api/accounts.ts'
import type { FeedEvent } from '../../server/contract/live.ts'
import type { Database } from '../../server/db/database.ts'
import { buildTestApp } from '../support/app.ts'

export interface Asker {
  get(url: string, headers?: Record<string, string>): Promise<Answer>
  post(url: string, body?: object): Promise<Answer>
  put(url: string, body: object): Promise<Answer>
  patch(url: string, body: object): Promise<Answer>
  delete(url: string): Promise<Answer>
}

export interface Answer {
  status: number
  headers: Record<string, unknown>
  body: any
  bytes: Buffer
}

/** The app over a city that is there already, asked as somebody, with all that the feed has given out. */
export interface CaseApp {
  app: FastifyInstance
  /** Everything that the feed has given out so far. */
  events: FeedEvent[]
  /** Asks as a person of this role, a wall or a device of a scope. */
  as(who: Role | 'wall' | 'device', scopeCode?: string, of?: { unitId?: number; workerId?: number }): Promise<Asker>
  close(): Promise<void>
}

/** `now` is the clock by which limits run. */
export async function startCaseApp(database: Database, now?: () => number): Promise<CaseApp> {
  const { app, headersFor, deviceHeaders, close } = await buildTestApp(database, {}, now)
  // what its timer finds between two requests of a test would depend on the machine: tests sweep themselves
  await app.lookback.stop()
  const events: FeedEvent[] = []
  app.feed.subscribe(({ event }) => events.push(event))

  return {
    app,
    events,
    async as(who, scopeCode, of) {
      const headers = who === 'device' ? await deviceHeaders(scopeCode) : await headersFor(who, scopeCode, of)
      async function ask(options: InjectOptions): Promise<Answer> {
        const reply = await app.inject({ ...options, headers: { ...headers, ...options.headers } })
        const isJson = String(reply.headers['content-type']).startsWith('application/json')
        const body: unknown = isJson ? reply.json() : reply.body
        return { status: reply.statusCode, headers: reply.headers, body, bytes: reply.rawPayload }
      }
      return {
        get: (url, headers) => ask({ method: 'GET', url, ...(headers && { headers }) }),
        put: (url, body) => ask({ method: 'PUT', url, payload: body }),
        patch: (url, body) => ask({ method: 'PATCH', url, payload: body }),
        delete: (url) => ask({ method: 'DELETE', url }),
        post: (url, body) => ask({ method: 'POST', url, ...(body === undefined ? {} : { payload: body }) }),
      }
    },
    close,
  }
}
