import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { SESSION_COOKIE } from '../../../server/auth/plugin.ts'
import type { DemoAccess } from '../../../server/start/demo-access.ts'

const script = join(import.meta.dirname, '../../../server/server.ts')

/** The real server in a process of its own, over a city that it has made. */
export interface ServedCity {
  pid: number
  url: string
  host: string
  port: number
  /** The port of a protocol by its name as the start tells it. */
  doorPort(name: string): number
  deviceToken: string
  wallCookie: string
  /** Of somebody who may see everything that a duty officer may. */
  officerCookie: string
  /** Ends it in an orderly way. */
  stop(): Promise<void>
}

export interface ServedCityOptions {
  dataDir: string
  /** Where cities are kept from one run to the next. */
  cacheDirectory: string
  databaseUrl: string | undefined
  grids: number
  workers: number
  /** Of its history. */
  cases?: number
}

/** Starts the server without its simulated field, on free ports; resolves when it is ready. */
export async function serveCity(options: ServedCityOptions): Promise<ServedCity> {
  const { dataDir, cacheDirectory, databaseUrl, grids, workers, cases = 0 } = options
  await mkdir(cacheDirectory, { recursive: true })
  const link = join(dataDir, 'cache')
  if (!existsSync(link)) await symlink(cacheDirectory, link)
  const flags = ['--port', '--osmand-port', '--owntracks-port', '--jt808-port', '--mqtt-port']
  const ports = flags.flatMap((flag) => [flag, '0'])
  const { DATABASE_URL: _, ...env } = process.env
  const child = spawn(
    process.execPath,
    [
      // as `npm start` does it
      '--max-semi-space-size=64', '--import', 'tsx', script,
      '--data-dir', dataDir, '--grids', String(grids), '--workers', String(workers),
      '--cases', String(cases), '--no-field', ...ports, ...(databaseUrl === undefined ? [] : ['--database-url', databaseUrl]),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env },
  )
  const output = await outputUntil(child, 'Ready after')
  const url = /✓ listening +(http:\S+)/.exec(output)![1]
  const doors = /✓ field ports +(.*?)(?: {2,}|\n)/.exec(output)?.[1] ?? ''
  const access = JSON.parse(await readFile(join(dataDir, 'demo-access.json'), 'utf8')) as DemoAccess
  const { hostname, port } = new URL(url)
  return {
    pid: child.pid!,
    url,
    host: hostname,
    port: Number(port),
    doorPort(name) {
      const entry = doors.split(', ').find((part) => part.startsWith(`${name} `))
      if (entry === undefined) throw new Error(`The server opened no port for ${name}: ${doors}`)
      return Number(entry.slice(name.length + 1))
    },
    deviceToken: access.deviceToken,
    wallCookie: `${SESSION_COOKIE}=${access.wallToken}`,
    officerCookie: `${SESSION_COOKIE}=${access.officerToken}`,
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

function outputUntil(child: ChildProcess, words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout!.setEncoding('utf8').on('data', (part: string) => {
      text += part
      if (text.includes(words)) resolve(text)
    })
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${text}`)))
  })
}
