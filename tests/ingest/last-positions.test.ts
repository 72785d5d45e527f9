import { describe, expect, test } from 'vitest'
import { buildLayerIndex } from '../../server/grids/index/layer-index.ts'
import { LastPositions } from '../../server/ingest/last-positions.ts'
import { type CommunityGrids, type PlacedPosition, placeOf } from '../../server/ingest/place-position.ts'

/** Grid 1 west and grid 2 east of 116.1°; at 40.05° N a thousandth of a degree of longitude is 85.3 m. */
const box = (id: number, west: number, east: number) => ({
  id,
  boundary: {
    type: 'Polygon' as const, coordinates: [[[west, 40], [east, 40], [east, 40.1], [west, 40.1], [west, 40]]],
  },
})
const gridsOf = (versionId: number, ...boxes: ReturnType<typeof box>[]): CommunityGrids => {
  const community = buildLayerIndex(boxes)
  return { versionId, layers: { community, street: community, exclusive: community } }
}
const grids = gridsOf(1, box(1, 116, 116.1), box(2, 116.1, 116.2))
const START_MS = Date.UTC(2026, 10, 22, 8)
const EAST_DEG_PER_M = 0.001 / 85.3

const fix = (afterS: number, eastM: number, accuracyM?: number, workerId = 7): PlacedPosition => {
  const place = { lng: 116.1 + eastM * EAST_DEG_PER_M, lat: 40.05, accuracyM }
  const atMs = START_MS + afterS * 1000
  return {
    workerId, recordedAtMs: atMs, receivedAtMs: atMs, sequence: 0, protocol: 'batch', sos: false, ...place,
    ...placeOf(place, grids),
  }
}
const takeAll = (last: LastPositions, fixes: PlacedPosition[]) => fixes.map((position) => last.take(position))

test('placeOf finds the grid of a fix and whether it is sure of it', () => {
  const found = [fix(0, -30, 20), fix(1, -10, 20), fix(2, 10, 20), fix(3, 10), fix(4, 9_000, 20), fix(5, 9_000, 5_000), fix(6, 1, 0)]
  expect(found.map(({ gridId }) => gridId)).toEqual([1, 1, 2, 2, 0, 0, 2])
  expect(found.map(({ gridUncertain }) => gridUncertain)).toEqual([false, true, true, null, false, true, false])
})

describe('where a worker was last', () => {
  test('moves to newer fixes only, and the others are late', () => {
    const last = new LastPositions([], grids)
    const taken = takeAll(last, [fix(10, -50, 5), fix(5, 50, 5), fix(10, 60, 5), fix(11, -60, 5), fix(3, 0, 5, 8)])
    expect(taken.map(({ late }) => late)).toEqual([false, true, true, false, false])
    expect(last.get(7)).toMatchObject({ recordedAtMs: START_MS + 11_000, lng: fix(0, -60).lng })
    expect(last.get(8)!.recordedAtMs).toBe(START_MS + 3000)
    expect(last.get(9)).toBeUndefined()
  })

  test('settles in another grid when fixes that are sure of it say so for a while', () => {
    const last = new LastPositions([], grids)
    const settled = takeAll(last, [fix(0, -200, 10), fix(5, 50, 10), fix(35, 50, 10), fix(70, 50, 10)])
    expect(settled.map(({ settledGridId }) => settledGridId)).toEqual([1, 1, 1, 2])
  })

  test('is not unsettled by a late fix', () => {
    const last = new LastPositions([], grids)
    const settled = takeAll(last, [fix(0, -200, 10), fix(-10, 900, 10), fix(-10, 900, 10)])
    expect(settled.map(({ settledGridId }) => settledGridId)).toEqual([1, 1, 1])
    expect(last.get(7)!.settled).toEqual({ gridId: 1, candidate: null, fixAtMs: START_MS })
  })

  test('goes on from what was known', () => {
    const known = { ...fix(0, -200), settled: { gridId: 1, candidate: null, fixAtMs: START_MS } }
    const near = new LastPositions([known], grids)
    near.take(fix(10, 40, 10))
    const fixAtMs = START_MS + 10_000
    expect(near.get(7)!.settled)
      .toEqual({ gridId: 1, candidate: { gridId: 2, sinceMs: fixAtMs, sureFixes: 1 }, fixAtMs })
    expect(new LastPositions([known], grids).take(fix(10, 300, 10)).settledGridId).toBe(2)
  })

  test('takes a fix without accuracy for one of a phone in a street', () => {
    const settledAfter = (eastM: number) =>
      takeAll(new LastPositions([], grids), [fix(0, -200), ...[1, 31, 62, 93].map((afterS) => fix(afterS, eastM))])
        .at(-1)!.settledGridId
    expect([settledAfter(20), settledAfter(40)]).toEqual([1, 2])
  })

  test('settles outside all grids as nowhere', () => {
    const last = new LastPositions([], grids)
    expect(takeAll(last, [fix(0, 9_000, 10), fix(10, 8_500, 10)]).map(({ settledGridId }) => settledGridId)).toEqual([0, 0])
    expect(last.get(7)!.settled.candidate).toMatchObject({ gridId: 2, sureFixes: 1 })
  })

  test('is saved once after it has changed, and again where that failed', () => {
    const last = new LastPositions([], grids)
    takeAll(last, [fix(0, 0, 5, 9), fix(0, 0, 5), fix(1, 0, 5), fix(-1, 0, 5)])
    const changed = last.takeChanged()
    expect(changed.map(({ workerId, recordedAtMs }) => [workerId, recordedAtMs - START_MS])).toEqual([[7, 1000], [9, 0]])
    expect(last.takeChanged()).toEqual([])
    last.take(fix(2, 0, 5))
    last.changedStill(changed)
    expect(last.takeChanged().map(({ workerId, recordedAtMs }) => [workerId, recordedAtMs - START_MS])).toEqual([[7, 2000], [9, 0]])
  })

  test('settles anew by other boundaries, also for a fix that was placed by the ones before', () => {
    const last = new LastPositions([], grids)
    takeAll(last, [fix(0, -5, 10), fix(0, -5, 10, 8)])
    last.renew(gridsOf(2, box(11, 116, 116.09), box(12, 116.09, 116.2)), (workerId) => workerId === 7)
    expect([last.get(7)!.settled.gridId, last.get(8)]).toEqual([12, undefined])
    expect(last.take(fix(10, -2000, 10))).toMatchObject({ settledGridId: 11 })
    expect(last.takeChanged().map(({ workerId }) => workerId)).toEqual([7])
  })
})
