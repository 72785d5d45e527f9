import { describe, expect, it } from 'vitest'
import type { GridPolygon } from '../../server/grids/index/edge-table.ts'
import { buildLayerIndex, type LayerIndexOptions } from '../../server/grids/index/layer-index.ts'
import { bruteForce } from './brute-force.ts'
import { latticeTriangles, wartyLayer, wigglyPartition } from './sample-layers.ts'
import { awkwardPoints, spreadPoints } from './sample-points.ts'

/** From many small cells to a few crowded ones that must be split, or must hold more than 32 parts. */
const SHAPES: LayerIndexOptions[] = [
  {},
  { cellsPerEdge: 0.05, mostEdgesPerCell: 3, deepestSplit: 3 },
  { cellsPerEdge: 0.02, mostEdgesPerCell: Infinity },
]

/** Points where the index and the oracle differ, in words; empty if they agree everywhere. */
function disagreements(layer: GridPolygon[], points: Float64Array, options: LayerIndexOptions): string[] {
  const index = buildLayerIndex(layer, options)
  const truth = bruteForce(layer)
  const many = new Uint32Array(points.length / 2)
  index.ownersOfMany(points, many)
  const found: string[] = []
  for (let k = 0; k < many.length && found.length < 5; k++) {
    const lng = points[2 * k], lat = points[2 * k + 1]
    const expected = truth(lng, lat)
    const owner = expected.ids[0] ?? 0
    const answers = [index.ownerOf(lng, lat), many[k], index.coverOf(lng, lat), index.ownersOf(lng, lat)]
    const wanted = [owner, owner, expected, expected.ids]
    if (JSON.stringify(answers) !== JSON.stringify(wanted)) {
      found.push(`[${lng}, ${lat}]: ${JSON.stringify(answers)}, expected ${JSON.stringify(wanted)}`)
    }
  }
  return found
}

/** side × side points that begin at (first, first), `step` apart. */
function latticePoints(side: number, first: number, step: number): Float64Array {
  return Float64Array.from({ length: 2 * side * side }, (_, k) => {
    const place = k >> 1
    return first + step * (k % 2 === 0 ? place % side : Math.floor(place / side))
  })
}

describe.each(SHAPES)('a layer index built with %o', (options) => {
  it('agrees with brute force on 100,000 points spread over a wiggly partition', () => {
    const layer = wigglyPartition(24, 20, 7, 1)
    expect(disagreements(layer, spreadPoints(layer, 100_000, 2), options)).toEqual([])
  })

  it('agrees with brute force on and beside every vertex and edge of a partition', () => {
    const layer = wigglyPartition(12, 10, 5, 3)
    expect(disagreements(layer, awkwardPoints(layer, 4), options)).toEqual([])
  })

  it('agrees with brute force on holes, islands, slivers, T-junctions and overlaps', () => {
    const layer = wartyLayer()
    expect(disagreements(layer, awkwardPoints(layer, 5), options)).toEqual([])
    expect(disagreements(layer, spreadPoints(layer, 20_000, 6), options)).toEqual([])
    expect(disagreements(layer, latticePoints(65, 0, 1 / 8), options)).toEqual([])
  })

  it('agrees with brute force on every half step of lattices full of triangles', () => {
    const halves = latticePoints(15, -0.5, 1 / 2)
    for (let seed = 0; seed < 60; seed++) {
      const layer = latticeTriangles(1 + (seed % 12), 6, seed)
      expect(disagreements(layer, halves, options)).toEqual([])
      expect(disagreements(layer, awkwardPoints(layer, seed), options)).toEqual([])
    }
  })

  it('agrees with brute force where a hundred grids lie over each other', () => {
    const layer = latticeTriangles(100, 5, 7)
    expect(disagreements(layer, spreadPoints(layer, 2_000, 8), options)).toEqual([])
    expect(disagreements(layer, awkwardPoints(layer, 9), options)).toEqual([])
  })
})

describe('buildLayerIndex', () => {
  const square = (id: number, size: number): GridPolygon => ({
    id,
    boundary: { type: 'Polygon', coordinates: [[[0, 0], [size, 0], [size, size], [0, size], [0, 0]]] },
  })

  it('answers 0 everywhere for a layer without grids', () => {
    const index = buildLayerIndex([])
    expect(index.ownerOf(120, 30)).toBe(0)
    expect(index.ownersOf(120, 30)).toEqual([])
    expect(index.distanceToNearestEdgeM(120, 30)).toBe(Infinity)
    expect(index.nearestGrid(120, 30)).toEqual({ id: 0, distanceM: Infinity })
  })

  it('answers 0 for coordinates that are not numbers', () => {
    const index = buildLayerIndex([square(1, 1)])
    expect(index.ownerOf(NaN, 0.5)).toBe(0)
    expect(index.ownerOf(0.5, Infinity)).toBe(0)
    expect(index.nearestGrid(NaN, 0.5)).toEqual({ id: 0, distanceM: Infinity })
  })

  it('finds a grid of a few centimetres and one of half the globe', () => {
    expect(buildLayerIndex([square(3, 1e-7)]).ownerOf(5e-8, 5e-8)).toBe(3)
    expect(buildLayerIndex([square(3, 85)]).ownerOf(84.9, 0.1)).toBe(3)
  })

  it('names the grid and what was expected when a boundary cannot be one', () => {
    const withRing = (ring: number[][]) => () =>
      buildLayerIndex([{ id: 12, boundary: { type: 'Polygon', coordinates: [ring] } }])
    expect(withRing([[0, 0], [1, 1], [0, 0]])).toThrow('Grid 12, ring 0: 3 positions, expected at least 4')
    expect(withRing([[0, 0], [1, 0], [1, 1], [0, 1]])).toThrow('Grid 12, ring 0: ends at [0,1], expected its first')
    expect(withRing([[0, 0], [1, NaN], [1, 1], [0, 0]])).toThrow('Grid 12, ring 0: position [1, NaN], expected two')
    expect(() => buildLayerIndex([square(0, 1)])).toThrow('Grid id 0: expected an integer from 1 to 2147483647')
  })

  it('says when there is no room for the owners', () => {
    expect(() => buildLayerIndex([square(1, 1)]).ownersOfMany(new Float64Array(4), new Uint32Array(1)))
      .toThrow('out has room for 1 owners, expected 2')
  })
})
