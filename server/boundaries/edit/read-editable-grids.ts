import type { MultiPolygon } from 'geojson'
import type { EditableGrid } from '../../contract/api/boundaries.ts'
import type { GridLayer } from '../../contract/api/grids.ts'
import type { Queryable } from '../../db/database.ts'
import { notFound, ReplyError } from '../../errors.ts'

/** Every digit that a double has. */
const EXACT_DIGITS = 17

/** As many grids as one map can be asked to edit. */
export const MOST_GRIDS = 3000

export interface GridBox {
  layer: GridLayer
  west: number
  south: number
  east: number
  north: number
}

/** GeoJSON, with the revision of the version that it is of. */
export interface EditableGrids {
  type: 'FeatureCollection'
  revision: number
  features: { type: 'Feature'; id: number; properties: EditableGrid; geometry: MultiPolygon }[]
}

/** The grids of one layer of a version whose boxes reach into a box, by id, with every digit. Throws 404 for no such
 * version and 413 where there are more than MOST_GRIDS. */
export async function readEditableGrids(
  database: Queryable, versionId: number, { layer, west, south, east, north }: GridBox,
): Promise<EditableGrids> {
  const versions = await database.query<{ revision: number }>('select revision from grid_versions where id = $1', [
    versionId,
  ])
  if (versions.rows.length === 0) throw notFound('version', versionId)
  const { rows } = await database.query<EditableGrid & { boundary: MultiPolygon }>(
    `select id, layer, code, name, name_en as "nameEn", area_code as "areaCode", unit_id as "unitId",
            st_asgeojson(boundary, $7)::json as boundary
       from grids
      where version_id = $1 and layer = $2 and boundary && st_makeenvelope($3, $4, $5, $6, 4326)
      order by id limit $8`,
    [versionId, layer, west, south, east, north, EXACT_DIGITS, MOST_GRIDS + 1],
  )
  if (rows.length > MOST_GRIDS) {
    const message = `More than ${MOST_GRIDS} grids reach into this box: ask for a smaller one.`
    throw new ReplyError(413, 'TOO_MANY_GRIDS', message)
  }
  return {
    type: 'FeatureCollection',
    revision: versions.rows[0].revision,
    features: rows.map(({ boundary, ...properties }) =>
      ({ type: 'Feature', id: properties.id, properties, geometry: boundary })),
  }
}
