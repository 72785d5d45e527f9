/** Runs in a worker thread: cutting tiles takes milliseconds each, which the live lane shall not wait for. */
import { parentPort } from 'node:worker_threads'
import type { TileOrder, TileReply } from './tile-messages.ts'
import { TileSet } from './tile-set.ts'

const sets = new Map<string, TileSet>()

parentPort!.on('message', (order: TileOrder) => {
  switch (order.type) {
    case 'open':
      sets.set(order.set, new TileSet(order.source, order.generated))
      break
    case 'rows':
      // A set may have been forgotten while its rows were on their way.
      sets.get(order.set)?.add(order.rows)
      break
    case 'forget':
      sets.delete(order.set)
      break
    case 'tile':
      parentPort!.postMessage(cut(order))
  }
})

function cut({ id, set, z, x, y }: TileOrder & { type: 'tile' }): TileReply {
  try {
    const tiles = sets.get(set)
    if (tiles === undefined) throw new Error(`The tile set ${set} is not open.`)
    return { id, tile: tiles.tile(z, x, y) }
  } catch (error) {
    return { id, tile: null, error: String(error) }
  }
}
