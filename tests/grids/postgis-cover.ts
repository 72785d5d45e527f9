import type { Queryable } from '../../server/db/database.ts'
import type { GridPolygon } from '../../server/grids/index/edge-table.ts'
import type { LayerIndex } from '../../server/grids/index/layer-index.ts'

/** Puts a layer into the temporary table `layer (id, boundary)`, indexed; it lives as long as the transaction. */
export async function createLayerTable(transaction: Queryable, layer: readonly GridPolygon[]): Promise<void> {
  await transaction.query('create temporary table layer (id int, boundary geometry(Geometry, 4326)) on commit drop')
  for (let k = 0; k < layer.length; k += 1_000) {
    const batch = layer.slice(k, k + 1_000)
    await transaction.query(
      `insert into layer select id, st_setsrid(st_geomfromgeojson(boundary), 4326)
         from unnest($1::int[], $2::text[]) as batch (id, boundary)`,
      [batch.map(({ id }) => id), batch.map(({ boundary }) => JSON.stringify(boundary))],
    )
  }
  await transaction.query('create index on layer using gist (boundary)')
  await transaction.query('analyze layer')
}

/**
 * How PostGIS can be asked. ST_Covers decides points by a shortcut in rounded arithmetic, which may err by a unit in
 * the last place beside an edge; ST_Relate has GEOS decide in double-double arithmetic, slowly: of the point nothing
 * may lie in the polygon's exterior.
 */
export const PREDICATES = {
  covers: 'st_covers(boundary, at)',
  relate: "boundary && at and st_relate(boundary, at, '******FF*')",
}

/** The ids, ascending, of the polygons of table `layer` that cover each point (lng, lat, lng, lat, …). */
export async function coverByPostgis(
  transaction: Queryable, points: Float64Array, predicate: string = PREDICATES.covers,
): Promise<number[][]> {
  const covers: number[][] = Array.from({ length: points.length / 2 }, () => [])
  const batchSize = 20_000
  for (let first = 0; first < covers.length; first += batchSize) {
    const batch = [...points.subarray(2 * first, 2 * (first + batchSize))]
    const { rows } = await transaction.query<{ place: number; id: number }>(
      `select place::int, id
         from unnest($1::float8[], $2::float8[]) with ordinality as point (lng, lat, place)
        cross join lateral (select st_setsrid(st_makepoint(lng, lat), 4326) as at) as made
         join layer on ${predicate}
        order by place, id`,
      [batch.filter((_, k) => k % 2 === 0), batch.filter((_, k) => k % 2 === 1)],
    )
    for (const { place, id } of rows) covers[first + place - 1].push(id)
  }
  return covers
}

/** A point for which the index and PostGIS name other polygons. */
export interface Disagreement {
  lng: number
  lat: number
  index: number[]
  postgis: number[]
}

/**
 * Holds the index to table `layer` on points (lng, lat, lng, lat, …): all polygons that cover each, hence also the one
 * with the smallest id, which owns it. ST_Covers is asked first; where it differs, which is beside an edge that it
 * rounds on, ST_Relate has the last word. `rounded` counts those of them in which ST_Relate sides with the index.
 */
export async function holdToPostgis(
  transaction: Queryable, index: LayerIndex, points: Float64Array,
): Promise<{ disagreements: Disagreement[]; rounded: number }> {
  const suspects = differing(index, points, await coverByPostgis(transaction, points))
  const again = Float64Array.from(suspects.flatMap(({ lng, lat }) => [lng, lat]))
  const exact = again.length === 0 ? [] : await coverByPostgis(transaction, again, PREDICATES.relate)
  const disagreements = differing(index, again, exact)
  return { disagreements, rounded: suspects.length - disagreements.length }
}

function differing(index: LayerIndex, points: Float64Array, answers: readonly number[][]): Disagreement[] {
  return answers.flatMap((postgis, k) => {
    const lng = points[2 * k], lat = points[2 * k + 1]
    const found = index.ownersOf(lng, lat)
    const agree = found.join() === postgis.join() && index.ownerOf(lng, lat) === (postgis[0] ?? 0)
    return agree ? [] : [{ lng, lat, index: found, postgis }]
  })
}
