import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { ServerBundle } from './bundle-server.ts'

const script = join(import.meta.dirname, '../../server/server.ts')

/** The product in a process of its own. */
export interface ServerProcess {
  child: ChildProcess
  output(): string
  /** Resolves when the output holds the words, rejects if the process ends before. */
  said(words: string): Promise<void>
  exitCode: Promise<number | null>
  /** Ends it without a word; resolves when it is gone. */
  kill(): Promise<void>
}

/** Starts the product with these arguments, as `npm start` does. */
export function startServer(args: readonly string[]): ServerProcess {
  return observed(spawn(process.execPath, ['--import', 'tsx', script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] }))
}

/** Of a process that does not live long: it is compiled to run slowly, which is quickly done. */
export const SHORT_LIVED = ['--liftoff-only', '--wasm-lazy-validation', '--no-opt']

/** Starts the bundled product (bundle-server.ts), which shall not live long. */
export function startBundle({ server }: ServerBundle, args: readonly string[]): ServerProcess {
  return observed(spawn(process.execPath, [...SHORT_LIVED, server, ...args], { stdio: ['ignore', 'pipe', 'pipe'] }))
}

function observed(child: ChildProcess): ServerProcess {
  let text = ''
  const exitCode = once(child, 'close').then(([code]) => code as number | null)
  for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', (part) => (text += part))
  return {
    child,
    exitCode,
    output: () => text,
    said: (words) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (text.includes(words)) resolve()
        }
        child.stdout!.on('data', look)
        look()
        void exitCode.then((code) => reject(new Error(`Ended with ${code}: ${text}`)))
      }),
    async kill() {
      child.kill('SIGKILL')
      await exitCode
    },
  }
}
