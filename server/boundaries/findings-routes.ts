import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { writeAudit } from '../auth/audit.ts'
import { actorOf } from '../auth/identity.ts'
import { wholeCityOnly } from '../auth/whole-city-only.ts'
import { FindingsQuery, type FindingsPage, type VersionRecord } from '../contract/api/boundaries.ts'
import { notFound } from '../errors.ts'
import { checkVersion } from './quality/check-version.ts'
import { findingsGeoJson } from './quality/findings-geojson.ts'
import { readFindings } from './quality/read-findings.ts'
import { listVersions } from './versions.ts'

const IdParams = Type.Object({ id: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) })
const MapQuery = Type.Pick(FindingsQuery, ['kind', 'severity', 'layer'])

/** What is wrong or strange in a version or an import, listed and on the map. For administrators of the whole city. */
export const findingRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { database } = app
  const config = { allow: ['admin'] as const }
  app.addHook('preHandler', wholeCityOnly(app))

  async function requireRow(table: 'grid_versions' | 'imports', what: string, id: number): Promise<void> {
    const { rowCount } = await database.query(`select from ${table} where id = $1`, [id])
    if (rowCount === 0) throw notFound(what, id)
  }

  app.get(
    '/api/boundaries/versions/:id/findings',
    { config, schema: { params: IdParams, querystring: FindingsQuery } },
    async ({ params: { id }, query }): Promise<FindingsPage> => {
      await requireRow('grid_versions', 'version', id)
      return readFindings(database, { versionId: id }, query)
    },
  )

  app.get(
    '/api/boundaries/versions/:id/findings.geojson',
    { config, schema: { params: IdParams, querystring: MapQuery } },
    async ({ params: { id }, query }, reply) => {
      await requireRow('grid_versions', 'version', id)
      return reply.type('application/geo+json').send(await findingsGeoJson(database, { versionId: id }, query))
    },
  )

  app.get(
    '/api/imports/:id/findings',
    { config, schema: { params: IdParams, querystring: FindingsQuery } },
    async ({ params: { id }, query }): Promise<FindingsPage> => {
      await requireRow('imports', 'import', id)
      return readFindings(database, { importId: id }, query)
    },
  )

  app.get(
    '/api/imports/:id/findings.geojson',
    { config, schema: { params: IdParams, querystring: MapQuery } },
    async ({ params: { id }, query }, reply) => {
      await requireRow('imports', 'import', id)
      return reply.type('application/geo+json').send(await findingsGeoJson(database, { importId: id }, query))
    },
  )

  /** Answers when the check is over: the version with its new counts. */
  app.post(
    '/api/boundaries/versions/:id/check',
    { config, schema: { params: IdParams } },
    async ({ params: { id }, identity }): Promise<VersionRecord> => {
      await checkVersion(database, id)
      await writeAudit(database, actorOf(identity), 'check-boundaries', `version:${id}`, {})
      const [after] = await listVersions(database, id)
      if (after === undefined) throw notFound('version', id)
      return after
    },
  )
}
