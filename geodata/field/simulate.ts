import { cachedCity } from '../city/city-cache.ts'
import { startField } from './field.ts'
import { HELP, OptionError, readFieldOptions, type FieldOptions } from './options.ts'

/** The simulated field as a process of its own: `npm run simulate -- --help`. */
async function simulate(): Promise<void> {
  const args = process.argv.slice(2)
  if (args.includes('--help')) {
    console.log(HELP)
    return
  }
  const options = readOptionsOrExit(args)
  const city = cachedCity(options.dataDir, { seed: options.seed, grids: options.grids, workers: options.cityWorkers })

  const stop = new AbortController()
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(event, () => stop.abort())
  const field = startField(city, options, stop.signal)
  const status = setInterval(() => console.log(`field: ${field.status()}`), 60_000)
  try {
    await field.stopped
  } catch (error) {
    console.error(`field: stopped: ${(error as Error).message}`)
    process.exitCode = 1
  } finally {
    clearInterval(status)
    if (process.connected) process.disconnect()
  }
}

function readOptionsOrExit(args: readonly string[]): FieldOptions {
  try {
    return readFieldOptions(args, process.env)
  } catch (error) {
    if (!(error instanceof OptionError)) throw error
    console.error(`${error.message}\n\n${HELP}`)
    process.exit(2)
  }
}

await simulate()
