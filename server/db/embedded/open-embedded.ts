import { Worker } from 'node:worker_threads'
import { StartError } from '../../start/start-error.ts'
import { lockDataDirectory } from './data-directory-lock.ts'

/** What the thread is started with. */
export interface WorkerOptions {
  dataDir: string
  durable: boolean
}

/** What the thread says. */
export type WorkerMessage = { type: 'ready'; port: number } | { type: 'closed' }

export interface EmbeddedPostgres {
  /** For `pg`. The server takes one connection at a time. */
  connection: { host: string; port: number; user: string; database: string }
  /** Resolves if the thread dies although nobody asked it to. */
  failed: Promise<Error>
  /** Flushes, stops the thread and gives the data directory back. Disconnect before. */
  close(): Promise<void>
}

/**
 * Starts PostgreSQL with PostGIS in a thread of this process, on the files in `dataDir` (made if missing).
 * Its connections share one session: use one at a time and no named statements.
 * With `durable` false a commit does not wait for the disk: for tests.
 * Throws StartError if another process uses the directory or the files cannot be opened.
 */
export async function openEmbedded(dataDir: string, { durable = true } = {}): Promise<EmbeddedPostgres> {
  const unlock = lockDataDirectory(dataDir)
  const worker = new Worker(new URL('./postgres-worker-entry.mjs', import.meta.url), {
    workerData: { dataDir, durable } satisfies WorkerOptions,
    execArgv: [],
  })
  const ended = new Promise<Error>((resolve) => {
    worker.once('error', resolve)
    worker.once('exit', (code) => resolve(new Error(`The embedded PostgreSQL ended (exit code ${code})`)))
  })

  const ready = await Promise.race([nextMessage(worker), ended])
  if (ready instanceof Error || ready.type !== 'ready') {
    await worker.terminate()
    unlock()
    const reason = ready instanceof Error ? ready.message : ready.type
    throw new StartError(
      `The embedded PostgreSQL does not open its files in ${dataDir}: ${reason}`,
      'Move that directory away to start with an empty one, or use a PostGIS server with DATABASE_URL',
      { cause: ready },
    )
  }

  let closing = false
  return {
    connection: { host: '127.0.0.1', port: ready.port, user: 'postgres', database: 'postgres' },
    failed: new Promise((resolve) => {
      void ended.then((error) => closing || resolve(error))
    }),
    async close() {
      closing = true
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage('close')
      await Promise.race([nextMessage(worker), ended])
      await worker.terminate()
      unlock()
    },
  }
}

function nextMessage(worker: Worker): Promise<WorkerMessage> {
  return new Promise((resolve) => {
    worker.once('message', resolve)
  })
}
