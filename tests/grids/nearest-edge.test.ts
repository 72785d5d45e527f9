import { describe, expect, it } from 'vitest'
import { degreeLengths } from '../../server/grids/index/metres.ts'
import { buildLayerIndex } from '../../server/grids/index/layer-index.ts'
import type { GridPolygon } from '../../server/grids/index/edge-table.ts'
import { wartyLayer, wigglyPartition } from './sample-layers.ts'
import { boxAround, ringsOf, spreadPoints } from './sample-points.ts'

/** The distance to every edge in turn, by a formula of its own: the foot of the perpendicular, kept on the edge. */
function nearestByBruteForce(layer: GridPolygon[], lng: number, lat: number): { id: number, distanceM: number } {
  const { lngM, latM } = degreeLengths(lat)
  let id = 0
  let distanceM = Infinity
  for (const polygon of layer) {
    for (const ring of ringsOf([polygon])) {
      for (let k = 1; k < ring.length; k++) {
        const [ax, ay] = ring[k - 1], [bx, by] = ring[k]
        const [dx, dy] = [(bx - ax) * lngM, (by - ay) * latM]
        const share = ((lng - ax) * lngM * dx + (lat - ay) * latM * dy) / (dx * dx + dy * dy)
        const kept = Math.max(0, Math.min(1, share))
        const distance = Math.hypot((lng - ax) * lngM - kept * dx, (lat - ay) * latM - kept * dy)
        if (distance < distanceM - 1e-6) [id, distanceM] = [polygon.id, distance]
        else if (distance < distanceM + 1e-6) id = Math.min(id, polygon.id)
      }
    }
  }
  return { id, distanceM }
}

describe.each([
  ['a wiggly partition', wigglyPartition(9, 7, 4, 1)],
  ['a layer full of warts', wartyLayer()],
])('on %s', (_, layer) => {
  it.each([{}, { cellsPerEdge: 0.05, mostEdgesPerCell: 4, deepestSplit: 3 }, { cellsPerEdge: 200 }])(
    'the distance to the nearest edge is that of brute force, indexed with %o',
    (options) => {
      const index = buildLayerIndex(layer, options)
      const points = spreadPoints(layer, 1_500, 2)
      for (let k = 0; k < points.length; k += 2) {
        const expected = nearestByBruteForce(layer, points[k], points[k + 1])
        expect(index.distanceToNearestEdgeM(points[k], points[k + 1])).toBeCloseTo(expected.distanceM, 5)
        const owner = index.ownerOf(points[k], points[k + 1])
        const nearest = index.nearestGrid(points[k], points[k + 1])
        if (owner === 0) expect(nearest.id).toBe(expected.id)
        else expect(nearest).toEqual({ id: owner, distanceM: 0 })
      }
    },
  )

  it.each([{}, { cellsPerEdge: 0.05, mostEdgesPerCell: 4, deepestSplit: 3 }, { cellsPerEdge: 200 }])(
    'the grids within a radius are those of brute force, each with its distance, indexed with %o',
    (options) => {
      const index = buildLayerIndex(layer, options)
      const points = spreadPoints(layer, 40, 8)
      for (const radiusM of [0, 800, 20_000]) {
        for (let k = 0; k < points.length; k += 2) {
          const expected = layer
            .map((polygon) => nearestByBruteForce([polygon], points[k], points[k + 1]))
            .filter(({ distanceM }) => distanceM < radiusM)
            .sort((a, b) => a.id - b.id)
          const found = [...index.gridsWithin(points[k], points[k + 1], radiusM)].sort(([a], [b]) => a - b)
          expect(found.map(([id]) => id)).toEqual(expected.map(({ id }) => id))
          for (const [n, [, distanceM]] of found.entries()) expect(distanceM).toBeCloseTo(expected[n].distanceM, 5)
        }
      }
    },
  )

  it('a bounded search finds what the unbounded one finds, or nothing', () => {
    const index = buildLayerIndex(layer, { cellsPerEdge: 60 })
    const points = spreadPoints(layer, 2_000, 9)
    for (let k = 0; k < points.length; k += 2) {
      const free = index.distanceToNearestEdgeM(points[k], points[k + 1])
      for (const withinM of [30, 300, 3_000]) {
        const bounded = index.distanceToNearestEdgeM(points[k], points[k + 1], withinM)
        expect(bounded).toBe(free <= withinM ? free : Infinity)
      }
    }
  })

  it.each([0.05, 6, 600])('a point far outside still finds its nearest grid, with %d cells an edge', (cellsPerEdge) => {
    const index = buildLayerIndex(layer, { cellsPerEdge })
    const { west, south, width, height } = boxAround(layer)
    const around = spreadPoints(layer, 200, 4).map((value, k) =>
      k % 2 === 0 ? value + 3 * (value - west - width / 2) : value + 3 * (value - south - height / 2))
    for (let k = 0; k < around.length; k += 2) {
      const expected = nearestByBruteForce(layer, around[k], around[k + 1])
      expect(index.distanceToNearestEdgeM(around[k], around[k + 1]) / expected.distanceM).toBeCloseTo(1, 9)
    }
    for (const [lng, lat] of [[-60, -30], [0, 89], [179, 0], [100, 41.2]]) {
      const expected = nearestByBruteForce(layer, lng, lat)
      expect(index.nearestGrid(lng, lat).id).toBe(expected.id)
      expect(index.nearestGrid(lng, lat).distanceM / expected.distanceM).toBeCloseTo(1, 9)
    }
  })
})

it('nothing further away than the tolerance is near', () => {
  const index = buildLayerIndex([
    { id: 6, boundary: { type: 'Polygon', coordinates: [[[120, 30], [121, 30], [121, 31], [120, 31], [120, 30]]] } },
  ])
  const northOf = (metres: number) => 31 + metres / degreeLengths(31).latM
  expect(index.nearestGrid(120.5, northOf(49.9), 50).id).toBe(6)
  expect(index.nearestGrid(120.5, northOf(49.9), 50).distanceM).toBeCloseTo(49.9, 3)
  expect(index.nearestGrid(120.5, northOf(50.1), 50)).toEqual({ id: 0, distanceM: Infinity })
  expect(index.distanceToNearestEdgeM(120.5, northOf(50.1), 50)).toBe(Infinity)
})

it('a degree measures what geodesy says it does', () => {
  expect(degreeLengths(0).lngM).toBeCloseTo(111319.491, 2)
  expect(degreeLengths(0).latM).toBeCloseTo(110574.276, 2)
  expect(degreeLengths(45).lngM).toBeCloseTo(78846.8, 1)
  expect(degreeLengths(45).latM).toBeCloseTo(111131.8, 1)
})
