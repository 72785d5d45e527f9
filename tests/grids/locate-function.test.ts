import type { MultiPolygon, Polygon } from 'geojson'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Area, Grid } from '../../geodata/city/city.ts'
import type { Database } from '../../server/db/database.ts'
import { buildGridIndex, type GridIndex } from '../../server/grids/grid-index.ts'
import { locate } from '../../server/grids/locate.ts'
import { insertCaseCity } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'
import { wigglyPartition } from './sample-layers.ts'
import { boxAround, spreadPoints, verticesAndMiddles } from './sample-points.ts'

let database: Database
let index: GridIndex
const community = wigglyPartition(8, 6, 4, 11)
const street = wigglyPartition(3, 3, 5, 12)

/** A city of two districts, the west and the east half of a partition, with roads and schools across it. */
beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  await database.query('delete from workers')
  await database.query('delete from grids')
  const { west, south, width, height } = boxAround(community)
  const box = (from: number, to: number) => JSON.stringify({
    type: 'MultiPolygon',
    coordinates: [[[
      [west + from * width, south], [west + to * width, south], [west + to * width, south + height],
      [west + from * width, south + height], [west + from * width, south],
    ]]],
  } satisfies MultiPolygon)
  for (const [prefix, boundary] of [['9901', box(0, 1)], ['990101', box(0, 0.4)], ['990102', box(0.4, 1)]]) {
    await database.query(
      `update version_areas set boundary = st_setsrid(st_geomfromgeojson($2), 4326) where code like $1 || '%'`,
      [prefix, boundary],
    )
  }
  const insert = (id: number, layer: string, boundary: Polygon | MultiPolygon) => database.query(
    `insert into grids (id, version_id, layer, code, name, name_en, area_code, unit_id, boundary)
     values ($1::int, 1, $2, $1::text, $1::text, $1::text, '990101001001', null,
             st_multi(st_setsrid(st_geomfromgeojson($3), 4326)))`,
    [id, layer, JSON.stringify(boundary)],
  )
  for (const { id, boundary } of community) await insert(id, 'community', boundary)
  for (const { id, boundary } of street) await insert(100 + id, 'street', boundary)
  for (const { id, boundary } of street.slice(0, 4)) await insert(200 + id, 'exclusive', boundary)
  for (const { id, boundary } of wigglyPartition(2, 2, 3, 13)) await insert(300 + id, 'exclusive', boundary)
  const grids = await database.query<Grid>(
    `select id, layer, code, name, name_en as "nameEn", area_code as "areaCode", unit_id as "unitId",
            st_asgeojson(boundary, 17)::json as boundary from grids order by id`,
  )
  const areas = await database.query<Area>(
    `select code, level, name, name_en as "nameEn", parent_code as "parentCode",
            st_asgeojson(boundary, 17)::json as boundary from version_areas order by code`,
  )
  index = buildGridIndex(grids.rows, areas.rows, 1)
})
afterAll(() => database.close())

interface Row {
  place: number
  layer: string
  gridId: number | null
  areaCode: string
  decision: string
  distanceM: number
}

/** What the function answers for each point (lng, lat, …), in the order of layers and ids. */
async function ask(points: Float64Array): Promise<Row[][]> {
  const answers: Row[][] = Array.from({ length: points.length / 2 }, () => [])
  const { rows } = await database.query<Row>(
    `select place::int, layer, grid_id as "gridId", area_code as "areaCode", decision, distance_m as "distanceM"
       from unnest($1::float8[], $2::float8[]) with ordinality as point (lng, lat, place)
      cross join lateral locate_grid(lng, lat)
      order by place, layer, grid_id`,
    [[...points].filter((_, k) => k % 2 === 0), [...points].filter((_, k) => k % 2 === 1)],
  )
  for (const row of rows) answers[row.place - 1].push(row)
  return answers
}

/** The same as the index has it. */
function expected(lng: number, lat: number): [layer: string, gridId: number | null, area: string, decision: string][] {
  const { community, street, exclusive, chain } = locate(index, lng, lat)
  const owners = [community, ...exclusive, street].filter((owner) => owner !== null)
  const rows = owners.map(({ layer, gridId, areaCode, decision }) => [layer, gridId, areaCode, decision] as const)
  return [...(community === null ? [['community', null, chain[0].code, 'fallback'] as const] : []), ...rows]
    .map((row) => [...row])
}

async function disagreements(points: Float64Array): Promise<object[]> {
  return (await ask(points)).flatMap((rows, k) => {
    const [lng, lat] = points.subarray(2 * k, 2 * k + 2)
    const found = rows.map(({ layer, gridId, areaCode, decision }) => [layer, gridId, areaCode, decision])
    const wanted = expected(lng, lat)
    return JSON.stringify(found) === JSON.stringify(wanted) ? [] : [{ lng, lat, found, wanted }]
  })
}

it('locate_grid answers as locate does on points spread over the city and around it', async () => {
  expect(await disagreements(spreadPoints(community, 3_000, 1))).toEqual([])
})

it('locate_grid answers as locate does on every vertex and edge middle', async () => {
  expect(await disagreements(verticesAndMiddles(community))).toEqual([])
})

it('locate_grid answers as locate does just outside the outermost grids, and far away', async () => {
  const points = spreadPoints(community, 4_000, 3)
  const near: number[] = []
  for (let k = 0; k < points.length; k += 2) {
    const { community: owner, distanceToEdgeM } = locate(index, points[k], points[k + 1])
    if (owner?.decision === 'nearest' || distanceToEdgeM < 300) near.push(points[k], points[k + 1])
  }
  const outside = Float64Array.from([...near, 100, 20, 123.3, 45, 130, 41, 123.3, 40.9, 120, 41.2])
  expect(await disagreements(outside)).toEqual([])
})

it('locate_grid measures to the boundary of the grid as locate does to the nearest edge', async () => {
  const points = spreadPoints(community, 300, 5)
  for (const [k, rows] of (await ask(points)).entries()) {
    const { distanceToEdgeM } = locate(index, points[2 * k], points[2 * k + 1])
    // PostGIS takes an edge for a great circle, which leaves the straight line in degrees by centimetres, and finds the
    // nearest place on a sphere before it measures on the ellipsoid.
    expect(Math.abs(rows[0].distanceM - distanceToEdgeM)).toBeLessThan(0.1 + 0.005 * distanceToEdgeM)
  }
})

it('locate_grid answers by a version that is not in force where it is named', async () => {
  await database.query(`insert into grid_versions (id, note, state) values (2, 'draft', 'draft')`)
  await database.query(
    `insert into version_areas (version_id, code, level, name, name_en, parent_code, boundary)
     select 2, code, level, name, name_en, parent_code, boundary from version_areas where version_id = 1`,
  )
  await database.query(
    `insert into grids (id, version_id, layer, code, name, name_en, area_code, boundary)
     select 900, 2, 'community', 'new', '新格', 'New', '990101001001', boundary from grids where id = 1`,
  )
  const [lng, lat] = community.find(({ id }) => id === 1)!.boundary.coordinates[0][0] as [number, number]
  const { rows } = await database.query('select * from locate_grid($1, $2, 2)', [lng, lat])
  expect(rows).toEqual([
    {
      layer: 'community', grid_id: 900, code: 'new', name: '新格', area_code: '990101001001', decision: 'edge',
      distance_m: 0,
    },
  ])
})
