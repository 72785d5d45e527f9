/** Runs in a worker thread: cutting tiles takes milliseconds each, which the live lane shall not wait for. */
import { parentPort, workerData } from 'node:worker_threads'
import { Basemap, cutGridTiles } from '../../geodata/basemap/cut-tiles.ts'
import { cachedCity } from '../../geodata/city/city-cache.ts'
import type { TileReply, TileRequest, TileThreadData } from './tile-messages.ts'

const { cacheDirectory, citySize } = workerData as TileThreadData
const city = cachedCity(cacheDirectory, citySize)
const sources = {
  basemap: new Basemap(city.base),
  grids: cutGridTiles(city.areas, city.grids),
}

parentPort!.on('message', ({ id, source, z, x, y }: TileRequest) => {
  const reply: TileReply = { id, tile: null }
  try {
    reply.tile = sources[source].tile(z, x, y)
  } catch (error) {
    reply.error = String(error)
  }
  parentPort!.postMessage(reply)
})
