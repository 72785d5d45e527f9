import { parseArgs } from 'node:util'
import Type, { type Static, type TSchema } from 'typebox'
import Value from 'typebox/value'
import { StartError } from './start/start-error.ts'

const LogLevel = Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
const Count = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum })

/** Everything that can be set. Sizes of the demo city are undefined where not asked for: then any city will do. */
export const Config = Type.Object({
  port: Count(0, 65_535),
  host: Type.String({ minLength: 1 }),
  databaseUrl: Type.Optional(Type.String({ pattern: '^postgres(ql)?://' })),
  databaseConnections: Count(2, 500),
  dataDir: Type.String({ minLength: 1 }),
  timeZone: Type.String({ minLength: 1 }),
  tickMs: Count(50, 10_000),
  demo: Type.Boolean(),
  demoSeed: Type.Optional(Count(0, 4_294_967_295)),
  demoGrids: Type.Optional(Count(20, 200_000)),
  demoWorkers: Type.Optional(Count(1, 65_535)),
  demoCases: Type.Optional(Count(0, 10_000_000)),
  demoPassword: Type.Optional(Type.String({ minLength: 8 })),
  adminPassword: Type.Optional(Type.String({ minLength: 8 })),
  field: Type.Boolean(),
  fieldPorts: Type.Boolean(),
  osmandPort: Count(0, 65_535),
  owntracksPort: Count(0, 65_535),
  jt808Port: Count(0, 65_535),
  mqttPort: Count(0, 65_535),
  mqttUrl: Type.Optional(Type.String({ pattern: '^mqtts?://[^\\s/]+' })),
  logLevel: LogLevel,
  trustProxy: Type.Boolean(),
})
export type Config = Static<typeof Config>

interface Setting {
  env: string
  /** Without the leading dashes. */
  flag: string
  fallback?: string
  expected: string
  help: string
}

/** The one list of all settings: environment variable, command line flag, default, and words for both. */
const settings: Record<keyof Config, Setting> = {
  port: {
    env: 'PORT', flag: 'port', fallback: '8080',
    expected: 'a whole number from 0 to 65535', help: 'port to listen on; 0 takes a free one',
  },
  host: {
    env: 'HOST', flag: 'host', fallback: '127.0.0.1',
    expected: 'an address of this machine', help: 'address to listen on; 0.0.0.0 lets phones and walls in',
  },
  databaseUrl: {
    env: 'DATABASE_URL', flag: 'database-url',
    expected: 'postgres://user:password@host:5432/database', help: 'a PostGIS server; without it the embedded one',
  },
  databaseConnections: {
    env: 'DATABASE_CONNECTIONS', flag: 'database-connections', fallback: '10',
    expected: 'a whole number from 2 to 500', help: 'connections to that server',
  },
  dataDir: {
    env: 'DATA_DIR', flag: 'data-dir', fallback: './data',
    expected: 'a directory', help: 'where the embedded database and caches live',
  },
  timeZone: {
    env: 'TIME_ZONE', flag: 'time-zone', fallback: 'Asia/Shanghai',
    expected: 'an IANA time zone such as Asia/Shanghai', help: 'the city’s days and hours',
  },
  tickMs: {
    env: 'TICK_MS', flag: 'tick-ms', fallback: '250',
    expected: 'a whole number from 50 to 10000', help: 'milliseconds between two frames of positions',
  },
  demo: {
    env: 'DEMO', flag: 'demo', fallback: 'on',
    expected: 'on or off', help: 'make a simulated city if the database is empty',
  },
  demoSeed: {
    env: 'DEMO_SEED', flag: 'seed',
    expected: 'a whole number from 0 to 4294967295', help: 'which simulated city (1)',
  },
  demoGrids: {
    env: 'DEMO_GRIDS', flag: 'grids',
    expected: 'a whole number from 20 to 200000', help: 'its community grids (1229)',
  },
  demoWorkers: {
    env: 'DEMO_WORKERS', flag: 'workers',
    expected: 'a whole number from 1 to 65535', help: 'its grid workers (2000)',
  },
  demoCases: {
    env: 'DEMO_CASES', flag: 'cases',
    expected: 'a whole number from 0 to 10000000', help: 'its cases of the last year (100000)',
  },
  demoPassword: {
    env: 'DEMO_PASSWORD', flag: 'demo-password',
    expected: 'at least 8 characters', help: 'of its logins; without it one is made up',
  },
  adminPassword: {
    env: 'ADMIN_PASSWORD', flag: 'admin-password',
    expected: 'at least 8 characters', help: 'of the login admin of an imported city; without it one is made up',
  },
  field: {
    env: 'FIELD', flag: 'field', fallback: 'on',
    expected: 'on or off', help: 'simulate workers and devices in the field',
  },
  fieldPorts: {
    env: 'FIELD_PORTS', flag: 'field-ports', fallback: 'on',
    expected: 'on or off', help: 'listen for trackers and sensors on ports of their own',
  },
  osmandPort: {
    env: 'OSMAND_PORT', flag: 'osmand-port', fallback: '5055',
    expected: 'a whole number from 0 to 65535', help: 'port for OsmAnd and Traccar Client',
  },
  owntracksPort: {
    env: 'OWNTRACKS_PORT', flag: 'owntracks-port', fallback: '5144',
    expected: 'a whole number from 0 to 65535', help: 'port for OwnTracks by HTTP',
  },
  jt808Port: {
    env: 'JT808_PORT', flag: 'jt808-port', fallback: '5015',
    expected: 'a whole number from 0 to 65535', help: 'port for JT/T 808 terminals',
  },
  mqttPort: {
    env: 'MQTT_PORT', flag: 'mqtt-port', fallback: '1883',
    expected: 'a whole number from 0 to 65535', help: 'port of the embedded MQTT broker',
  },
  mqttUrl: {
    env: 'MQTT_URL', flag: 'mqtt-url',
    expected: 'mqtt://user:password@host:1883', help: 'a broker of your own in place of the embedded one',
  },
  logLevel: {
    env: 'LOG_LEVEL', flag: 'log-level', fallback: 'warn',
    expected: 'fatal, error, warn, info, debug, trace or silent', help: 'what is logged',
  },
  trustProxy: {
    env: 'TRUST_PROXY', flag: 'trust-proxy', fallback: 'off',
    expected: 'on or off', help: 'take the caller’s address from the last of X-Forwarded-For',
  },
}

