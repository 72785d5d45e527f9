import { describe, expect, it } from 'vitest'
import { helpText, readConfig } from '../../server/config.ts'
import { StartError } from '../../server/start/start-error.ts'

describe('the configuration', () => {
  it('needs nothing to be set', () => {
    expect(readConfig({}, [])).toEqual({
      port: 8080,
      host: '127.0.0.1',
      databaseConnections: 10,
      dataDir: './data',
      timeZone: 'Asia/Shanghai',
      tickMs: 250,
      demo: true,
      field: true,
      fieldPorts: true,
      osmandPort: 5055,
      owntracksPort: 5144,
      jt808Port: 5015,
      mqttPort: 1883,
      logLevel: 'warn',
      trustProxy: false,
    })
  })

  it('takes the environment, and the command line before it', () => {
    const env = { PORT: '9000', DEMO_WORKERS: '300', FIELD: 'off', DEMO: '0', DATABASE_URL: 'postgres://db/gridwall' }
    expect(readConfig(env, [])).toMatchObject({ port: 9000, demoWorkers: 300, field: false, demo: false })
    expect(readConfig(env, ['--workers', '18794', '--field', '--port=0', '--grids=63684'])).toMatchObject({
      port: 0,
      demoWorkers: 18_794,
      demoGrids: 63_684,
      field: true,
      databaseUrl: 'postgres://db/gridwall',
    })
    expect(readConfig({}, ['--no-field']).field).toBe(false)
  })

  it('takes an empty variable for none', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: '' }, [])).toMatchObject({ port: 8080 })
    expect(readConfig({ DATABASE_URL: '' }, []).databaseUrl).toBeUndefined()
  })

  it.each([
    [{ PORT: '80 80' }, [], 'PORT is "80 80", expected a whole number from 0 to 65535'],
    [{ PORT: '65536' }, [], 'PORT is "65536", expected a whole number from 0 to 65535'],
    [{ TICK_MS: '1e3' }, [], 'TICK_MS is "1e3", expected a whole number from 50 to 10000'],
    [{ DATABASE_URL: 'mysql://x' }, [], 'DATABASE_URL is "mysql://x", expected postgres://user:password@host:5432/database'],
    [{ TIME_ZONE: 'Peking' }, [], 'TIME_ZONE is "Peking", expected an IANA time zone such as Asia/Shanghai'],
    [{ FIELD: 'maybe' }, [], 'FIELD is "maybe", expected on or off'],
    [{}, ['--workers', 'many'], '--workers is "many", expected a whole number from 1 to 65535'],
    [{}, ['--workers', '-1'], "Option '--workers' argument is ambiguous"],
    [{}, ['--wrokers', '5'], "Unknown option '--wrokers'"],
    [{}, ['8080'], "Unexpected argument '8080'"],
  ])('refuses %j %j and says what it expected', (env, args, words) => {
    expect(() => readConfig(env, args)).toThrow(StartError)
    expect(() => readConfig(env, args)).toThrow(words)
  })

  it('shows no password', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://me:secret@db/city' }, [])).toThrow('"mysql://me:…@db/city"')
    for (const name of ['DEMO_PASSWORD', 'ADMIN_PASSWORD']) {
      expect(() => readConfig({ [name]: 'hunter2' }, [])).toThrow(new RegExp(`^${name} is too short, expected at least 8`))
    }
  })

  it('lists every setting in its help', () => {
    for (const name of ['--port', 'PORT', '--no-field', 'DEMO_GRIDS', '--data-dir', '[Asia/Shanghai]', '--help']) {
      expect(helpText()).toContain(name)
    }
  })
})
