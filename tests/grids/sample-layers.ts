import type { MultiPolygon, Polygon, Position } from 'geojson'
import { mulberry32, shuffled } from '../../geodata/city/random.ts'
import type { GridPolygon } from '../../server/grids/index/edge-table.ts'

/**
 * A seeded partition of a rectangle near (123°E, 41°N) into columns × rows wiggly quadrilaterals whose shared sides
 * have `steps` segments each, with ids in random order. Neighbours share their vertices to the last bit.
 */
export function wigglyPartition(columns: number, rows: number, steps: number, seed: number): GridPolygon[] {
  const random = mulberry32(seed)
  const width = 0.6 / columns, height = 0.5 / rows
  const jitter = (amount: number) => (random() - 0.5) * amount
  const corners = times(rows + 1, (row) => times(columns + 1, (column): Position => [
    123 + (column + jitter(0.5)) * width, 41 + (row + jitter(0.5)) * height,
  ]))
  const side = (from: Position, to: Position): Position[] => [
    from,
    ...times(steps - 1, (step): Position => {
      const share = (step + 1) / steps
      return [
        from[0] + (to[0] - from[0]) * share + jitter((0.6 * width) / steps),
        from[1] + (to[1] - from[1]) * share + jitter((0.6 * height) / steps),
      ]
    }),
    to,
  ]
  const across = times(rows + 1, (row) =>
    times(columns, (column) => side(corners[row][column], corners[row][column + 1])))
  const upward = times(rows, (row) =>
    times(columns + 1, (column) => side(corners[row][column], corners[row + 1][column])))
  const ids = shuffled(random, times(columns * rows, (k) => k + 1))
  return times(columns * rows, (k) => {
    const column = k % columns, row = Math.floor(k / columns)
    const bottom = across[row][column], right = upward[row][column + 1]
    const top = [...across[row + 1][column]].reverse(), left = [...upward[row][column]].reverse()
    const ring = [...bottom, ...right.slice(1), ...top.slice(1), ...left.slice(1)]
    return { id: ids[k], boundary: polygon([ring]) }
  })
}

/** Grids with every wart: holes, islands in holes, several parts, slivers, T-junctions, overlaps, level sides. */
export function wartyLayer(): GridPolygon[] {
  const box = (west: number, south: number, east: number, north: number): Position[] => [
    [west, south], [east, south], [east, north], [west, north], [west, south],
  ]
  return [
    { id: 70, boundary: polygon([box(0, 0, 4, 4), box(1, 1, 3, 3)]) },
    { id: 7, boundary: polygon([box(1.5, 1.5, 2.5, 2.5)]) },
    {
      id: 5,
      boundary: multiPolygon([[box(4, 0, 5, 1)], [box(4, 3, 5, 4)], [box(5, 1, 6, 3), box(5.25, 1.25, 5.75, 2)]]),
    },
    { id: 9, boundary: polygon([box(4, 1, 5, 3)]) },
    { id: 60, boundary: polygon([[[0, 4], [2, 4], [4, 4], [4, 6], [0, 4]]]) },
    { id: 8, boundary: polygon([[[0, 4], [4, 6], [4, 6.000001], [0, 4]]]) },
    { id: 4, boundary: polygon([[[0, 4], [4, 6.000001], [2, 7], [0.1, 6.3], [0.7, 5.1], [0, 4]]]) },
    { id: 30, boundary: polygon([[[4.5, 3.5], [6.1, 3.7], [5.9, 5.9], [3.3, 5.2], [4.5, 3.5]]]) },
    { id: 31, boundary: polygon([[[3.1, 3.4], [5.1, 4.7], [4.2, 6.6], [3.1, 3.4]]]) },
    { id: 90, boundary: polygon([box(6, 0, 7, 7), [[6.5, 6], [6.25, 5.5], [6.5, 5], [6.75, 5.5], [6.5, 6]]]) },
    { id: 91, boundary: polygon([[[7, 7], [7, 3.3], [7.000000001, 3.3], [7.000000001, 7], [7, 7]]]) },
    { id: 99, boundary: polygon([box(4, 1, 5, 3)]) },
  ]
}

/** `count` random triangles with corners on a small lattice: every degenerate position there is, many times over. */
export function latticeTriangles(count: number, lattice: number, seed: number): GridPolygon[] {
  const random = mulberry32(seed)
  const corner = (): Position => [Math.floor(random() * (lattice + 1)), Math.floor(random() * (lattice + 1))]
  const layer: GridPolygon[] = []
  while (layer.length < count) {
    const [a, b, c] = [corner(), corner(), corner()]
    const doubleArea = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])
    if (doubleArea !== 0) layer.push({ id: layer.length + 1, boundary: polygon([[a, b, c, a]]) })
  }
  return layer
}

function polygon(coordinates: Position[][]): Polygon {
  return { type: 'Polygon', coordinates }
}

function multiPolygon(coordinates: Position[][][]): MultiPolygon {
  return { type: 'MultiPolygon', coordinates }
}

function times<T>(count: number, make: (k: number) => T): T[] {
  return Array.from({ length: count }, (_, k) => make(k))
}
