import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import Type from 'typebox'
import { isWholeCityAdmin } from '../auth/identity.ts'
import { notAllowed, notFound } from '../errors.ts'
import { findTileVersion, readBaseFeatures, readVersionOutlines } from './repository.ts'
import { type TileOrigin, TileService } from './tile-service.ts'

const place = {
  z: Type.Integer({ minimum: 0, maximum: 22 }),
  x: Type.Integer({ minimum: 0 }),
  y: Type.Integer({ minimum: 0 }),
}
const DatabaseId = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })

/**
 * `/tiles/basemap/{z}/{x}/{y}.pbf` and `/tiles/grids/{version}/{z}/{x}/{y}.pbf`, of every version that exists; 204 where a
 * tile is empty. Those of a draft follow its edits. A browser may keep a tile, and asks each time whether it is still
 * right: drafts and the ground change under their address, and the next city on this machine has a version 1, too.
 */
export const tileRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const service = new TileService()
  app.addHook('onClose', () => service.close())

  /** The tile sets of versions that can no longer change. */
  const settled = new Map<number, TileOrigin>()

  function basemap(): TileOrigin {
    const { setting, record } = app.city
    const { seed, grids, workers, simulated } = setting
    const generated = { cacheDirectory: join(app.config.dataDir, 'cache'), citySize: { seed, grids, workers } }
    return {
      name: 'basemap',
      edition: `${record.baseRevision}`,
      source: 'basemap',
      generated: simulated ? generated : null,
      read: () => readBaseFeatures(database),
    }
  }

  /** The outlines of a version as they are now. Throws 404 where there is no such version. */
  async function gridsOf(id: number): Promise<{ origin: TileOrigin; isDraft: boolean }> {
    const known = settled.get(id)
    if (known !== undefined) return { origin: known, isDraft: false }
    const version = await findTileVersion(database, id)
    if (version === undefined) throw notFound('version', id)
    const origin: TileOrigin = {
      name: `grids/${id}`,
      // The id of a draft that was thrown away is given again.
      edition: `${version.revision} of ${version.createdAt.getTime()}`,
      source: 'grids',
      generated: null,
      read: () => readVersionOutlines(database, id),
    }
    const isDraft = version.state === 'draft'
    if (!isDraft) settled.set(id, origin)
    return { origin, isDraft }
  }

  /** Makes the tiles of now ready, so that the first map does not wait for the city to be read. */
  async function prepare(): Promise<void> {
    try {
      const { origin } = await gridsOf(app.city.record.gridVersionId)
      await Promise.all([origin, basemap()].map((set) => service.tile(set, 0, 0, 0)))
    } catch (error) {
      app.log.error({ err: error }, 'the tiles could not be made ready')
    }
  }
  app.addHook('onListen', async () => void prepare())
  app.boundaries.onSwitch(() => void prepare())

  const config = { allow: ['admin', 'duty', 'leader', 'wall'] as const }
  type Place = Record<keyof typeof place, number>

  async function send(
    { headers, params: { z, x, y } }: FastifyRequest<{ Params: Place }>, reply: FastifyReply, origin: TileOrigin,
  ): Promise<FastifyReply> {
    const tile = await service.tile(origin, z, x, y)
    reply.header('cache-control', 'private, no-cache')
    if (tile === null) return reply.code(204).send()
    const tag = `"${createHash('sha1').update(tile).digest('base64url')}"`
    reply.header('etag', tag)
    if (headers['if-none-match']?.includes(tag)) return reply.code(304).send()
    return reply.type('application/vnd.mapbox-vector-tile').send(Buffer.from(tile.buffer, tile.byteOffset, tile.length))
  }

  app.get(
    '/tiles/basemap/:z/:x/:y.pbf',
    { config, schema: { params: Type.Object(place) } },
    (request, reply) => send(request, reply, basemap()),
  )

  app.get(
    '/tiles/grids/:version/:z/:x/:y.pbf',
    { config, schema: { params: Type.Object({ version: DatabaseId, ...place }) } },
    async (request, reply) => {
      const { origin, isDraft } = await gridsOf(request.params.version)
      if (isDraft && !isWholeCityAdmin(request.identity, app.city.record.code)) {
        throw notAllowed('drafts are for administrators of the whole city')
      }
      return send(request, reply, origin)
    },
  )
}
