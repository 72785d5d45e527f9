import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { bundleServer } from '../support/bundle-server.ts'
import { copyOfDataDirectory } from '../support/database.ts'
import { SHORT_LIVED } from '../support/server-process.ts'

const repository = join(import.meta.dirname, '../..')
const size = { DEMO_SEED: '1', DEMO_GRIDS: '120', DEMO_WORKERS: '150', DEMO_CASES: '3000' }
const PASSWORD = 'a password for the test'

export interface Product {
  url: string
  /** The address of a wall, with its token. */
  wallUrl: string
  password: string
  deviceToken: string
  /** Sends JSON as a device does, and answers what came back. Throws where it is not 2xx. */
  post<Reply>(path: string, body: object): Promise<Reply>
  /** Starts the simulated field, from now on faster than life, until the product stops. */
  startField(options: readonly string[]): void
  stop(): Promise<void>
}

/** Starts the product from its bundle, small, with data of its own and nobody in the field. */
export async function startProduct(): Promise<Product> {
  const [bundle, dataDir] = [await bundleServer(), await copyOfDataDirectory()]
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = { ...process.env, ...size, PORT: String(port), DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD, DATABASE_URL: '' }
  const server = run(bundle.server, ['--no-field'], env)
  await lineOf(server, /^Ready after/m)
  const { wallToken, deviceToken } = JSON.parse(await readFile(join(dataDir, 'demo-access.json'), 'utf8'))
  const children = [server]

  return {
    url,
    wallUrl: `${url}/wall?token=${wallToken}`,
    password: PASSWORD,
    deviceToken,
    async post(path, body) {
      const reply = await fetch(url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${deviceToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const text = await reply.text()
      if (!reply.ok) throw new Error(`POST ${path}: ${reply.status} ${text}`)
      return JSON.parse(text)
    },
    startField(options) {
      const args = ['--server', url, '--data-dir', join(dataDir, 'cache'), ...options]
      children.push(run(bundle.simulate, args, { ...env, GRIDWALL_TOKEN: deviceToken }))
    },
    async stop() {
      for (const child of children.reverse()) {
        if (child.exitCode !== null || child.signalCode !== null) continue
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Starts a program of the product; if it ends by itself, the test's output says so and what it printed last. */
function run(script: string, args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const child = spawn(process.execPath, [...SHORT_LIVED, script, ...args], {
    cwd: repository, env, stdio: ['ignore', 'pipe', 'pipe'],
  })
  let last = ''
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => { last = (last + text).slice(-4000) })
  }
  child.once('exit', (code, signal) => {
    if (code !== 0) console.error(`${script} ended with ${code ?? signal}:\n${last}`)
  })
  return child
}

/** Resolves when the program has printed a line like `wanted`; rejects with all it printed if it ends before. */
function lineOf(child: ChildProcess, wanted: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const take = (text: string) => {
      printed += text
      if (wanted.test(printed)) resolve()
    }
    child.stdout!.on('data', take)
    child.stderr!.on('data', take)
    child.once('exit', (code) => reject(new Error(`It ended with ${code} before it said ${wanted}:\n${printed}`)))
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
