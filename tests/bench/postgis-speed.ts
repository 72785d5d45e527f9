import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../server/db/database.ts'
import type { GridPolygon } from '../../server/grids/index/edge-table.ts'
import { coverByPostgis, createLayerTable } from '../grids/postgis-cover.ts'
import { note, type Timing, timingOf } from './measure.ts'

export interface PostgisAnswers {
  timing: Timing
  /** The smallest id that covers each timed point, then each other point; 0 where none does. */
  owners: number[]
}

/**
 * Has PostGIS answer `points` by a batched join, timed, and then `others`, untimed. The server of TEST_DATABASE_URL
 * does it or, without one, the embedded database in a directory of its own that is removed afterwards.
 */
export async function askPostgis(
  layer: readonly GridPolygon[], points: Float64Array, others: Float64Array, rounds: number,
): Promise<PostgisAnswers> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwall-bench-'))
  const database = await openDatabase({ databaseUrl: process.env.TEST_DATABASE_URL, dataDir })
  try {
    note(`postgis: ${database.kind}, PostgreSQL ${database.postgresVersion}, PostGIS ${database.postgisVersion}`)
    return await database.transaction(async (transaction) => {
      await transaction.query('create extension if not exists postgis')
      await createLayerTable(transaction, layer)
      const times: number[] = []
      let covers: number[][] = []
      for (let round = -1; round < rounds; round++) {
        const start = performance.now()
        covers = await coverByPostgis(transaction, points)
        if (round >= 0) times.push(performance.now() - start)
      }
      const rest = await coverByPostgis(transaction, others)
      return { timing: timingOf(times), owners: [...covers, ...rest].map((ids) => ids[0] ?? 0) }
    })
  } finally {
    await database.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}
