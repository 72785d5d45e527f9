import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
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

/** What the address names stays what it is. */
const KEEP = 'private, max-age=86400'
/** A browser may keep it and must ask whether it is still right. */
const ASK = 'private, no-cache'

/**
 * `/tiles/basemap/{baseRevision}/{z}/{x}/{y}.pbf` and `/tiles/grids/{version}/{z}/{x}/{y}.pbf`, of every version that
 * exists; 204 where a tile is empty. Those of a draft follow its edits.
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
      key: `basemap/${record.baseRevision}`,
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
      key: `grids/${id}.${version.revision}`,
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
    request: FastifyRequest, reply: FastifyReply, origin: TileOrigin, { z, x, y }: Place, caching: string,
  ): Promise<FastifyReply> {
    const tag = `"${origin.key}"`
    reply.header('cache-control', caching).header('etag', tag)
    if (request.headers['if-none-match']?.includes(tag)) return reply.code(304).send()
    const tile = await service.tile(origin, z, x, y)
    if (tile === null) return reply.code(204).send()
    return reply.type('application/vnd.mapbox-vector-tile').send(Buffer.from(tile.buffer, tile.byteOffset, tile.length))
  }

  app.get(
    '/tiles/basemap/:revision/:z/:x/:y.pbf',
    { config, schema: { params: Type.Object({ revision: Type.Integer({ minimum: 0 }), ...place }) } },
    (request, reply) => {
      // A page that was opened before an import gets the ground of now, and keeps it under no old name.
      const isNow = request.params.revision === app.city.record.baseRevision
      return send(request, reply, basemap(), request.params, isNow ? KEEP : ASK)
    },
  )

  app.get(
    '/tiles/grids/:version/:z/:x/:y.pbf',
    { config, schema: { params: Type.Object({ version: DatabaseId, ...place }) } },
    async (request, reply) => {
      const { origin, isDraft } = await gridsOf(request.params.version)
      if (isDraft && !isWholeCityAdmin(request.identity, app.city.record.code)) {
        throw notAllowed('drafts are for administrators of the whole city')
      }
      return send(request, reply, origin, request.params, isDraft ? ASK : KEEP)
    },
  )
}
