import { writeFile } from 'node:fs/promises'
import { SourceError } from '../../geodata/import/source-error.ts'
import { switchOver } from '../boundaries/switch-over.ts'
import { findingsGeoJson } from '../boundaries/quality/findings-geojson.ts'
import { openDatabase, type Database } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { ReplyError } from '../errors.ts'
import { readCitySetting } from '../org/city-facts.ts'
import { StartError } from '../start/start-error.ts'
import { type CommandOptions, importHelp, readCommand } from './command-options.ts'
import { findImport } from './import-repository.ts'
import { progressLine } from './progress-line.ts'
import { reportLines, sourceLines } from './report-lines.ts'
import { runImport } from './run-import.ts'

// The command `npm run import`: exit code 0 where all is well, 1 where something forbids to switch or goes wrong.

const args = process.argv.slice(2)
if (args.includes('--help') || args.includes('-h')) {
  console.log(importHelp())
} else {
  process.exitCode = await run(args).catch(tell)
}

async function run(args: readonly string[]): Promise<number> {
  const options = readCommand(process.env, args)
  const { databaseUrl, dataDir } = options.config
  const database = await openDatabase({ databaseUrl, dataDir })
  try {
    await migrate(database)
    return await importFiles(database, options)
  } finally {
    await database.close()
  }
}

async function importFiles(database: Database, options: CommandOptions): Promise<number> {
  const isFirst = (await readCitySetting(database)) === undefined
  const progress = progressLine(process.stderr)
  const actor = 'npm run import'
  const interrupt = new AbortController()
  const onSignal = (): void => interrupt.abort()
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  const importId = await runImport(database, {
    sources: options.sources,
    actor,
    timeZone: options.config.timeZone,
    onProgress: progress.show,
    signal: interrupt.signal,
  })
  process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  progress.end()

  const record = (await findImport(database, importId))!
  for (const line of [...sourceLines(record), ...(await reportLines(database, record))]) console.log(line)
  if (options.report !== undefined) {
    await writeFile(options.report, JSON.stringify(await findingsGeoJson(database, { importId })))
    console.log(`\nFindings to look at on a map: ${options.report}`)
  }
  if (record.state !== 'ready') return 1
  if (record.findings.error > 0) {
    console.log('\n✗ 有错误，未启用。 There are errors: nothing was switched. Put the files right and import them again.')
    return 1
  }
  if (!options.switch) {
    console.log(`\n未启用。 Nothing was switched: add --switch, or apply import ${importId} on the admin page.`)
    return 0
  }
  const { versionId, commitMs, rehomedWorkers } = await switchOver(database, { importId, actor, at: new Date() })
  console.log(`\n✓ 已启用版本 ${versionId}。 Version ${versionId} is in force after ${Math.round(commitMs)} ms.`)
  if (rehomedWorkers > 0) console.log(`  ${rehomedWorkers} workers were moved to the grid that covers their old one.`)
  if (isFirst) console.log(howToStart(options))
  return 0
}

function howToStart({ config: { databaseUrl, dataDir } }: CommandOptions): string {
  const where = databaseUrl === undefined ? `--data-dir ${dataDir}` : 'DATABASE_URL as it is now'
  return `  启动 Start it:  npm start -- ${where}`
}

/** Says what went wrong in two lines where whoever runs it can put it right. */
function tell(error: unknown): number {
  if (error instanceof StartError || error instanceof SourceError) console.error(`✗ ${error.message}\n  ${error.hint}`)
  else if (error instanceof ReplyError) console.error(`✗ ${error.message}`)
  else console.error(error)
  return 1
}
