import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { buildLayerIndex } from '../../server/grids/index/layer-index.ts'
import { openTestDatabase } from '../support/database.ts'
import { coverByPostgis, createLayerTable, PREDICATES } from './postgis-cover.ts'
import { wartyLayer, wigglyPartition } from './sample-layers.ts'
import { awkwardPoints, spreadPoints, verticesAndMiddles } from './sample-points.ts'

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
