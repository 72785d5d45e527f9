import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../server/app.ts'
import { type NewAccount, putAccount } from '../../server/auth/accounts.ts'
import { issueToken } from '../../server/auth/tokens.ts'
import { readConfig } from '../../server/config.ts'
import { type Database, openDatabase } from '../../server/db/database.ts'
import { migrate } from '../../server/db/migrate.ts'
import { buildClient, clientDirectory } from '../../server/start/build-client.ts'
import { ensureDemoCity } from '../../server/start/demo-city.ts'
import { listen } from '../../server/start/listen.ts'

export const PASSWORD = 'a password for the test'

/** The product on a small simulated city in this process, so that the test sets the clock by which limits run. */
export interface SetCity {
  url: string
  app: FastifyInstance
  database: Database
  cityCode: string
  wallToken: string
  deviceToken: string
  /** Lets time pass for the limits of cases. */
  pass(hours: number): Promise<void>
  /** Makes an account with PASSWORD. */
  account(account: Omit<NewAccount, 'password'>): Promise<void>
  close(): Promise<void>
}

export async function startSetCity(): Promise<SetCity> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwall-scenes-'))
  const size = { DEMO_SEED: '1', DEMO_GRIDS: '120', DEMO_WORKERS: '150', DEMO_CASES: '500' }
  const config = readConfig({ ...size, PORT: '0', FIELD_PORTS: 'off', LOG_LEVEL: 'silent', DATA_DIR: dataDir }, [])
  let aheadMs = 0
  const building = buildClient(new AbortController().signal)
  const database = await openDatabase({ dataDir, durable: false })
  await migrate(database)
  const { setting } = await ensureDemoCity(database, config, new Date())
  await building
  const app = await buildApp({ config, database, clientDirectory, now: () => Date.now() + aheadMs })
  const url = await listen(app, config)
  const scopeCode = setting.code
  return {
    url,
    app,
    database,
    cityCode: scopeCode,
    wallToken: await issueToken(database, { kind: 'wall', label: 'hall', scopeCode }),
    deviceToken: await issueToken(database, { kind: 'device', label: 'field', scopeCode }),
    async pass(hours) {
      aheadMs += hours * 3_600_000
      await app.clocks.sweep(app.now())
    },
    async account(account) {
      await putAccount(database, { ...account, password: PASSWORD })
    },
    async close() {
      await app.close()
      await database.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
