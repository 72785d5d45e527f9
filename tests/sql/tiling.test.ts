import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateCity } from '../../geodata/city/generate-city.ts'
import type { Database } from '../../server/db/database.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database

beforeAll(async () => {
  database = await openTestDatabase()
  const city = generateCity({ seed: 1, grids: 1229, workers: 1 })
  await database.query('create table piece (id int, layer text, code text, boundary geometry(MultiPolygon, 4326))')
  const pieces = [
    ...city.grids.map(({ id, layer, code, boundary }) => ({ id, layer: `${layer} grids`, code, boundary })),
    ...city.areas.map(({ level, code, boundary }, index) => ({ id: -index - 1, layer: `${level} areas`, code, boundary })),
  ]
  await database.query(
    `insert into piece select id, layer, code, st_setsrid(st_geomfromgeojson(boundary), 4326)
       from unnest($1::int[], $2::text[], $3::text[], $4::text[]) as t (id, layer, code, boundary)`,
    [
      pieces.map(({ id }) => id),
      pieces.map(({ layer }) => layer),
      pieces.map(({ code }) => code),
      pieces.map(({ boundary }) => JSON.stringify(boundary)),
    ],
  )
  await database.query('create index on piece using gist (boundary)')
})

afterAll(() => database?.close())

test('every boundary of the demo city is valid to PostGIS', async () => {
  const { rows } = await database.query('select code, st_isvalidreason(boundary) from piece where not st_isvalid(boundary)')
  expect(rows).toEqual([])
})

describe.each(['community grids', 'street grids', 'district areas', 'street areas', 'community areas'])('%s', (layer) => {
  test('do not overlap', async () => {
    const { rows } = await database.query(
      `select a.code, b.code as other from piece a join piece b on a.id < b.id and a.boundary && b.boundary
        where a.layer = $1 and b.layer = $1 and st_relate(a.boundary, b.boundary, 'T********')`,
      [layer],
    )
    expect(rows).toEqual([])
  })

  test('leave no gap: together they are the city', async () => {
    const { rows } = await database.query(
      `select st_equals(st_union(p.boundary), c.boundary) as equal, st_numinteriorrings(st_geometryn(st_union(p.boundary), 1)) as holes
         from piece p, piece c where p.layer = $1 and c.layer = 'city areas' group by c.boundary`,
      [layer],
    )
    expect(rows).toEqual([{ equal: true, holes: 0 }])
  })
})
