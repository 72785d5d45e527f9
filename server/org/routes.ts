import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { inScope } from '../auth/identity.ts'
import type { CameraColumns, CityRecord, DeviceColumns } from '../contract/api/city.ts'
import type { Queryable } from '../db/database.ts'

interface PlaceRow {
  id: number
  name: string
  kind: string
  lng: number
  lat: number
}

/** Everything of one table that stands in a scope, west to east by id. */
async function placesOf(database: Queryable, table: 'cameras' | 'devices', scopeCode: string): Promise<PlaceRow[]> {
  const kind = table === 'cameras' ? 'source' : 'kind'
  const inUse = table === 'cameras' ? 'true' : 'not retired'
  const { rows } = await database.query<PlaceRow>(
    `select id, name, ${kind} as kind, st_x(point) as lng, st_y(point) as lat
       from ${table} where area_code like $1 || '%' and ${inUse} order by id`,
    [scopeCode],
  )
  return rows
}

/** What a page reads once: the city, its cameras, its devices. */
export const cityRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const everybody = { config: { allow: ['admin', 'duty', 'leader', 'wall'] as const } }

  app.get('/api/city', everybody, async (request): Promise<CityRecord> => {
    const { record } = app.city
    const { identity } = request
    return {
      ...record,
      // the areas above one's own are named in every chain, so they stay; its neighbours do not
      areas: record.areas.filter((area) => inScope(identity, area.code) || identity.scopeCode.startsWith(area.code)),
    }
  })

  app.get('/api/cameras', everybody, async (request): Promise<CameraColumns> => {
    const rows = await placesOf(app.database, 'cameras', request.identity.scopeCode)
    return {
      id: rows.map((row) => row.id),
      name: rows.map((row) => row.name),
      source: rows.map((row) => row.kind),
      lng: rows.map((row) => row.lng),
      lat: rows.map((row) => row.lat),
    }
  })

  app.get('/api/devices', everybody, async (request): Promise<DeviceColumns> => {
    const rows = await placesOf(app.database, 'devices', request.identity.scopeCode)
    return {
      id: rows.map((row) => row.id),
      name: rows.map((row) => row.name),
      kind: rows.map((row) => row.kind),
      lng: rows.map((row) => row.lng),
      lat: rows.map((row) => row.lat),
    }
  })
}
