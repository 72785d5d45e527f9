import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Area, Grid } from '../../../geodata/city/city.ts'
import type { Database } from '../../../server/db/database.ts'
import { buildVersionIndex } from '../../../server/grids/build/build-version-index.ts'
import { IndexThread } from '../../../server/grids/build/index-thread-handle.ts'
import { buildGridIndex, type GridIndex } from '../../../server/grids/grid-index.ts'
import { locate } from '../../../server/grids/locate.ts'
import { openTestDatabase } from '../../support/database.ts'
import { wartyLayer, wigglyPartition } from '../sample-layers.ts'
import { spreadPoints, verticesAndMiddles } from '../sample-points.ts'

let database: Database
const VERSION = 7

const square: Area['boundary'] = {
  type: 'MultiPolygon', coordinates: [[[[122, 40], [125, 40], [125, 43], [122, 43], [122, 40]]]],
}
const areas: Area[] = [
  { code: '99', level: 'city', name: '市', nameEn: 'City', parentCode: null, boundary: square },
  { code: '9901', level: 'district', name: '区', nameEn: 'District', parentCode: '99', boundary: square },
]

/** A partition as community grids, all warts as exclusive ones, written with ids in no order of their codes. */
const grids: Grid[] = [
  ...wigglyPartition(12, 10, 5, 3).map((polygon) => ({ ...polygon, layer: 'community' as const })),
  ...wartyLayer().map(({ id, boundary }) => ({ id: 1000 + id, boundary, layer: 'exclusive' as const })),
].map(({ id, layer, boundary }) => ({
  id, layer, code: `${layer}-${(id * 7919) % 1009}`, name: `格${id}`, nameEn: `Grid ${id}`, areaCode: '9901',
  unitId: null,
  boundary: boundary.type === 'MultiPolygon' ? boundary : { type: 'MultiPolygon', coordinates: [boundary.coordinates] },
}))

beforeAll(async () => {
  database = await openTestDatabase()
  await database.transaction(async (transaction) => {
    await transaction.query('insert into grid_versions (id, note) values ($1, $2)', [VERSION, 'test'])
    for (const { code, level, name, nameEn, parentCode, boundary } of areas) {
      await transaction.query(
        `insert into version_areas (version_id, code, level, name, name_en, parent_code, boundary)
         values ($1, $2, $3, $4, $5, $6, st_geomfromgeojson($7))`,
        [VERSION, code, level, name, nameEn, parentCode, JSON.stringify(boundary)],
      )
    }
    await transaction.query(
      `insert into grids (id, version_id, layer, code, name, name_en, area_code, boundary)
       select a, $6, b, c, d, 'Grid ' || a, '9901', st_geomfromgeojson(e)
         from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[]) as t (a, b, c, d, e)`,
      [
        grids.map(({ id }) => id), grids.map(({ layer }) => layer), grids.map(({ code }) => code),
        grids.map(({ name }) => name), grids.map(({ boundary }) => JSON.stringify(boundary)), VERSION,
      ],
    )
  })
})
afterAll(() => database.close())

describe('buildVersionIndex', () => {
  test('answers as the index that is built here from the same grids, at every vertex and elsewhere', async () => {
    const built = await buildVersionIndex(database, VERSION)
    const expected = buildGridIndex(grids, areas, VERSION)
    expect([...built.grids].sort(([a], [b]) => a - b)).toEqual([...expected.grids].sort(([a], [b]) => a - b))
    expect(built.chains).toEqual(expected.chains)
    expect(built.districtCodes).toEqual(['9901'])
    for (const layer of [grids.slice(0, 120), grids.slice(120)]) {
      const points = [...spreadPoints(layer, 2000, 5), ...verticesAndMiddles(layer)]
      const at = (index: GridIndex, k: number) => JSON.stringify(locate(index, points[2 * k], points[2 * k + 1]))
      const everywhere = points.slice(points.length / 2).map((_, k) => k)
      expect(everywhere.filter((k) => at(built, k) !== at(expected, k))).toEqual([])
    }
  })

  test('lets other work go on while the thread builds', async () => {
    const build = buildVersionIndex(database, VERSION)
    let turns = 0
    const turning = setInterval(() => turns++, 1)
    await build
    clearInterval(turning)
    expect(turns).toBeGreaterThan(5)
  })

  test('refuses a version without a community grid', async () => {
    await expect(inDraft(
      `insert into version_areas select 8, code, level, name, name_en, parent_code, boundary from version_areas
         where version_id = 7;
       insert into grids (id, version_id, layer, code, name, name_en, area_code, boundary)
         select 9001, 8, 'street', 'S1', '', '', '9901', boundary from grids where version_id = 7 limit 1`,
    )).rejects.toThrow('None of 1 grids is in the community layer, expected at least one')
  })

  test('names the grid whose boundary is none', async () => {
    await expect(inDraft(
      `insert into version_areas select 8, code, level, name, name_en, parent_code, boundary from version_areas
         where version_id = 7;
       insert into grids (id, version_id, layer, code, name, name_en, area_code, boundary)
         select 9001, 8, 'community', 'C1', '', '', '9901',
                st_geomfromtext('MULTIPOLYGON(((1 1, 2 2, NaN NaN, 1 1)))', 4326)`,
    )).rejects.toThrow(/^Grid 9001, ring 0: position \[NaN, NaN\], expected two finite numbers$/)
  })

  test('says so where the thread dies', async () => {
    const thread = new IndexThread()
    const dying = thread.build()
    dying.catch(() => {})
    await thread.stop()
    await expect(dying).rejects.toThrow(
      /^The thread that builds the grid index has ended with code \d before it was done$/,
    )
  })
})

/** Builds version 8, which is made by `sql` and gone again afterwards. */
async function inDraft(sql: string): Promise<unknown> {
  await database.transaction(async (transaction) => {
    await transaction.query(`insert into grid_versions (id, note, state) values (8, 'bad', 'draft')`)
    await transaction.query(sql)
  })
  try {
    return await buildVersionIndex(database, 8)
  } finally {
    await database.query('delete from grid_versions where id = 8')
  }
}
