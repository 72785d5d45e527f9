import { describe, expect, it } from 'vitest'
import { OptionError, readFieldOptions } from '../../geodata/field/options.ts'

const token = { GRIDWALL_TOKEN: 'secret' }

describe('options of the simulated field', () => {
  it('has a default for all but the token', () => {
    expect(readFieldOptions([], token)).toEqual({
      server: 'http://127.0.0.1:8080', token: 'secret', workers: 2000, phones: 300, intervalS: 5, speed: 1,
      casesPerHour: 120, alarmsPerHour: 60, seed: 1, grids: 1229, cityWorkers: 2000, dataDir: './data',
      timeZone: 'Asia/Shanghai',
    })
  })

  it('takes the size of the city from the same environment as the server', () => {
    const options = readFieldOptions([], { ...token, DEMO_WORKERS: '18794', DEMO_GRIDS: '120', DEMO_SEED: '9', DATA_DIR: '/d' })
    expect(options).toMatchObject({ workers: 18794, cityWorkers: 18794, grids: 120, seed: 9, dataDir: '/d' })
  })

  it('prefers the command line', () => {
    const args = ['--workers', '10', '--city-workers', '50', '--token', 'other', '--speed', '2.5', '--server', 'https://g.cn/x']
    expect(readFieldOptions(args, { ...token, DEMO_WORKERS: '18794' })).toMatchObject({
      workers: 10, cityWorkers: 50, token: 'other', speed: 2.5, server: 'https://g.cn/x',
    })
  })

  it.each([
    [['--workers', '2001'], '--workers 2001: expected a whole number from 0 to 2000'],
    [['--workers', '1.5'], '--workers 1.5: expected a whole number from 0 to 2000'],
    [['--interval', '0'], '--interval 0: expected a number from 0.5 to 3600'],
    [['--speed', ''], '--speed : expected a number from 0.1 to 1000'],
    [['--server', 'localhost:8080'], '--server localhost:8080: expected an address such as http://127.0.0.1:8080'],
    [['--time-zone', 'Mars/Olympus'], '--time-zone Mars/Olympus: expected an IANA name such as Asia/Shanghai'],
  ])('refuses %j and says what it expected', (args, message) => {
    expect(() => readFieldOptions(args, token)).toThrow(new OptionError(message))
  })

  it('refuses an option that it does not know, and a start without a token', () => {
    expect(() => readFieldOptions(['--wrokers', '3'], token)).toThrow(/--wrokers/)
    expect(() => readFieldOptions([], {})).toThrow(/GRIDWALL_TOKEN: expected a device token/)
  })
})
