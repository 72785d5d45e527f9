import { afterAll, beforeAll, expect, it } from 'vitest'
import { generateCity } from '../../geodata/city/generate-city.ts'
import { GRID_LAYERS } from '../../server/contract/api/grids.ts'
import type { Database } from '../../server/db/database.ts'
import type { GridPolygon } from '../../server/grids/index/edge-table.ts'
import { buildLayerIndex } from '../../server/grids/index/layer-index.ts'
import { openTestDatabase } from '../support/database.ts'
import { messyCounties } from './fixtures/messy-counties.ts'
import { coverByPostgis, createLayerTable, holdToPostgis, PREDICATES } from './postgis-cover.ts'
import { wartyLayer, wigglyPartition } from './sample-layers.ts'
import { awkwardPoints, distinctPoints, spreadPoints, verticesAndMiddles } from './sample-points.ts'

let database: Database
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const fine = wigglyPartition(20, 20, 6, 1)
const coarse = wigglyPartition(4, 4, 3, 2)
const warty = wartyLayer()

it.each([
  ['ST_Covers', 'spread over a partition', fine, spreadPoints(fine, 20_000, 3), PREDICATES.covers],
  ['ST_Covers', 'on the vertices and edge middles of a partition', fine, verticesAndMiddles(fine), PREDICATES.covers],
  ['ST_Covers', 'spread over holes, slivers and overlaps', warty, spreadPoints(warty, 20_000, 3), PREDICATES.covers],
  ['ST_Relate', 'on and beside the edges of a partition', coarse, awkwardPoints(coarse, 3), PREDICATES.relate],
  ['ST_Relate', 'on and beside holes, slivers and overlaps', warty, awkwardPoints(warty, 3), PREDICATES.relate],
])('the index agrees with %s on points %s', async (_, __, layer, points, predicate) => {
  const index = buildLayerIndex(layer)
  await database.transaction(async (transaction) => {
    await createLayerTable(transaction, layer)
    const answers = await coverByPostgis(transaction, points, predicate)
    const differing = answers.flatMap((ids, k) => {
      const found = index.ownersOf(points[2 * k], points[2 * k + 1])
      return found.join() === ids.join() ? [] : [{ lng: points[2 * k], lat: points[2 * k + 1], found, postgis: ids }]
    })
    expect(differing).toEqual([])
  })
})

/** On points all over a layer and around it, and on every vertex and edge middle; `npm run bench -- oracle` in full. */
async function expectAgreement(layer: readonly GridPolygon[], spread: number): Promise<void> {
  await database.transaction(async (transaction) => {
    await createLayerTable(transaction, layer)
    const index = buildLayerIndex(layer)
    for (const points of [spreadPoints(layer, spread, 5), distinctPoints(verticesAndMiddles(layer))]) {
      expect((await holdToPostgis(transaction, index, points)).disagreements).toEqual([])
    }
  })
}

const city = generateCity({ seed: 5, grids: 250, workers: 1 })

it.each(GRID_LAYERS)('the index agrees with PostGIS on the %s grids of the demo city', async (layer) => {
  await expectAgreement(city.grids.filter((grid) => grid.layer === layer), 5_000)
})

it('the index agrees with PostGIS where borders do not fit, have spikes and repeat themselves', async () => {
  await expectAgreement(messyCounties(), 10_000)
})
