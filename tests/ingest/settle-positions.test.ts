import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import type { GridIndex } from '../../server/grids/grid-index.ts'
import { buildLayerIndex } from '../../server/grids/index/layer-index.ts'
import type { Position } from '../../server/ingest/position.ts'
import { positionWriter } from '../../server/ingest/repository.ts'
import { settlePositions } from '../../server/ingest/settle-positions.ts'
import { openTestDatabase } from '../support/database.ts'

/** Grid 1 west and grid 2 east of 116.1°; at 40.05° N a thousandth of a degree of longitude is 85.3 m. */
const box = (id: number, west: number, east: number) => ({
  id,
  boundary: {
    type: 'Polygon' as const, coordinates: [[[west, 40], [east, 40], [east, 40.1], [west, 40.1], [west, 40]]],
  },
})
const indexOf = (versionId: number, ...boxes: ReturnType<typeof box>[]): Pick<GridIndex, 'versionId' | 'layers'> => {
  const community = buildLayerIndex(boxes)
  return { versionId, layers: { community, street: community, exclusive: community } }
}
const index = indexOf(1, box(1, 116, 116.1), box(2, 116.1, 116.2))

const START_MS = Date.UTC(2026, 10, 22, 8)
const EAST_DEG_PER_M = 0.001 / 85.3
const fix = (afterS: number, eastM: number, accuracyM?: number, workerId = 7): Position => ({
  workerId, recordedAtMs: START_MS + afterS * 1000, receivedAtMs: START_MS + afterS * 1000,
  lng: 116.1 + eastM * EAST_DEG_PER_M, lat: 40.05, accuracyM, sequence: 0, protocol: 'batch', sos: false,
})

describe('settlePositions', () => {
  test('finds the grid of each fix and whether it is sure of it', () => {
    const found = settlePositions(
      [fix(0, -30, 20), fix(1, -10, 20), fix(2, 10, 20), fix(3, 10), fix(4, 9_000, 20), fix(5, 9_000, 5_000)],
      new Map(), index,
    )
    expect(found.map(({ gridId }) => gridId)).toEqual([1, 1, 2, 2, 0, 0])
    expect(found.map(({ uncertain }) => uncertain)).toEqual([false, true, true, null, false, true])
  })

  test('follows each worker in the order of time, whatever the order in the batch', () => {
    const batch = [fix(70, 50, 10), fix(0, -200, 10), fix(35, 50, 10), fix(5, 50, 10), fix(0, 300, 10, 8)]
    const settled = settlePositions(batch, new Map(), index).map(({ settled }) => settled.gridId)
    expect(settled).toEqual([2, 1, 1, 1, 2])
  })

  test('goes on from what is known', () => {
    const known = new Map([[7, { gridId: 1, candidate: null, fixAtMs: START_MS }]])
    const fixAtMs = START_MS + 10_000
    expect(settlePositions([fix(10, 40, 10)], known, index)[0].settled)
      .toEqual({ gridId: 1, candidate: { gridId: 2, sinceMs: fixAtMs, sureFixes: 1 }, fixAtMs })
    expect(settlePositions([fix(10, 300, 10)], known, index)[0].settled.gridId).toBe(2)
    expect(settlePositions([fix(-10, 300, 10)], known, index)[0].settled).toEqual(known.get(7))
  })

  test('takes a fix without accuracy for one of a phone in a street', () => {
    const known = new Map([[7, { gridId: 1, candidate: null, fixAtMs: START_MS }]])
    const near = [fix(1, 20), fix(31, 20), fix(62, 20), fix(93, 20)], clear = [fix(1, 40), fix(31, 40), fix(62, 40)]
    expect(settlePositions(near, known, index).at(-1)!.settled.gridId).toBe(1)
    expect(settlePositions(clear, known, index).at(-1)!.settled.gridId).toBe(2)
  })
})

describe('the write of positions', () => {
  let database: Database
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database.close())
  beforeEach(() => database.query('truncate positions, worker_last_positions'))

  const lastOf = async () => (await database.query(
    `select grid_id, grid_version_id, grid_uncertain, candidate_grid_id, candidate_fixes from worker_last_positions`,
  )).rows[0]

  test('keeps the grid of each fix, and where the worker has settled, from batch to batch', async () => {
    const write = positionWriter(database, () => index)
    await write([fix(0, -200, 10)], [])
    for (const afterS of [10, 40]) await write([fix(afterS, 50, 10)], [])
    expect(await lastOf())
      .toEqual({ grid_id: 1, grid_version_id: 1, grid_uncertain: false, candidate_grid_id: 2, candidate_fixes: 2 })
    await write([fix(20, -5, 10)], [])
    await write([fix(71, 50, 60)], [])
    expect(await lastOf())
      .toEqual({ grid_id: 1, grid_version_id: 1, grid_uncertain: true, candidate_grid_id: 2, candidate_fixes: 2 })
    await write([fix(80, 50, 10)], [])
    expect(await lastOf())
      .toEqual({ grid_id: 2, grid_version_id: 1, grid_uncertain: false, candidate_grid_id: null, candidate_fixes: 0 })
    const { rows } = await database.query('select grid_id, grid_uncertain from positions order by recorded_at')
    expect(rows.map((row) => [row.grid_id, row.grid_uncertain]))
      .toEqual([[1, false], [2, false], [1, true], [2, false], [2, true], [2, false]])
  })

  test('starts anew by the boundaries of another version', async () => {
    let current = index
    const write = positionWriter(database, () => current)
    await write([fix(0, -5, 10)], [])
    current = indexOf(2, box(11, 116, 116.09), box(12, 116.09, 116.2))
    await write([fix(10, -5, 10)], [])
    expect(await lastOf()).toMatchObject({ grid_id: 12, grid_version_id: 2, candidate_grid_id: null })
  })

  test('settles outside all grids as nowhere', async () => {
    const write = positionWriter(database, () => index)
    await write([fix(0, 9_000, 10)], [])
    expect(await lastOf()).toMatchObject({ grid_id: null, grid_version_id: 1 })
    await write([fix(10, 8_500, 10)], [])
    expect(await lastOf()).toMatchObject({ grid_id: null, candidate_grid_id: 2, candidate_fixes: 1 })
  })
})
