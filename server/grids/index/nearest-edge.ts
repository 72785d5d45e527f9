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
 * point. Scans cells in growing squares around the point until nothing outside the square can be nearer; it begins with
 * the first square that can have an edge at all. Coordinates that are not finite have no nearest edge.
 */
export function findNearestEdge(layer: Layer, lng: number, lat: number, withinM: number): NearestEdge {
  const { frame, tables } = layer
  const { columns, rows } = frame
  const search = new NearestSearch(layer, lng, lat, withinM)
  if (columns === 0 || !Number.isFinite(lng) || !Number.isFinite(lat)) return search.nearest
  const column = clamp(Math.floor((lng - frame.minX) * frame.perX), columns - 1)
  const row = clamp(Math.floor((lat - frame.minY) * frame.perY), rows - 1)
  for (let ring = tables.clearance[row * columns + column]; ; ring++) {
    const left = column - ring, right = column + ring, bottom = row - ring, top = row + ring
    if (ring > 0 && search.squaredDistanceOutOf(left + 1, bottom + 1, right, top) > search.squaredReach) break
    if (left < 0 && bottom < 0 && right >= columns && top >= rows) break
    for (let r = Math.max(0, bottom); r <= Math.min(rows - 1, top); r++) {
      const step = r === bottom || r === top || ring === 0 ? 1 : 2 * ring
      for (let c = left; c <= right; c += step) if (c >= 0 && c < columns) search.visitCell(r * columns + c)
    }
  }
  return search.nearest
}

/**
 * The grids of `layer` with an edge nearer than `radiusM` metres (finite) to a point, each with the metres to its
 * nearest edge, measured as by findNearestEdge.
 */
export function findGridsWithin(layer: Layer, lng: number, lat: number, radiusM: number): Map<number, number> {
  const { minX, minY, perX, perY, columns, rows } = layer.frame
  const search = new AroundSearch(layer, lng, lat, radiusM)
  if (columns === 0 || !Number.isFinite(lng) || !Number.isFinite(lat)) return search.distances
  const { lngM, latM } = search.degree
  const reachX = (radiusM / lngM) * perX + 1, reachY = (radiusM / latM) * perY + 1
  const x = (lng - minX) * perX, y = (lat - minY) * perY
  const firstColumn = Math.max(0, Math.floor(x - reachX)), lastColumn = Math.min(columns - 1, Math.floor(x + reachX))
  const lastRow = Math.min(rows - 1, Math.floor(y + reachY))
  for (let row = Math.max(0, Math.floor(y - reachY)); row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) search.visitCell(row * columns + column)
  }
  return search.distances
}

/** Measures the edges of cells. Works with squares of metres, for roots are dear. */
abstract class Search {
  /** The square of the distance beyond which nothing is of interest any more. */
  squaredReach: number
  readonly degree: DegreeLengths
  protected readonly layer: Layer
  private readonly lng: number
  private readonly lat: number

  constructor(layer: Layer, lng: number, lat: number, withinM: number) {
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

  /**
   * A lower bound of the squared distance from the point to whatever lies in the table, but not in the cells from
   * (left, bottom) up to before (right, top). Sides beyond the table have nothing behind them.
   */
  squaredDistanceOutOf(left: number, bottom: number, right: number, top: number): number {
    const { minX, minY, perX, perY, columns, rows } = this.layer.frame
    const { lngM, latM } = this.degree
    const x = (this.lng - minX) * perX, y = (this.lat - minY) * perY
    const west = left <= 0 ? Infinity : Math.max(0, x - left)
    const east = right >= columns ? Infinity : Math.max(0, right - x)
    const south = bottom <= 0 ? Infinity : Math.max(0, y - bottom)
    const north = top >= rows ? Infinity : Math.max(0, top - y)
    // What is behind a side is, for a point outside the table, at least as far as the table itself.
    const outX = Math.max(0, -x, x - columns) * (lngM / perX), outY = Math.max(0, -y, y - rows) * (latM / perY)
    const acrossM = Math.min(west, east) * (lngM / perX), alongM = Math.min(south, north) * (latM / perY)
    const sideways = Math.max(acrossM, outX), upright = Math.max(alongM, outY)
    const nearer = Math.min(sideways * sideways + outY * outY, upright * upright + outX * outX)
    return nearer * (1 - 1e-9)
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

class NearestSearch extends Search {
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

class AroundSearch extends Search {
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

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, value))
}
