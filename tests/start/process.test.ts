import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../server/db/database.ts'
import { insertSmallCity } from '../live/small-city.ts'
import { bundleServer, type ServerBundle } from '../support/bundle-server.ts'
import { copyOfDataDirectory } from '../support/database.ts'
import { type ServerProcess, startBundle, startServer } from '../support/server-process.ts'

const small = ['--grids', '40', '--workers', '60', '--cases', '200', '--no-field', '--port', '0']

// Whole starts of the product, one after the other: generous where other tests want the processor too.
describe('the process', { timeout: 240_000 }, () => {
  let dataDir: string
  const running = new Set<ServerProcess>()
  let bundle: ServerBundle
  beforeAll(async () => {
    bundle = await bundleServer()
    dataDir = await copyOfDataDirectory()
  })
  afterAll(() => rm(dataDir, { recursive: true }))
  afterEach(async () => {
    await Promise.all(Array.from(running, (started) => started.kill()))
  })

  const start = (args: string[]): ServerProcess => watched(startBundle(bundle, args))

  function watched(started: ServerProcess): ServerProcess {
    running.add(started)
    void started.exitCode.then(() => running.delete(started))
    return started
  }

  function postJson(url: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(url, {
      method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body),
    })
  }

  it('goes from an empty database to a live city, stops cleanly, and finds the city again', async () => {
    const first = watched(startServer(['--data-dir', dataDir, ...small]))
    await first.said('Ready after')
    expect(first.output()).toMatch(/✓ city +made .+ \(simulated\): 40 grids, 60 workers, 200 cases +\d+\.\d s/)
    const url = /✓ listening +(http:\S+)/.exec(first.output())![1]!
    const health = await fetch(`${url}/healthz`)
    expect(health.status).toBe(200)
    expect(await health.json()).toMatchObject({ status: 'ok', database: 'embedded', workers: 60 })

    const second = start(['--data-dir', dataDir, ...small])
    expect(await second.exitCode).toBe(1)
    expect(second.output()).toContain(`✗ Another server (process ${first.child.pid}) is using the data directory ${dataDir}`)

    first.child.kill('SIGINT')
    expect(await first.exitCode).toBe(0)
    expect(existsSync(join(dataDir, 'server.lock'))).toBe(false)

    const third = start(['--data-dir', dataDir, '--no-field', '--port', '0'])
    await third.said('Ready after')
    expect(third.output()).toContain('nothing new')
    expect(third.output()).toMatch(/✓ city +found .+: 40 grids, 60 workers, 200 cases/)
  })

  it('starts a city of one’s own: its name, no simulation, an administrator whose password is told once', async () => {
    const ownDir = await copyOfDataDirectory()
    try {
      const database = await openDatabase({ dataDir: ownDir, durable: false })
      await insertSmallCity(database)
      await database.query(`update settings set value = value || '{"simulated": false, "seed": 0}' where key = 'city'`)
      await database.close()

      const first = start(['--data-dir', ownDir, '--port', '0'])
      await first.said('Ready after')
      expect(first.output()).toMatch(/✓ city +found 小城: 2 grids, 3 workers +\d/)
      expect(first.output()).not.toMatch(/simulated|模拟/)
      expect(first.output()).toContain('/api/tokens {"kind":"wall"')
      const url = /✓ listening +(http:\S+)/.exec(first.output())![1]!
      const password = /登录 login +admin +密码 password +(\S+)/.exec(first.output())![1]!
      const login = await postJson(`${url}/api/login`, { login: 'admin', password })
      expect(login.status).toBe(200)
      const cookie = login.headers.get('set-cookie')!.split(';')[0]
      const token = await postJson(`${url}/api/tokens`, { kind: 'wall', label: 'hall' }, { cookie })
      expect(token.ok).toBe(true)
      const city = await fetch(`${url}/api/city`, { headers: { cookie } })
      expect(await city.json()).toMatchObject({ name: '小城', simulated: false })
      first.child.kill('SIGINT')
      expect(await first.exitCode).toBe(0)
      expect(existsSync(join(ownDir, 'demo-access.json'))).toBe(false)

      const other = start(['--data-dir', ownDir, '--grids', '50', '--port', '0'])
      expect(await other.exitCode).toBe(1)
      expect(other.output()).toContain('✗ DEMO_GRIDS (--grids) is 50, but the city in the database was imported')
    } finally {
      await Promise.all(Array.from(running, (started) => started.kill()))
      await rm(ownDir, { recursive: true })
    }
  })

  it('says how to import a city where there is none and none shall be made', async () => {
    const emptyDir = await copyOfDataDirectory()
    const started = start(['--data-dir', emptyDir, '--no-demo', '--port', '0'])
    expect(await started.exitCode).toBe(1)
    expect(started.output()).toContain(
      '✗ The database holds no city, and the demo city is off\n' +
        '  Import yours: npm run import -- areas=areas.geojson community=grids.geojson --switch  (docs/your-city.md), ' +
        'or start with DEMO=on\n',
    )
    await rm(emptyDir, { recursive: true })
  })

  it('refuses to be another city than the one in the database', async () => {
    const other = start(['--data-dir', dataDir, '--grids', '63684', '--port', '0'])
    expect(await other.exitCode).toBe(1)
    expect(other.output()).toContain(
      '✗ DEMO_GRIDS (--grids) is 63684, but the city in the database was made with 40\n' +
        '  Leave it out to keep that city, or use another data directory (--data-dir DIRECTORY) or DATABASE_URL\n',
    )
  })

  it('says what is wrong with a setting in two lines and no stack', async () => {
    const started = start(['--port', 'http'])
    expect(await started.exitCode).toBe(1)
    expect(started.output()).toBe(
      '✗ --port is "http", expected a whole number from 0 to 65535\n  npm start -- --help lists all\n',
    )
  })

  it('lists its settings and does nothing else when asked for help', async () => {
    const started = start(['--help'])
    expect(await started.exitCode).toBe(0)
    expect(started.output()).toContain('--data-dir')
  })
})
