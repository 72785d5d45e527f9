import type { BaseFeature } from '../../geodata/basemap/imported-base.ts'
import type { VersionRecord } from '../contract/api/boundaries.ts'
import type { Queryable } from '../db/database.ts'
import type { AreaTileRow, GridTileRow, TileRows } from './tile-messages.ts'

/** Rows a statement: each is over in tens of milliseconds, and the embedded database has one connection for all. */
const AREAS_A_CHUNK = 200
const ROWS_A_CHUNK = 1000
/** Of a degree: a centimetre, a hundredth of a step of the finest tile. */
const DIGITS = 7

/** What tells one edition of a version from another, and who may see it. */
export interface TileVersion {
  state: VersionRecord['state']
  revision: number
  createdAt: Date
}

/** A version of the boundaries, or undefined where there is none of this id. */
export async function findTileVersion(database: Queryable, id: number): Promise<TileVersion | undefined> {
  const { rows } = await database.query<TileVersion>(
    'select state, revision, created_at as "createdAt" from grid_versions where id = $1',
    [id],
  )
  return rows[0]
}

/** The areas and grids of a version, in chunks. */
export async function* readVersionOutlines(database: Queryable, versionId: number): AsyncGenerator<TileRows> {
  let afterCode = ''
  for (;;) {
    const { rows } = await database.query<AreaTileRow>(
      `select level, code, name, name_en as "nameEn", st_asgeojson(boundary, ${DIGITS}) as boundary
         from version_areas where version_id = $1 and code > $2 order by code limit ${AREAS_A_CHUNK}`,
      [versionId, afterCode],
    )
    if (rows.length > 0) yield { type: 'areas', rows }
    if (rows.length < AREAS_A_CHUNK) break
    afterCode = rows.at(-1)!.code
  }
  let afterId = 0
  for (;;) {
    const { rows } = await database.query<GridTileRow>(
      `select id, layer, code, name, name_en as "nameEn", st_asgeojson(boundary, ${DIGITS}) as boundary
         from grids where version_id = $1 and id > $2 order by id limit ${ROWS_A_CHUNK}`,
      [versionId, afterId],
    )
    if (rows.length > 0) yield { type: 'grids', rows }
    if (rows.length < ROWS_A_CHUNK) return
    afterId = rows.at(-1)!.id
  }
}

/** The imported ground of the city, in chunks. */
export async function* readBaseFeatures(database: Queryable): AsyncGenerator<TileRows> {
  let afterId = '0'
  for (;;) {
    const { rows } = await database.query<BaseFeature & { id: string }>(
      `select id, layer, class, name, name_en as "nameEn", height_m as "heightM", bridge,
              st_asgeojson(shape, ${DIGITS}) as shape
         from base_features where id > $1 order by id limit ${ROWS_A_CHUNK}`,
      [afterId],
    )
    if (rows.length > 0) yield { type: 'base', rows }
    if (rows.length < ROWS_A_CHUNK) return
    afterId = rows.at(-1)!.id
  }
}
