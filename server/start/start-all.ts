import { buildApp } from '../app.ts'
import type { Config } from '../config.ts'
import { type Database, openDatabase } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import type { DoorState } from '../ingest/doors/field-doors.ts'
import type { CitySetting } from '../org/city-facts.ts'
import { buildClient, clientDirectory } from './build-client.ts'
import { ensureDemoAccess } from './demo-access.ts'
import { cityCache, ensureDemoCity, makeCityAhead } from './demo-city.ts'
import { ensureAdmin } from './ensure-admin.ts'
import { listen } from './listen.ts'
import { startField } from './start-field.ts'
import type { StepReport } from './step-report.ts'
import { walkWhileSimulated } from './walk-while-simulated.ts'
import { type Access, welcome } from './welcome.ts'

export interface Running {
  /** Where it listens, for this machine. */
  url: string
  /** Resolves if the embedded database dies on its own: then nothing works any more. */
  failed: Promise<Error>
  /** Stops the field, the sockets and the queues behind them, and the database, in this order. */
  close(): Promise<void>
}

/**
 * Brings everything up, one reported step after the other, the client build beside them. What was opened is closed
 * again if a step fails. Throws StartError for what whoever started it can put right. `now` is the clock by which the
 * limits of cases run.
 */
export async function startAll(config: Config, report: StepReport, now: () => number = Date.now): Promise<Running> {
  const closers: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }

  const building = new AbortController()
  const client = report.step('client', () => buildClient(building.signal), (outcome) => outcome)
  // Awaited below; a failure must not count as unhandled until then.
  client.catch(() => {})
  try {
    const opening = report.step('database', () => openDatabase(config), describeDatabase)
    makeCityAhead(config)
    const database = await opening
    closers.push(() => database.close())
    await report.step('migrations', () => migrate(database), (names) => names.join(', ') || 'nothing new')
    const { setting } = await report.step('city', () => ensureDemoCity(database, config, new Date()), describeCity)
    const access = await report.step('access', () => ensureAccess(database, config, setting), describeAccess)
    await client

    const app = await report.step('app', () => buildApp({ config, database, clientDirectory, now }), () => 'built')
    closers.push(() => app.close())
    const url = await report.step('listening', () => listen(app, config), (address) => address)

    if (config.fieldPorts) {
      await report.step('field ports', () => app.fieldDoors.openAll(config.host), describeDoors)
    }

    const walking = access.type === 'demo' && config.field
    if (walking) {
      const walk = walkWhileSimulated({
        start: () =>
          startField({
            serverUrl: url,
            deviceToken: access.deviceToken,
            officerToken: access.officerToken,
            leaderToken: access.leaderToken,
            cacheDirectory: cityCache(config),
            timeZone: config.timeZone,
            citySize: setting,
          }),
        isSimulated: () => app.city.setting.simulated,
        onEnded: (code) => report.line(`The simulated field has ended (exit code ${code}); the server goes on`),
      })
      app.boundaries.onSwitch(walk.follow)
      closers.push(() => walk.stop())
    }
    report.line(welcome({ config, url, setting, access, walking }))
    return { url, failed: database.failed, close }
  } catch (error) {
    building.abort()
    await close()
    throw error
  }
}

function describeDoors(doors: DoorState[]): string {
  return doors.map(({ name, port, trouble }) => `${name} ${port ?? `not opened: ${trouble}`}`).join(', ') || 'none'
}

function describeDatabase({ kind, postgresVersion, postgisVersion }: Database): string {
  const where = kind === 'embedded' ? 'embedded PostgreSQL' : 'PostgreSQL server'
  return `${where} ${postgresVersion}, PostGIS ${postgisVersion}`
}

function describeCity({ setting, made }: Awaited<ReturnType<typeof ensureDemoCity>>): string {
  const { name, simulated, grids, workers, cases } = setting
  const numbers = `${grids} grids, ${workers} workers`
  if (!simulated) return `found ${name}: ${numbers}`
  return `${made ? 'made' : 'found'} ${name} (simulated): ${numbers}, ${cases} cases`
}

async function ensureAccess(database: Database, config: Config, { simulated, code }: CitySetting): Promise<Access> {
  if (!simulated) return { type: 'own', ...(await ensureAdmin(database, code, config.adminPassword)) }
  return { type: 'demo', ...(await ensureDemoAccess(database, config.dataDir, code, config.demoPassword)) }
}

function describeAccess(access: Access): string {
  if (access.type === 'demo') return `${access.logins.length} demo accounts, wall and device tokens`
  return access.password === undefined ? `administrator ${access.login}` : `made administrator ${access.login}`
}
