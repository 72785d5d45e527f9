import { EDGE_WORDS, HEADER_WORDS, MORE, PART_COUNT_MASK, SPLIT, type CellTables } from './cell-block.ts'
import type { CellFrame } from './cell-frame.ts'
import type { EdgeTable } from './edge-table.ts'
import { degreeLengths, type DegreeLengths } from './metres.ts'

/** What a search needs of a layer's index. */
export interface SearchedLayer {
  table: EdgeTable
  frame: CellFrame
  tables: CellTables
}

export interface NearestEdge {
  /** The smallest id of the grids that the nearest edges bound, 0 if there is none. */
  id: number
  /** Infinity if there is none. */
  distanceM: number
}

/** Measures the edges of cells. Works with squares of metres, for roots are dear. */
export abstract class Search {
  /** The square of the distance beyond which nothing is of interest any more. */
  squaredReach: number
  readonly degree: DegreeLengths
  protected readonly layer: SearchedLayer
  private readonly lng: number
  private readonly lat: number

  constructor(layer: SearchedLayer, lng: number, lat: number, withinM: number) {
    this.layer = layer
    this.lng = lng
    this.lat = lat
    this.squaredReach = withinM * withinM
    this.degree = degreeLengths(lat)
  }

  /** Is given every edge that is within reach, some of them more than once. */
  protected abstract take(edge: number, squared: number): void

  /** Measures every edge of a cell of the table, through split cells and follow-on blocks. */
  visitCell(cell: number): void {
    const { cells, words, blockEdges } = this.layer.tables
    const value = cells[cell]
    if (value >= 0) return
    const link = ~value
    if ((link & 1) === 1) {
      for (let k = 0; k < SPLIT * SPLIT; k++) this.visitCell((link >>> 1) + k)
      return
    }
    for (let block = link >>> 1; ;) {
      const edgeCount = words[block + 1]
      for (let n = 0; n < edgeCount; n++) this.visitEdge(blockEdges[words[block + 3] + n])
      if ((words[block + 2] & MORE) === 0) return
      block += HEADER_WORDS + (words[block + 2] & PART_COUNT_MASK) + edgeCount * EDGE_WORDS
    }
  }

  /** A lower bound of the squared distance to what lies in the cells from (left, bottom) up to before (right, top). */
  squaredBoxDistance(left: number, bottom: number, right: number, top: number): number {
    const { minX, minY, perX, perY } = this.layer.frame
    const dx = Math.max(0, minX + left / perX - this.lng, this.lng - (minX + right / perX)) * this.degree.lngM
    const dy = Math.max(0, minY + bottom / perY - this.lat, this.lat - (minY + top / perY)) * this.degree.latM
    return (dx * dx + dy * dy) * (1 - 1e-9)
  }

  /** On which side of the corner between four cells the point lies: 1 to the right, plus 2 above. */
  quarterOf(column: number, row: number): number {
    const { minX, minY, perX, perY } = this.layer.frame
    return (this.lng > minX + column / perX ? 1 : 0) + (this.lat > minY + row / perY ? 2 : 0)
  }

  /**
   * A lower bound of the squared distance from a point of the table to whatever lies in the table, but not in the cells
   * from (left, bottom) up to before (right, top). Sides beyond the table have nothing behind them.
   */
  squaredDistanceOutOf(left: number, bottom: number, right: number, top: number): number {
    const { minX, minY, perX, perY, columns, rows } = this.layer.frame
    const x = (this.lng - minX) * perX, y = (this.lat - minY) * perY
    const across = Math.min(left <= 0 ? Infinity : x - left, right >= columns ? Infinity : right - x)
    const along = Math.min(bottom <= 0 ? Infinity : y - bottom, top >= rows ? Infinity : top - y)
    const nearer = Math.max(0, Math.min((across / perX) * this.degree.lngM, (along / perY) * this.degree.latM))
    return nearer * nearer * (1 - 1e-9)
  }

  private visitEdge(edge: number): void {
    const { ends } = this.layer.table
    const { lngM, latM } = this.degree
    const ax = (ends[4 * edge] - this.lng) * lngM, ay = (ends[4 * edge + 1] - this.lat) * latM
    const bx = (ends[4 * edge + 2] - this.lng) * lngM, by = (ends[4 * edge + 3] - this.lat) * latM
    const squared = squaredDistance(ax, ay, bx, by)
    if (squared <= this.squaredReach) this.take(edge, squared)
  }
}

/** Keeps the nearest edge; its reach shrinks to it. */
export class NearestSearch extends Search {
  private id = 0

  get nearest(): NearestEdge {
    return this.id === 0 ? { id: 0, distanceM: Infinity } : { id: this.id, distanceM: Math.sqrt(this.squaredReach) }
  }

  protected take(edge: number, squared: number): void {
    const { ownerStart, owners, partIds } = this.layer.table
    const id = partIds[owners[ownerStart[edge]]]
    if (squared < this.squaredReach || this.id === 0 || id < this.id) this.id = id
    this.squaredReach = squared
  }
}

/** Keeps, for each grid with an edge within reach, the distance to its nearest. */
export class AroundSearch extends Search {
  readonly distances = new Map<number, number>()

  protected take(edge: number, squared: number): void {
    if (squared >= this.squaredReach) return
    const { ownerStart, owners, partIds } = this.layer.table
    const distanceM = Math.sqrt(squared)
    for (let o = ownerStart[edge]; o < ownerStart[edge + 1]; o++) {
      const id = partIds[owners[o]]
      const known = this.distances.get(id)
      if (known === undefined || distanceM < known) this.distances.set(id, distanceM)
    }
  }
}

/** From the origin to the segment; the very same number for all segments that are nearest at an end they share. */
function squaredDistance(ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax, dy = by - ay
  const along = -(ax * dx + ay * dy)
  if (along <= 0) return ax * ax + ay * ay
  const squaredLength = dx * dx + dy * dy
  if (along >= squaredLength) return bx * bx + by * by
  const twiceArea = ax * dy - ay * dx
  return (twiceArea * twiceArea) / squaredLength
}
