import { Worker } from 'node:worker_threads'
import type { GeneratedGround, TileOrder, TileReply, TileRows, TileSource } from './tile-messages.ts'

/** Tiles that are kept after their first cut; an empty one costs an entry too. */
const CACHED_TILES = 4096
/** Sets that the thread keeps: the basemap, the version in force, the one before it, and a draft or two. */
const KEPT_SETS = 5

type Tile = Uint8Array | null

/** What tiles are cut from. */
export interface TileOrigin {
  /** Names the content: other content has another key. */
  key: string
  source: TileSource
  /** The generated city that a basemap begins with. */
  generated: GeneratedGround | null
  /** Everything else that the tiles show, in parts. */
  read(): AsyncIterable<TileRows>
}

/** Cuts vector tiles in a thread of its own. It remembers the last few thousand tiles and the last few sets. */
export class TileService {
  #worker: Worker | undefined
  #closed = false
  /** By key, the least recently asked for first; a set's promise resolves when the thread has all its rows. */
  readonly #sets = new Map<string, Promise<void>>()
  readonly #tiles = new Map<string, Promise<Tile>>()
  readonly #waiting = new Map<number, { resolve: (tile: Tile) => void; reject: (error: Error) => void }>()
  #nextId = 1

  /** The tile as MVT, or null where it is empty. The first tile of a set waits until the set is read. */
  tile(origin: TileOrigin, z: number, x: number, y: number): Promise<Tile> {
    const key = `${origin.key}/${z}/${x}/${y}`
    const known = this.#tiles.get(key)
    if (known !== undefined) return known
    const tile = this.#opened(origin).then(() => this.#cut(origin.key, z, x, y))
    tile.catch(() => this.#tiles.delete(key))
    this.#tiles.set(key, tile)
    if (this.#tiles.size > CACHED_TILES) this.#tiles.delete(this.#tiles.keys().next().value!)
    return tile
  }

  /** Ends the thread; tiles still waiting fail. Resolves when nothing is read any more. */
  async close(): Promise<void> {
    this.#closed = true
    const reading = [...this.#sets.values()]
    await this.#worker?.terminate()
    await Promise.allSettled(reading)
  }

  #opened(origin: TileOrigin): Promise<void> {
    const { key } = origin
    const known = this.#sets.get(key)
    const opened = known ?? this.#read(origin)
    // Taken out and put in again, it is the last to be forgotten.
    this.#sets.delete(key)
    this.#sets.set(key, opened)
    if (known === undefined) {
      opened.catch(() => this.#forget(key))
      if (this.#sets.size > KEPT_SETS) this.#forget(this.#sets.keys().next().value!)
    }
    return opened
  }

  async #read({ key: set, source, generated, read }: TileOrigin): Promise<void> {
    this.#tell({ type: 'open', set, source, generated })
    for await (const rows of read()) {
      if (this.#closed) throw new Error('The tile service is closed.')
      this.#tell({ type: 'rows', set, rows })
    }
  }

  #cut(set: string, z: number, x: number, y: number): Promise<Tile> {
    const id = this.#nextId++
    return new Promise<Tile>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#tell({ type: 'tile', set, id, z, x, y })
    })
  }

  #forget(key: string): void {
    this.#sets.delete(key)
    for (const tile of this.#tiles.keys()) if (tile.startsWith(`${key}/`)) this.#tiles.delete(tile)
    this.#worker?.postMessage({ type: 'forget', set: key } satisfies TileOrder)
  }

  #tell(order: TileOrder): void {
    if (this.#closed) throw new Error('The tile service is closed.')
    this.#worker ??= this.#start()
    this.#worker.postMessage(order)
  }

  #start(): Worker {
    const worker = new Worker(new URL('./tile-thread-entry.mjs', import.meta.url), { execArgv: [] })
    worker.on('message', ({ id, tile, error }: TileReply) => {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (error === undefined) waiting?.resolve(tile)
      else waiting?.reject(new Error(error))
    })
    worker.on('error', (error) => this.#failAll(error as Error))
    worker.on('exit', () => {
      // Whatever ended it, the next tile starts another and reads its set anew.
      this.#worker = undefined
      this.#sets.clear()
      this.#failAll(new Error('The tile thread has ended.'))
    })
    // A thread that nobody waits for keeps no process alive.
    worker.unref()
    return worker
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
