import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../server/app.ts'
import { SESSION_COOKIE } from '../../server/auth/plugin.ts'
import { putAccount } from '../../server/auth/accounts.ts'
import { issueToken } from '../../server/auth/tokens.ts'
import { readConfig } from '../../server/config.ts'
import type { Role } from '../../server/contract/api/accounts.ts'
import type { Database } from '../../server/db/database.ts'

/** The whole app over a database that holds a city; nothing listens, so ask it by `app.inject`. */
export interface TestApp {
  app: FastifyInstance
  /** Headers of a person of this role, of an account made for it, or of a wall. */
  headersFor(role: Role | 'wall', scopeCode?: string, of?: { unitId?: number; workerId?: number }): Promise<{ cookie: string }>
  /** Headers of a device of this scope. */
  deviceHeaders(scopeCode?: string): Promise<{ authorization: string }>
  close(): Promise<void>
}

/** Builds the app as the product does, without the built client. `settings` are environment variables; ports are free
 * ones; `now` is the clock by which limits run. */
export async function buildTestApp(
  database: Database, settings: Record<string, string> = {}, now?: () => number,
): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwall-app-'))
  const ports = { PORT: '0', OSMAND_PORT: '0', OWNTRACKS_PORT: '0', JT808_PORT: '0', MQTT_PORT: '0' }
  const config = readConfig({ TICK_MS: '50', LOG_LEVEL: 'silent', ...ports, DATA_DIR: dataDir, ...settings }, [])
  const app = await buildApp({ config, database, clientDirectory: join(dataDir, 'no-client'), ...(now && { now }) })
  await app.ready()
  let accounts = 0

  return {
    app,
    async headersFor(role, scopeCode = app.city.record.code, of = {}) {
      if (role === 'wall') {
        const token = await issueToken(database, { kind: 'wall', label: 'hall', scopeCode })
        return { cookie: `${SESSION_COOKIE}=${token}` }
      }
      const login = `${role}-${++accounts}`
      const accountId = await putAccount(database, { login, password: 'unused', role, scopeCode, displayName: login, ...of })
      const grant = { kind: 'session', label: login, accountId, scopeCode, lifetimeHours: 1 } as const
      return { cookie: `${SESSION_COOKIE}=${await issueToken(database, grant)}` }
    },
    async deviceHeaders(scopeCode = app.city.record.code) {
      const token = await issueToken(database, { kind: 'device', label: 'phones', scopeCode })
      return { authorization: `Bearer ${token}` }
    },
    async close() {
      await app.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
