import { existsSync, fsyncSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, type Extension } from '@electric-sql/pglite'
import type { WorkerMessage, WorkerOptions } from './open-embedded.ts'
import { postgisBundle } from './postgis-bundle.ts'
import { serveInTurn } from './serve-in-turn.ts'
import { withQuickSymbolLookup } from './quick-symbol-lookup.ts'

// The thread that PostgreSQL runs in: while a statement runs, WASM blocks its thread, and that must not be the one
// that serves sockets. It opens the data directory, listens on a loopback port and says which.

const { dataDir, durable } = workerData as WorkerOptions
const files = join(dataDir, 'postgres')

// Written when the first start came to its end. Without it the files are a start that was killed half way: nobody
// was ever told that the database is ready, so there is nothing to lose in them.
const completed = join(files, 'first-start-completed')
if (existsSync(files) && !existsSync(completed)) rmSync(files, { recursive: true })

const bundle = postgisBundle(join(dataDir, 'cache'))
const postgis: Extension = {
  name: 'postgis',
  setup: async (_database, options) => {
    options.PGLITE_ENV.PROJ_DATA = '/pglite/share/proj'
    return { emscriptenOpts: options, bundlePath: bundle }
  },
}

const database = new PGlite({
  dataDir: files,
  extensions: { postgis },
  startParams: [
    // As PGlite has them, less its -F, which switches fsync off.
    '--single', '-O', '-j',
    ...setting('search_path', 'public'),
    ...setting('exit_on_error', 'false'),
    ...setting('log_checkpoints', 'false'),
    ...setting('max_worker_processes', '0'),
    ...setting('max_parallel_workers', '0'),
    ...setting('max_parallel_workers_per_gather', '0'),
    ...setting('max_parallel_maintenance_workers', '0'),
    ...setting('io_method', 'sync'),
    // Ours. Of the ways to flush the log, only 'fsync' comes through to the file system (see below).
    ...setting('fsync', durable ? 'on' : 'off'),
    ...setting('wal_sync_method', 'fsync'),
    // Filling new log files with zeros first would write everything twice.
    ...setting('wal_init_zero', 'off'),
    ...setting('shared_buffers', '64MB'),
    ...setting('work_mem', '16MB'),
  ],
})
await database.waitReady
if (durable) makeFsyncReal(database)
await withQuickSymbolLookup(() => database.exec('create extension if not exists postgis'))
if (!existsSync(completed)) writeFileSync(completed, '')

const server = await serveInTurn(database)
say({ type: 'ready', port: server.port })

parentPort!.once('message', async () => {
  await server.stop()
  // With nothing left to replay the next start is quick.
  await database.exec('checkpoint')
  await database.close()
  say({ type: 'closed' })
  parentPort!.close()
})

function say(message: WorkerMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort!.postMessage(message)
}

function setting(name: string, value: string): string[] {
  return ['-c', `${name}=${value}`]
}

/**
 * The file system layer under PGlite answers fsync without doing it: safe when the process dies, not when the power
 * fails. With this a commit waits for the disk (about 2 ms on an SSD).
 */
function makeFsyncReal(database: PGlite): void {
  const operations = database.Module.FS.filesystems.NODEFS.stream_ops as {
    fsync?: (stream: { nfd?: number }) => number
  }
  operations.fsync = (stream) => {
    // Directories have no descriptor here.
    if (stream.nfd !== undefined) fsyncSync(stream.nfd)
    return 0
  }
}
