import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A Mosquitto of the test's own, on a port of its own. */
export interface Mosquitto {
  url: string
  port: number
  /** Ends it; what it keeps on disk stays. */
  stop(): Promise<void>
  /** Starts it again on the same port, with what it kept. */
  start(): Promise<void>
  /** Ends it for good. */
  close(): Promise<void>
}

/** Starts the program with a configuration like the one that docs/devices.md asks for, and `lines` more. */
export async function startMosquitto(program: string, lines: readonly string[] = []): Promise<Mosquitto> {
  const directory = await mkdtemp(join(tmpdir(), 'gridwall-mosquitto-'))
  const configuration = join(directory, 'mosquitto.conf')
  const port = await freePort()
  await writeFile(
    configuration,
    [
      `listener ${port} 127.0.0.1`, 'allow_anonymous true', 'persistence true', `persistence_location ${directory}/`,
      'max_inflight_messages 1000', 'max_queued_messages 0', `user ${process.env.USER ?? 'root'}`, ...lines, '',
    ].join('\n'),
  )
  let child: ChildProcess | undefined

  async function start(): Promise<void> {
    const started = spawn(program, ['-c', configuration], { stdio: ['ignore', 'ignore', 'pipe'] })
    child = started
    let words = ''
    await new Promise<void>((resolve, reject) => {
      started.stderr.setEncoding('utf8').on('data', (part: string) => {
        words += part
        if (/ running/.test(words)) resolve()
      })
      started.once('exit', (code) => reject(new Error(`Mosquitto ended with ${code}: ${words}`)))
    })
  }

  async function stop(): Promise<void> {
    if (child === undefined || child.exitCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }

  await start()
  return {
    port, url: `mqtt://127.0.0.1:${port}`, start, stop,
    async close() {
      await stop()
      await rm(directory, { recursive: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
