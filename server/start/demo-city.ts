import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cachedCity, type CitySize } from '../../geodata/city/city-cache.ts'
import type { City } from '../../geodata/city/city.ts'
import { generateHistory } from '../../geodata/history/generate-history.ts'
import { readTemplates } from '../cases/template-repository.ts'
import { readDutyRules } from '../catalogue/duty-repository.ts'
import { dutyTable } from '../catalogue/resolve-duty.ts'
import type { Config } from '../config.ts'
import { withoutChecks } from '../db/bulk-load.ts'
import type { Database } from '../db/database.ts'
import { buildGridIndex } from '../grids/grid-index.ts'
import { beginRepeats } from '../lookback/sweep-repeats.ts'
import { type CitySetting, readCitySetting } from '../org/city-facts.ts'
import { createCityTime } from '../org/city-time.ts'
import { DEMO_TEMPLATES, ensureDemoPractice, practiceSinceMs, writeDemoPractice } from './demo-practice.ts'
import { ensureDemoSensors } from './ensure-sensors.ts'
import { findHistoryRepeats } from './history-repeats.ts'
import { cityTables, firstGridVersion, loadCity } from './load-city.ts'
import { loadConsultations } from './load-consultations.ts'
import { historyTables, loadHistory } from './load-history.ts'
import { historyRouter } from './route-history.ts'
import { StartError } from './start-error.ts'

/** What is made where nothing else is asked for. */
const usual = { seed: 1, grids: 1229, workers: 2000, cases: 100_000 }

const dayMs = 86_400_000

/** The last so many cases of the history are looked at as new ones are: which of them repeat earlier complaints. */
const LOOKED_AT_FOR_REPEATS = 120

/** Where generated cities are kept, for the tile server and the simulated field. */
export function cityCache(config: Config): string {
  return join(config.dataDir, 'cache')
}

/** The size a new city gets. */
export function wantedSize({ demoSeed, demoGrids, demoWorkers }: Config): CitySize {
  return { seed: demoSeed ?? usual.seed, grids: demoGrids ?? usual.grids, workers: demoWorkers ?? usual.workers }
}

/**
 * To be called when the opening of the database has begun: while a thread makes the files of a new embedded database,
 * this one makes the city that will go into them.
 */
export function makeCityAhead(config: Config): void {
  const isNew = config.databaseUrl === undefined && !existsSync(join(config.dataDir, 'postgres'))
  if (config.demo && isNew) cachedCity(cityCache(config), wantedSize(config))
}

/**
 * Makes sure that the database holds a city and returns what it is: the one there, else a simulated one with its
 * year of cases up to `now`, loaded in one transaction. Throws StartError if the one there is another than the
 * configuration asks for, or if there is none and none may be made.
 */
export async function ensureDemoCity(
  database: Database,
  config: Config,
  now: Date,
): Promise<{ setting: CitySetting; made: boolean }> {
  const there = await readCitySetting(database)
  if (there) {
    refuseOtherCity(there, config)
    if (there.simulated) {
      const cityOf = (): City => cachedCity(cityCache(config), there)
      await ensureDemoSensors(database, cityOf)
      await ensureDemoPractice(database, cityOf, createCityTime(config.timeZone), now.getTime())
    }
    return { setting: there, made: false }
  }
  if (!config.demo) {
    throw new StartError(
      'The database holds no city, and the demo city is off',
      'Import yours: npm run import -- areas=areas.geojson community=grids.geojson --switch  (docs/your-city.md), ' +
        'or start with DEMO=on',
    )
  }
  const size = wantedSize(config)
  const city = cachedCity(cityCache(config), size)
  return { setting: await loadDemoCity(database, city, size, config, now), made: true }
}

async function loadDemoCity(
  database: Database,
  city: City,
  size: CitySize,
  { demoCases: cases = usual.cases, timeZone }: Config,
  now: Date,
): Promise<CitySetting> {
  const history = generateHistory(city, { seed: size.seed, cases, until: now, timeZone })
  const index = buildGridIndex(city.grids, city.areas, firstGridVersion)
  const cityTime = createCityTime(timeZone)
  const untilMs = now.getTime()
  const { name, nameEn, code, simulated, bounds, centre } = city
  const setting: CitySetting = { ...size, name, nameEn, code, simulated, bounds, centre, cases: history.count }
  // The grids were there before the first case was.
  const validFrom = new Date((history.count > 0 ? history.reportedAt[0]! : now.getTime()) - dayMs)

  const tables = [...cityTables, ...historyTables]
  await database.transaction(async (transaction) => {
    await withoutChecks(transaction, tables, async () => {
      await loadCity(transaction, city, validFrom)
      await writeDemoPractice(transaction, city, cityTime, untilMs)
      const duties = dutyTable(await readDutyRules(transaction))
      await loadHistory(transaction, city, history, historyRouter(city, history, index, duties), {
        cityTime, untilMs,
        templates: await readTemplates(transaction),
        templateOf: DEMO_TEMPLATES,
        templatesSinceMs: practiceSinceMs(cityTime, untilMs),
        repeats: findHistoryRepeats(history, city, untilMs),
      })
      await transaction.query(`insert into settings (key, value) values ('city', $1)`, [JSON.stringify(setting)])
    })
    // The planner knows nothing of the new rows until it is told. A fifth of the usual sample is enough to start
    // with: the database looks closer by itself later.
    await transaction.query('set local default_statistics_target = 20')
    await transaction.query(`analyze ${tables.join(', ')}`)
    await loadConsultations(transaction)
    await beginRepeats(transaction, LOOKED_AT_FOR_REPEATS)
  })
  return setting
}

/** An imported city has no seed and no size that could be asked for. */
function refuseOtherCity(there: CitySetting, config: Config): void {
  const asked = [
    ['DEMO_SEED', 'seed', config.demoSeed, there.seed],
    ['DEMO_GRIDS', 'grids', config.demoGrids, there.grids],
    ['DEMO_WORKERS', 'workers', config.demoWorkers, there.workers],
    ['DEMO_CASES', 'cases', config.demoCases, there.cases],
  ] as const
  for (const [variable, flag, wanted, present] of asked) {
    if (wanted === undefined || (there.simulated && wanted === present)) continue
    const madeWith = there.simulated ? `was made with ${present}` : 'was imported, not simulated'
    throw new StartError(
      `${variable} (--${flag}) is ${wanted}, but the city in the database ${madeWith}`,
      'Leave it out to keep that city, or use another data directory (--data-dir DIRECTORY) or DATABASE_URL',
    )
  }
}
