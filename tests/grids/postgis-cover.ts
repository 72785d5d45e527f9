import type { Queryable } from '../../server/db/database.ts'
import type { GridPolygon } from '../../server/grids/index/edge-table.ts'

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
