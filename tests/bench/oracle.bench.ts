import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateCity } from '../../geodata/city/generate-city.ts'
import { GRID_LAYERS } from '../../server/contract/api/grids.ts'
import { openDatabase, type Queryable } from '../../server/db/database.ts'
import type { GridPolygon } from '../../server/grids/index/edge-table.ts'
import { buildLayerIndex, type LayerIndex } from '../../server/grids/index/layer-index.ts'
import { messyCounties } from '../grids/fixtures/messy-counties.ts'
import { createLayerTable, holdToPostgis } from '../grids/postgis-cover.ts'
import { distinctPoints, spreadPoints, verticesAndMiddles } from '../grids/sample-points.ts'
import { type Figures, note } from './measure.ts'

export const name = 'oracle'

const GRIDS = 63_684
const POINTS = 1_000_000
/** Points of one question, so that no answer is large. */
const CHUNK = 50_000

/**
 * Holds the index to PostGIS on the demo city's grids, layer by layer, and on the messy fixture: on a million seeded
 * points each, every vertex and every edge's midpoint. `covers_rounded` counts the points beside an edge where
 * ST_Covers rounds and ST_Relate sides with the index. Takes many minutes; TEST_DATABASE_URL names the server, without
 * one it is the embedded database.
 */
export async function run(): Promise<Figures> {
  note(`oracle: generating a demo city of ${GRIDS} grids`)
  const city = generateCity({ seed: 1, grids: GRIDS, workers: 1 })
  const layers = new Map<string, readonly GridPolygon[]>([['messy', messyCounties()]])
  for (const layer of GRID_LAYERS) layers.set(layer, city.grids.filter((grid) => grid.layer === layer))
  const total = { points: 0, vertices: 0, midpoints: 0, disagreements: 0, covers_rounded: 0 }
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwall-oracle-'))
  const database = await openDatabase({ databaseUrl: process.env.TEST_DATABASE_URL, dataDir })
  try {
    note(`oracle: ${database.kind}, PostgreSQL ${database.postgresVersion}, PostGIS ${database.postgisVersion}`)
    for (const [name, layer] of layers) {
      await database.transaction(async (transaction) => {
        await transaction.query('create extension if not exists postgis')
        await createLayerTable(transaction, layer)
        const index = buildLayerIndex(layer)
        const both = verticesAndMiddles(layer)
        const samples = {
          points: spreadPoints(layer, POINTS, 7),
          vertices: distinctPoints(both.filter((_, k) => k % 4 < 2)),
          midpoints: distinctPoints(both.filter((_, k) => k % 4 >= 2)),
        }
        for (const [kind, points] of Object.entries(samples) as [keyof typeof samples, Float64Array][]) {
          const { disagreements, rounded } = await holdInChunks(transaction, index, points)
          total[kind] += points.length / 2
          total.disagreements += disagreements
          total.covers_rounded += rounded
          note(`oracle, ${name}, ${points.length / 2} ${kind}: ${disagreements} disagreements, ${rounded} rounded`)
        }
      })
    }
  } finally {
    await database.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  return total
}

async function holdInChunks(transaction: Queryable, index: LayerIndex, points: Float64Array) {
  const found = { disagreements: 0, rounded: 0 }
  for (let first = 0; first < points.length; first += 2 * CHUNK) {
    const { disagreements, rounded } = await holdToPostgis(
      transaction, index, points.subarray(first, first + 2 * CHUNK),
    )
    for (const disagreement of disagreements.slice(0, 3)) note(`  ${JSON.stringify(disagreement)}`)
    found.disagreements += disagreements.length
    found.rounded += rounded
  }
  return found
}
