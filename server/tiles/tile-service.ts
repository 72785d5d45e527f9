import { Worker } from 'node:worker_threads'
import type { GeneratedGround, TileOrder, TileReply, TileRows, TileSource } from './tile-messages.ts'

/** Tiles that are kept after their first cut; an empty one costs an entry too. */
const CACHED_TILES = 4096
/** Sets that the thread keeps: the basemap, the version in force, the one before it, and a draft or two. */
const KEPT_SETS = 5

type Tile = Uint8Array | null

/** What tiles are cut from. */
export interface TileOrigin {
  /** What it is of: 'basemap', 'grids/3'. */
  name: string
  /** Other content has another edition. Editions of one name follow each other: a new one ends the one before. */
  edition: string
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
  /** By name, the least recently asked for first; `opened` resolves when the thread has all rows. */
  readonly #sets = new Map<string, { key: string; opened: Promise<void> }>()
  readonly #tiles = new Map<string, Promise<Tile>>()
  readonly #waiting = new Map<number, { resolve: (tile: Tile) => void; reject: (error: Error) => void }>()
  #nextId = 1

  /** The tile as MVT, or null where it is empty. The first tile of a set waits until the set is read. */
  tile(origin: TileOrigin, z: number, x: number, y: number): Promise<Tile> {
    const set = this.#setOf(origin)
    const key = `${set.key}/${z}/${x}/${y}`
    const known = this.#tiles.get(key)
    if (known !== undefined) return known
    const tile = set.opened.then(() => this.#cut(set.key, z, x, y))
    tile.catch(() => this.#tiles.delete(key))
    this.#tiles.set(key, tile)
    if (this.#tiles.size > CACHED_TILES) this.#tiles.delete(this.#tiles.keys().next().value!)
    return tile
  }

  /** Ends the thread; tiles still waiting fail. Resolves when nothing is read any more. */
  async close(): Promise<void> {
    this.#closed = true
    const reading = Array.from(this.#sets.values(), ({ opened }) => opened)
    await this.#worker?.terminate()
    await Promise.allSettled(reading)
  }

  #setOf(origin: TileOrigin): { key: string; opened: Promise<void> } {
    const { name } = origin
    const key = `${name}@${origin.edition}`
    const known = this.#sets.get(name)
    const set = known?.key === key ? known : { key, opened: this.#read(key, origin) }
    // Taken out and put in again, it is the last to be forgotten.
    this.#sets.delete(name)
    this.#sets.set(name, set)
    if (set === known) return set
    // Until then, what was asked of the edition before is answered by it.
    const forgetBefore = (): void => void (known && this.#forget(known.key))
    set.opened.then(forgetBefore, () => {
      forgetBefore()
      this.#forget(key)
      if (this.#sets.get(name) === set) this.#sets.delete(name)
    })
    if (this.#sets.size > KEPT_SETS) {
      const [oldest, { key: forgotten }] = this.#sets.entries().next().value!
      this.#sets.delete(oldest)
      this.#forget(forgotten)
    }
    return set
  }

  async #read(set: string, { source, generated, read }: TileOrigin): Promise<void> {
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
