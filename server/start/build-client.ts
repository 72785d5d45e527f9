import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { takeDirectory } from '../db/embedded/data-directory-lock.ts'
import { hashSources } from './hash-sources.ts'
import { StartError } from './start-error.ts'

const repository = join(import.meta.dirname, '../..')

const built = join(repository, 'dist')

/** Where the built client is. */
export const clientDirectory = join(built, 'client')

/** What the build is made of: it is made anew when any of it has changed. */
const sources = ['client', 'server/contract', 'vite.config.ts', 'package-lock.json']

/** Beside the build, since Vite empties the folder itself. */
const stampFile = join(built, 'client.sha256')

/**
 * Builds the client with Vite in a process of its own, if its sources have changed since the last build; where another
 * server is at it, waits for that one. Returns whether it was built. Throws StartError with what Vite said if it fails.
 */
export async function buildClient(signal: AbortSignal): Promise<'built' | 'unchanged'> {
  const stamp = await hashSources(sources)
  if (await isBuiltFrom(stamp)) return 'unchanged'

  // Two builds at once would empty the folder under each other.
  await mkdir(built, { recursive: true })
  const giveBack = await takeDirectory(built, signal)
  try {
    if (await isBuiltFrom(stamp)) return 'unchanged'
    await build(stamp, signal)
    return 'built'
  } finally {
    giveBack()
  }
}

async function isBuiltFrom(stamp: string): Promise<boolean> {
  const [last, page] = await Promise.all([
    readFile(stampFile, 'utf8').catch(() => ''),
    stat(join(clientDirectory, 'index.html')).catch(() => undefined),
  ])
  return last === stamp && page !== undefined
}

async function build(stamp: string, signal: AbortSignal): Promise<void> {
  // Not there while the folder is half written.
  await rm(stampFile, { force: true })
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: repository,
    // whoever starts it may have another: a test, for one, which would get a build for developers
    env: { ...process.env, NODE_ENV: 'production' },
    signal,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, code] = await Promise.all([outputOf(child), exitCodeOf(child)])
  if (code !== 0) {
    throw new StartError(`The client does not build: ${lastLines(output)}`, 'npm run build says more')
  }
  await writeFile(stampFile, stamp)
}

async function outputOf(child: ChildProcess): Promise<string> {
  let text = ''
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
  }
  await once(child, 'close')
  return text
}

async function exitCodeOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null]
  return code
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-12).join('\n')
}
