import { Worker } from 'node:worker_threads'
import { layerIndexFrom } from '../index/layer-index-data.ts'
import type { IndexedLayers } from './index-layers.ts'
import type { IndexReply, IndexRequest, ShapeLot } from './index-messages.ts'

/** Indexes boundaries in a thread of its own, which ends when it has answered. */
export class IndexThread {
  readonly #worker: Worker
  readonly #answer: Promise<IndexedLayers>

  constructor() {
    this.#worker = new Worker(new URL('./index-thread-entry.mjs', import.meta.url), { execArgv: [] })
    this.#answer = new Promise((resolve, reject) => {
      this.#worker.once('message', (reply: IndexReply) => {
        if ('error' in reply) reject(reply.badData ? new RangeError(reply.error) : new Error(reply.error))
        else resolve(layersFrom(reply))
      })
      this.#worker.once('error', (cause) => {
        reject(new Error(`The thread that builds the grid index has failed: ${String(cause)}`, { cause }))
      })
      this.#worker.once('exit', (code) => {
        reject(new Error(`The thread that builds the grid index has ended with code ${code} before it was done`))
      })
    })
    // Whoever asks for the answer is told; a failure before that must not count as unhandled.
    this.#answer.catch(() => {})
  }

  /** Hands the lot's shapes over: they cannot be used here any more. */
  add(lot: ShapeLot): void {
    this.#post(lot, [lot.shapes.buffer as ArrayBuffer])
  }

  /**
   * Indexes what was added. Throws a RangeError that names the grid for a boundary that is none, and an Error where
   * the thread dies.
   */
  async build(): Promise<IndexedLayers> {
    this.#post({ type: 'build' })
    return this.#answer
  }

  /** Ends the thread, also in the middle of its work. */
  async stop(): Promise<void> {
    await this.#worker.terminate()
  }

  #post(request: IndexRequest, buffers: ArrayBuffer[] = []): void {
    this.#worker.postMessage(request, buffers)
  }
}

function layersFrom({ layers, districts }: Exclude<IndexReply, { error: string }>): IndexedLayers {
  return {
    layers: {
      community: layerIndexFrom(layers.community),
      street: layerIndexFrom(layers.street),
      exclusive: layerIndexFrom(layers.exclusive),
    },
    districts: layerIndexFrom(districts),
  }
}
