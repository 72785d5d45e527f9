import { join } from 'node:path'
import { cachedCity } from '../../geodata/city/city-cache.ts'
import type { City } from '../../geodata/city/city.ts'
import type { Config } from '../config.ts'
import { openDatabase, type Database } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { readCitySetting } from '../org/city-facts.ts'
import { cityCache } from '../start/demo-city.ts'
import { StartError } from '../start/start-error.ts'
import { exportCity, type ExportedFile, type ExportOptions } from './export/export-city.ts'
import { EXPORT_HELP, readExportOptions } from './export/export-options.ts'

// The command `npm run export`: exit code 0 when all is written, 1 with two lines where something is in the way.

const args = process.argv.slice(2)
if (args.includes('--help') || args.includes('-h')) {
  console.log(EXPORT_HELP)
} else {
  await run(args).catch(fail)
}

async function run(args: readonly string[]): Promise<void> {
  const { options, config } = readExportOptions(process.env, args)
  const database = await openDatabase(config)
  try {
    await migrate(database)
    const onFile = ({ file, count }: ExportedFile): void => console.log(`  ${join(options.directory, file)}  ${count}`)
    const files = await exportCity(database, options, await simulatedCity(database, config), onFile)
    if (!files) {
      throw new StartError('The database holds no city', 'npm start makes a simulated one, npm run import brings yours')
    }
    console.log(`\n${howToImport(files, options)}`)
  } finally {
    await database.close()
  }
}

/** The demo city's ground is not in the database: it is made from the seed again. */
async function simulatedCity(database: Database, config: Config): Promise<City | undefined> {
  const setting = await readCitySetting(database)
  return setting?.simulated ? cachedCity(cityCache(config), setting) : undefined
}

function howToImport(files: readonly ExportedFile[], { directory, datum }: ExportOptions): string {
  const stated = datum === 'wgs84' ? '' : ` --datum ${datum}`
  const lines = files.map(({ layer, file }) => `  ${layer}=${join(directory, file)}`)
  const hint =
    datum === 'wgs84' ? '' : `The files are in ${datum}, which no .prj can say: whoever reads them has to state it.\n`
  return `${hint}导入 Import them:\n  npm run import --${stated} \\\n${lines.join(' \\\n')}`
}

function fail(error: unknown): void {
  console.error(error instanceof StartError ? `✗ ${error.message}\n  ${error.hint}` : error)
  process.exitCode = 1
}
