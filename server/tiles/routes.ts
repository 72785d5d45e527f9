import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { join } from 'node:path'
import Type from 'typebox'
import type { TileSource } from './tile-messages.ts'
import { TileService } from './tile-service.ts'

const coordinates = {
  z: Type.Integer({ minimum: 0, maximum: 22 }),
  x: Type.Integer({ minimum: 0 }),
  y: Type.Integer({ minimum: 0 }),
}

/** `/tiles/basemap/{z}/{x}/{y}.pbf` and `/tiles/grids/{version}/{z}/{x}/{y}.pbf`; 204 where a tile is empty. */
export const tileRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { seed, grids, workers } = app.city.setting
  const service = new TileService({
    cacheDirectory: join(app.config.dataDir, 'cache'),
    citySize: { seed, grids, workers },
  })
  app.addHook('onListen', async () => {
    service.start()
  })
  app.addHook('onClose', () => service.close())

  const config = { allow: ['admin', 'duty', 'leader', 'wall'] as const }

  async function send(reply: FastifyReply, source: TileSource, z: number, x: number, y: number) {
    const tile = await service.tile(source, z, x, y)
    reply.header('cache-control', 'private, max-age=86400')
    if (tile === null) return reply.code(204).send()
    return reply.type('application/vnd.mapbox-vector-tile').send(Buffer.from(tile.buffer, tile.byteOffset, tile.length))
  }

  app.get(
    '/tiles/basemap/:z/:x/:y.pbf',
    { config, schema: { params: Type.Object(coordinates) } },
    ({ params: { z, x, y } }, reply) => send(reply, 'basemap', z, x, y),
  )

  app.get(
    '/tiles/grids/:version/:z/:x/:y.pbf',
    { config, schema: { params: Type.Object({ version: Type.Integer(), ...coordinates }) } },
    ({ params: { z, x, y } }, reply) => send(reply, 'grids', z, x, y),
  )
}
