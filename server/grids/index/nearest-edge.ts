import { HEADER_WORDS, MORE, PART_COUNT_MASK, EDGE_WORDS, SPLIT, type CellTables } from './cell-block.ts'
import type { CellFrame } from './cell-frame.ts'
import type { EdgeTable } from './edge-table.ts'
import { degreeLengths, type DegreeLengths } from './metres.ts'

export interface NearestEdge {
  /** The smallest id of the grids that the nearest edges bound, 0 if there is none. */
  id: number
  /** Infinity if there is none. */
  distanceM: number
}

interface Layer {
  table: EdgeTable
  frame: CellFrame
  tables: CellTables
}

/**
 * The nearest edge of `layer` to a point, if within `withinM` metres, in the plane that touches the ellipsoid at the
 * point. Scans cells in growing squares around the point until nothing outside the square can be nearer.
 * Coordinates that are not finite have no nearest edge.
 */
export function findNearestEdge(layer: Layer, lng: number, lat: number, withinM: number): NearestEdge {
  const { frame } = layer
  const { columns, rows } = frame
  const search = new Search(layer, lng, lat, withinM)
  if (columns === 0 || !Number.isFinite(lng) || !Number.isFinite(lat)) return search.nearest
  const column = clamp(Math.floor((lng - frame.minX) * frame.perX), columns - 1)
  const row = clamp(Math.floor((lat - frame.minY) * frame.perY), rows - 1)
  for (let ring = 0; ; ring++) {
    const left = column - ring, right = column + ring, bottom = row - ring, top = row + ring
    for (let r = Math.max(0, bottom); r <= Math.min(rows - 1, top); r++) {
      const step = r === bottom || r === top || ring === 0 ? 1 : 2 * ring
      for (let c = left; c <= right; c += step) if (c >= 0 && c < columns) search.visitCell(r * columns + c)
    }
    const outside = Math.min(
      left <= 0 ? Infinity : search.squaredBoxDistance(0, 0, left, rows),
      right >= columns - 1 ? Infinity : search.squaredBoxDistance(right + 1, 0, columns, rows),
      bottom <= 0 ? Infinity : search.squaredBoxDistance(0, 0, columns, bottom),
      top >= rows - 1 ? Infinity : search.squaredBoxDistance(0, top + 1, columns, rows),
    )
    if (outside > search.squaredReach || outside === Infinity) return search.nearest
  }
}

/** Works with squares of metres, for roots are dear. */
class Search {
  /** The square of the distance beyond which nothing is of interest any more. */
  squaredReach: number
  private id = 0
  private readonly layer: Layer
  private readonly lng: number
  private readonly lat: number
  private readonly degree: DegreeLengths

  constructor(layer: Layer, lng: number, lat: number, withinM: number) {
    this.layer = layer
    this.lng = lng
    this.lat = lat
    this.squaredReach = withinM * withinM
    this.degree = degreeLengths(lat)
  }

  get nearest(): NearestEdge {
    return this.id === 0 ? { id: 0, distanceM: Infinity } : { id: this.id, distanceM: Math.sqrt(this.squaredReach) }
  }

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

  private visitEdge(edge: number): void {
    const { ends, ownerStart, owners, partIds } = this.layer.table
    const { lngM, latM } = this.degree
    const ax = (ends[4 * edge] - this.lng) * lngM, ay = (ends[4 * edge + 1] - this.lat) * latM
    const bx = (ends[4 * edge + 2] - this.lng) * lngM, by = (ends[4 * edge + 3] - this.lat) * latM
    const squared = squaredDistance(ax, ay, bx, by)
    if (squared > this.squaredReach) return
    const id = partIds[owners[ownerStart[edge]]]
    if (squared < this.squaredReach || this.id === 0 || id < this.id) this.id = id
    this.squaredReach = squared
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

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, value))
}
