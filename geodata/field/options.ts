import { parseArgs } from 'node:util'

/** What the simulated field is told at its start; see HELP for each. */
export interface FieldOptions {
  server: string
  token: string
  /** A session of a duty officer, who takes the steps of desks; undefined: cases wait for a person. */
  officerToken: string | undefined
  /** A session of a leader, who approves what desks have approved before. */
  leaderToken: string | undefined
  workers: number
  phones: number
  intervalS: number
  speed: number
  casesPerHour: number
  alarmsPerHour: number
  seed: number
  grids: number
  cityWorkers: number
  dataDir: string
  timeZone: string
}

export const HELP = `Usage: npm run simulate -- [options]

Walks the workers of the demo city on patrol, files cases, fires alarms and works on orders, all through the
HTTP endpoints that real devices use.

  --server URL           where Gridwall listens                       (http://127.0.0.1:8080)
  --token TOKEN          a device token; better in GRIDWALL_TOKEN, where \`ps\` does not show it;
                         with a duty officer's session in GRIDWALL_OFFICER_TOKEN it takes the steps of desks, too,
                         with a leader's in GRIDWALL_LEADER_TOKEN what he has to approve
  --workers N            how many workers walk, 0 to those of the city (all)
  --phones N             how many of them send by the OsmAnd form, one request a fix; the rest in batches (300)
  --interval S           seconds between two positions of a worker    (5)
  --speed N              how much faster than life it all goes        (1)
  --cases-per-hour N     mean over the day                            (120)
  --alarms-per-hour N    mean over the day                            (60)
  --seed N --grids N --city-workers N
                         the demo city; as the server's DEMO_SEED, DEMO_GRIDS and DEMO_WORKERS
  --data-dir PATH        where the city is kept between runs          (DATA_DIR or ./data)
  --time-zone ZONE       whose hours set the rhythm of the day        (Asia/Shanghai)
`

/** An option that cannot be used: which, its value, and what was expected. */
export class OptionError extends Error {}

/** Reads the command line and the environment. Throws OptionError for a bad value. */
export function readFieldOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): FieldOptions {
  const values = parse(args)
  const number = (name: string, fallback: number, minimum: number, maximum: number, whole: boolean): number => {
    const text = values[name]
    if (text === undefined) return fallback
    const value = text.trim() === '' ? Number.NaN : Number(text)
    if (!(value >= minimum && value <= maximum) || (whole && !Number.isInteger(value))) {
      const kind = whole ? 'a whole number' : 'a number'
      throw new OptionError(`--${name} ${text}: expected ${kind} from ${minimum} to ${maximum}`)
    }
    return value
  }
  const fromEnv = (name: string, fallback: number): number => {
    const value = Number(env[name] || fallback)
    if (!Number.isInteger(value) || value < 0) throw new OptionError(`${name}=${env[name]}: expected a whole number`)
    return value
  }

  const cityWorkers = number('city-workers', fromEnv('DEMO_WORKERS', 2000), 1, 65_535, true)
  const token = values.token ?? env.GRIDWALL_TOKEN
  if (!token) throw new OptionError('GRIDWALL_TOKEN: expected a device token; an administrator makes one by POST /api/tokens')
  return {
    server: readServer(values.server ?? 'http://127.0.0.1:8080'),
    token,
    officerToken: env.GRIDWALL_OFFICER_TOKEN,
    leaderToken: env.GRIDWALL_LEADER_TOKEN,
    workers: number('workers', cityWorkers, 0, cityWorkers, true),
    phones: number('phones', 300, 0, 65_535, true),
    intervalS: number('interval', 5, 0.5, 3600, false),
    speed: number('speed', 1, 0.1, 1000, false),
    casesPerHour: number('cases-per-hour', 120, 0, 100_000, false),
    alarmsPerHour: number('alarms-per-hour', 60, 0, 100_000, false),
    seed: number('seed', fromEnv('DEMO_SEED', 1), 0, 4_294_967_295, true),
    grids: number('grids', fromEnv('DEMO_GRIDS', 1229), 20, 200_000, true),
    cityWorkers,
    dataDir: values['data-dir'] ?? env.DATA_DIR ?? './data',
    timeZone: readTimeZone(values['time-zone'] ?? 'Asia/Shanghai'),
  }
}

function parse(args: readonly string[]): Record<string, string | undefined> {
  const names = [
    'server', 'token', 'workers', 'phones', 'interval', 'speed', 'cases-per-hour', 'alarms-per-hour', 'seed', 'grids',
    'city-workers', 'data-dir', 'time-zone',
  ]
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  try {
    return parseArgs({ args: [...args], options, strict: true }).values as Record<string, string | undefined>
  } catch (error) {
    throw new OptionError((error as Error).message)
  }
}

function readServer(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new OptionError(`--server ${text}: expected an address such as http://127.0.0.1:8080`)
  }
  return text
}

function readTimeZone(text: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text }).format()
    return text
  } catch {
    throw new OptionError(`--time-zone ${text}: expected an IANA name such as Asia/Shanghai`)
  }
}
