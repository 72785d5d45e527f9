import type { Feature, FeatureCollection, Geometry } from 'geojson'
import type { FindingsQuery } from '../../contract/api/boundaries.ts'
import type { Queryable } from '../../db/database.ts'
import {
  ASKED_FINDINGS, askedParameters, FINDING_COLUMNS, type FindingRow, type FindingsOwner, toFinding,
} from './read-findings.ts'

/** More shapes than this no map tells apart. */
const MOST_SHAPES = 5000
const AT_A_TIME = 500

/** What can be asked of the map: all that match. */
export type FindingsMapQuery = Pick<FindingsQuery, 'kind' | 'severity' | 'layer'>

/**
 * The findings that have a place, as features with the fields of a Finding as properties, to a centimetre. Where there
 * are more than 5,000, the gravest and of these the largest, and `leftOut` says how many are missing.
 */
export async function findingsGeoJson(
  database: Queryable,
  owner: FindingsOwner,
  query: FindingsMapQuery = {},
): Promise<FeatureCollection & { leftOut: number }> {
  const asked = askedParameters(owner, query)
  const { rows } = await database.query<{ id: string; count: number }>(
    `select f.id, (count(*) over ())::int as count from findings as f
      where ${ASKED_FINDINGS} and not st_isempty(f.shape)
      order by array_position(array['error', 'warning', 'note'], severity), area_m2 desc nulls last, f.id
      limit ${MOST_SHAPES}`,
    asked,
  )
  const features: Feature[] = []
  for (let k = 0; k < rows.length; k += AT_A_TIME) {
    const ids = rows.slice(k, k + AT_A_TIME).map(({ id }) => id)
    const page = await database.query<FindingRow & { geometry: Geometry }>(
      `select ${FINDING_COLUMNS}, st_asgeojson(f.shape, 7)::json as geometry
         from unnest($1::bigint[]) with ordinality as wanted (id, place) join findings as f on f.id = wanted.id
        order by wanted.place`,
      [ids],
    )
    features.push(...page.rows.map(toFeature))
  }
  return { type: 'FeatureCollection', features, leftOut: (rows[0]?.count ?? 0) - rows.length }
}

function toFeature(row: FindingRow & { geometry: Geometry }): Feature {
  const { id, ...properties } = toFinding(row)
  return { type: 'Feature', id, geometry: row.geometry, properties: { id, ...properties } }
}
