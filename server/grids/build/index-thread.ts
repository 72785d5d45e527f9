/** Runs in a worker thread: indexing a city takes seconds, which the live lane shall not wait for. */
import { parentPort } from 'node:worker_threads'
import type { MultiPolygon } from 'geojson'
import type { Grid } from '../../../geodata/city/city.ts'
import { buffersOf, layerIndexData } from '../index/layer-index-data.ts'
import { indexLayers } from './index-layers.ts'
import type { IndexReply, IndexRequest, ShapeLot } from './index-messages.ts'
import { readMultiPolygon } from './wkb.ts'

const grids: Pick<Grid, 'id' | 'layer' | 'boundary'>[] = []
const districts: MultiPolygon[] = []

parentPort!.on('message', (request: IndexRequest) => {
  try {
    if (request.type === 'build') finish()
    else take(request)
  } catch (error) {
    send({ error: (error as Error).message, badData: error instanceof RangeError })
  }
})

function take({ type, ids, layers, ends, shapes }: ShapeLot): void {
  for (let k = 0; k < ends.length; k++) {
    const boundary = readMultiPolygon(shapes.subarray(k === 0 ? 0 : ends[k - 1], ends[k]))
    if (type === 'districts') districts.push(boundary)
    else grids.push({ id: ids[k], layer: layers[k], boundary })
  }
}

function finish(): void {
  const built = indexLayers(grids, districts)
  const { community, street, exclusive } = built.layers
  const layers = {
    community: layerIndexData(community),
    street: layerIndexData(street),
    exclusive: layerIndexData(exclusive),
  }
  const indexed = { layers, districts: layerIndexData(built.districts) }
  send(indexed, [...Object.values(layers), indexed.districts].flatMap(buffersOf))
}

/** The first answer is the last. */
function send(reply: IndexReply, buffers: ArrayBuffer[] = []): void {
  parentPort!.postMessage(reply, buffers)
  parentPort!.close()
}