const keys = Object.keys(settings) as (keyof Config)[]

/**
 * Reads all settings from the command line (first) and the environment, an empty variable being no setting.
 * Throws StartError that names the key, the value and what was expected.
 */
export function readConfig(env: NodeJS.ProcessEnv, args: readonly string[]): Config {
  const flags = readFlags(args)
  const config: Record<string, unknown> = {}
  for (const key of keys) {
    const { env: variable, flag, fallback } = settings[key]
    const text = flags.get(flag) ?? (env[variable] || fallback)
    if (text === undefined) continue
    const value = parse(Config.properties[key], text)
    if (!Value.Check(Config.properties[key], value) || (key === 'timeZone' && !isTimeZone(text))) {
      const name = flags.has(flag) ? `--${flag}` : variable
      const isSecret = key === 'demoPassword' || key === 'adminPassword'
      const shown = isSecret ? 'too short' : JSON.stringify(withoutPassword(text))
      throw new StartError(`${name} is ${shown}, expected ${settings[key].expected}`, 'npm start -- --help lists all')
    }
    config[key] = value
  }
  return config as Config
}

/** What `--help` prints. */
export function helpText(): string {
  const rows = keys.map((key) => {
    const { env, flag, fallback, help } = settings[key]
    const argument = isSwitch(key) ? `--${flag}, --no-${flag}` : `--${flag} …`
    return `  ${argument.padEnd(31)} ${env.padEnd(21)} ${help}${fallback === undefined ? '' : ` [${fallback}]`}`
  })
  return [
    'npm start -- [flags]   or the same by environment variables',
    '',
    ...rows,
    `  ${'--help'.padEnd(31)} ${''.padEnd(21)} this list`,
  ].join('\n')
}

function isSwitch(key: keyof Config): boolean {
  return Type.IsBoolean(Config.properties[key])
}

/** The flags given, as texts; `--field` and `--no-field` as 'on' and 'off'. */
function readFlags(args: readonly string[]): Map<string, string> {
  const options = Object.fromEntries(
    keys.map((key) => [settings[key].flag, { type: isSwitch(key) ? ('boolean' as const) : ('string' as const) }]),
  )
  try {
    const { values } = parseArgs({ args: [...args], options, allowNegative: true })
    return new Map(
      Object.entries(values).map(([flag, value]) => [flag, value === true ? 'on' : value === false ? 'off' : value!]),
    )
  } catch (error) {
    throw new StartError((error as Error).message, 'npm start -- --help lists all', { cause: error })
  }
}

const booleans = new Map([
  ['on', true], ['true', true], ['1', true], ['yes', true],
  ['off', false], ['false', false], ['0', false], ['no', false],
])

/** The text as the schema's type; text that is none stays text and fails the check. */
function parse(schema: TSchema, text: string): unknown {
  if (Type.IsInteger(schema)) return /^\d+$/.test(text) ? Number(text) : text
  if (Type.IsBoolean(schema)) return booleans.get(text.toLowerCase()) ?? text
  return text
}

function withoutPassword(address: string): string {
  return address.replace(/(:\/\/[^:@/]*):[^@]*@/, '$1:…@')
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
