import { Worker } from 'node:worker_threads'
import type { TileReply, TileRequest, TileSource, TileThreadData } from './tile-messages.ts'

/** Tiles that are kept after their first cut; an empty one costs an entry too. */
const CACHED_TILES = 4096

type Tile = Uint8Array | null

/** Cuts vector tiles in a thread of its own and remembers the last few thousand. */
export class TileService {
  readonly #data: TileThreadData
  #worker: Worker | undefined
  readonly #cache = new Map<string, Promise<Tile>>()
  readonly #waiting = new Map<number, { resolve: (tile: Tile) => void; reject: (error: Error) => void }>()
  #nextId = 1

  constructor(data: TileThreadData) {
    this.#data = data
  }

  /** Starts the thread, which the first tile would do otherwise: reading the city takes it a moment. */
  start(): Worker {
    if (this.#worker !== undefined) return this.#worker
    const worker = new Worker(new URL('./tile-thread-entry.mjs', import.meta.url), {
      workerData: this.#data,
      execArgv: [],
    })
    worker.on('message', ({ id, tile, error }: TileReply) => {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (error === undefined) waiting?.resolve(tile)
      else waiting?.reject(new Error(error))
    })
    worker.on('error', (error) => this.#failAll(error as Error))
    worker.on('exit', () => {
      // whatever ended it, the next tile starts another
      this.#worker = undefined
      this.#failAll(new Error('The tile thread has ended.'))
    })
    // a thread that nobody waits for keeps no process alive
    worker.unref()
    this.#worker = worker
    return worker
  }

  /** The tile as MVT, or null where it is empty. */
  tile(source: TileSource, z: number, x: number, y: number): Promise<Tile> {
    const key = `${source}/${z}/${x}/${y}`
    const known = this.#cache.get(key)
    if (known !== undefined) return known
    const id = this.#nextId++
    const request: TileRequest = { id, source, z, x, y }
    const tile = new Promise<Tile>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.start().postMessage(request)
    })
    tile.catch(() => this.#cache.delete(key))
    this.#cache.set(key, tile)
    if (this.#cache.size > CACHED_TILES) this.#cache.delete(this.#cache.keys().next().value!)
    return tile
  }

  /** Ends the thread; tiles still waiting fail. */
  async close(): Promise<void> {
    await this.#worker?.terminate()
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
