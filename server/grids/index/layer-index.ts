import { buildCells } from './build-cells.ts'
import type { CellTables } from './cell-block.ts'
import { EDGE_WORDS, HEADER_WORDS, MORE, PART_COUNT_MASK, SPLIT, UNSURE } from './cell-block.ts'
import { type CellFrame, frameCells } from './cell-frame.ts'
import { LEFT, LOWER_END, NEITHER_END, sideOfEdge, TOUCHES, UPPER_END } from './crossing.ts'
import { collectEdges, type EdgeTable, type GridPolygon } from './edge-table.ts'
import { findGridsWithin, findNearestEdge } from './nearest-edge.ts'

export interface LayerIndexOptions {
  /** Cells of the table per edge of the layer; more is faster and larger. */
  cellsPerEdge?: number
  /** A cell with more edges than this is cut into smaller ones, */
  mostEdgesPerCell?: number
  /** at most this many times over. */
  deepestSplit?: number
}

/** Which grids of a layer cover a point, and on the boundary of which of them it lies; both ascending. */
export interface Cover {
  ids: number[]
  edgeIds: number[]
}

/** The grid nearest to a point; id 0 and an infinite distance if none is near enough. */
export interface NearestGrid {
  id: number
  distanceM: number
}

/**
 * Builds the index of one layer, a partition or a cover, from WGS-84 polygons.
 * Throws a RangeError that names the grid for an id or a ring that cannot be (see collectEdges).
 */
export function buildLayerIndex(polygons: readonly GridPolygon[], options: LayerIndexOptions = {}): LayerIndex {
  const { cellsPerEdge = 6, mostEdgesPerCell = 12, deepestSplit = 2 } = options
  const table = collectEdges(polygons)
  const frame = frameCells(table, cellsPerEdge)
  return new LayerIndex(table, frame, buildCells(table, frame, { mostEdgesPerCell, deepestSplit }))
}

/** Points looked up together: few enough for the nearest cache, many enough to overlap their memory fetches (+20%). */
const BATCH = 1024

/** From the start of a block to where most blocks end, in words. */
const FETCH_WORDS = 14

/**
 * Answers which grid of a layer owns a point. It never changes once built.
 *
 * A grid covers the points inside it and on its boundary, as ST_Covers has it. Of all grids that cover a point the
 * one with the smallest id owns it. Answers are exact for the coordinates as given.
 */
export class LayerIndex {
  readonly table: EdgeTable
  readonly frame: CellFrame
  readonly tables: CellTables

  constructor(table: EdgeTable, frame: CellFrame, tables: CellTables) {
    this.table = table
    this.frame = frame
    this.tables = tables
  }

  /** The id of the grid that owns the point, 0 if none does (also for coordinates that are not numbers). */
  ownerOf(lng: number, lat: number): number {
    const { minX, minY, perX, perY, columns, rows } = this.frame
    const x = (lng - minX) * perX
    const y = (lat - minY) * perY
    if (!(x >= 0 && x < columns && y >= 0 && y < rows)) return 0
    const column = x | 0
    const row = y | 0
    const value = this.tables.cells[row * columns + column]
    return value >= 0 ? value : this.ownerInCell(value, x - column, y - row, lng, lat)
  }

  /**
   * The owner of each point of `lngLat` (lng, lat, lng, lat, …) into `out`; 0 where there is none.
   * Throws a RangeError if `out` is shorter than the number of points.
   */
  ownersOfMany(lngLat: Float64Array, out: Uint32Array): void {
    const count = lngLat.length >> 1
    if (out.length < count) throw new RangeError(`out has room for ${out.length} owners, expected ${count}`)
    const { minX, minY, perX, perY, columns, rows } = this.frame
    const { cells, words } = this.tables
    const lastFetch = words.length - FETCH_WORDS
    const us = new Float64Array(BATCH), vs = new Float64Array(BATCH), values = new Int32Array(BATCH)
    const open = new Int32Array(BATCH + 1), fetched = new Int32Array(BATCH)
    for (let first = 0; first < count; first += BATCH) {
      const size = Math.min(BATCH, count - first)
      // Each point to its cell.
      for (let k = 0; k < size; k++) {
        const x = (lngLat[2 * (first + k)] - minX) * perX
        const y = (lngLat[2 * (first + k) + 1] - minY) * perY
        let value = 0
        if (x >= 0 && x < columns && y >= 0 && y < rows) {
          const column = x | 0
          const row = y | 0
          us[k] = x - column
          vs[k] = y - row
          value = cells[row * columns + column]
        }
        values[k] = value
      }
      // Points of a cell without a single owner stay open.
      let openCount = 0
      for (let k = 0; k < size; k++) {
        out[first + k] = values[k]
        open[openCount] = k
        openCount += values[k] >>> 31
      }
      // The open points' blocks are asked for all at once; one after the other each would be waited for.
      for (let n = 0; n < openCount; n++) {
        const block = ~values[open[n]] >>> 1
        fetched[n] = block < lastFetch ? words[block] ^ words[block + FETCH_WORDS] : 0
      }
      for (let n = 0; n < openCount; n++) {
        const k = open[n], point = first + k
        out[point] = this.ownerInCell(values[k], us[k], vs[k], lngLat[2 * point], lngLat[2 * point + 1])
      }
    }
  }

  /** The ids of all grids that cover the point, ascending. */
  ownersOf(lng: number, lat: number): number[] {
    return this.coverOf(lng, lat).ids
  }

  /** All grids that cover the point, and those on whose boundary it lies. */
  coverOf(lng: number, lat: number): Cover {
    const cover: Cover = { ids: [], edgeIds: [] }
    const { minX, minY, perX, perY, columns, rows } = this.frame
    const x = (lng - minX) * perX
    const y = (lat - minY) * perY
    if (!(x >= 0 && x < columns && y >= 0 && y < rows)) return cover
    const column = x | 0
    const row = y | 0
    let value = this.tables.cells[row * columns + column]
    if (value < 0) value = this.descend(value, x - column, y - row)
    if (value > 0) cover.ids.push(value)
    if (value >= 0) return cover
    const { words } = this.tables
    for (let block = ~value >>> 1; ; block = this.blockEnd(block)) {
      const { inside, touched } = this.decideExactly(block, lng, lat)
      appendIds(cover.ids, words, block + HEADER_WORDS, inside | touched)
      appendIds(cover.edgeIds, words, block + HEADER_WORDS, touched)
      if ((words[block + 2] & MORE) === 0) return cover
    }
  }

  /**
   * Metres from the point to the nearest edge of the layer; Infinity if none is within `withinM`.
   * Measured on a plane that touches the ellipsoid at the point: right to 0.1% within 20 km.
   */
  distanceToNearestEdgeM(lng: number, lat: number, withinM = Infinity): number {
    return findNearestEdge(this, lng, lat, withinM).distanceM
  }

  /**
   * The grid that owns the point at distance 0, else the one whose edge is nearest, if within `toleranceM`
   * (of several at the same distance the one with the smallest id).
   */
  nearestGrid(lng: number, lat: number, toleranceM = Infinity): NearestGrid {
    const owner = this.ownerOf(lng, lat)
    if (owner !== 0) return { id: owner, distanceM: 0 }
    return findNearestEdge(this, lng, lat, toleranceM)
  }

  /** The grids with an edge nearer than `radiusM` metres to the point, each with the metres to its nearest edge. */
  gridsWithin(lng: number, lat: number, radiusM: number): Map<number, number> {
    return findGridsWithin(this, lng, lat, radiusM)
  }

  /** The bytes that the index holds. */
  get byteLength(): number {
    const { cells, words, blockEdges, clearance } = this.tables
    const { ends, ownerStart, owners, partIds } = this.table
    const arrays = [cells, words, blockEdges, clearance, ends, ownerStart, owners, partIds]
    return arrays.reduce((sum, array) => sum + array.byteLength, 0)
  }

  /** The owner of a point at (u, v) of a cell that has no single owner. */
  private ownerInCell(value: number, u: number, v: number, lng: number, lat: number): number {
    const { cells, words, reals } = this.tables
    let link = ~value
    while ((link & 1) === 1) {
      u *= SPLIT
      v *= SPLIT
      const column = u | 0
      const row = v | 0
      u -= column
      v -= row
      const next = cells[(link >>> 1) + row * SPLIT + column]
      if (next >= 0) return next
      link = ~next
    }

    let block = link >>> 1
    for (;;) {
      let bits = words[block]
      const parts = words[block + 2]
      let at = block + HEADER_WORDS + (parts & PART_COUNT_MASK)
      const end = at + words[block + 1] * EDGE_WORDS
      for (; at < end; at += EDGE_WORDS) {
        // How far the point's height is inside the heights that the edge spans.
        const aboveLow = v - reals[at]
        const belowHigh = reals[at + 1] - v
        const inSpan = aboveLow < belowHigh ? aboveLow : belowHigh
        if (inSpan < -UNSURE) continue
        const rightOf = reals[at + 2] * u + reals[at + 3] * v + reals[at + 4]
        if (rightOf < -UNSURE) continue
        if (inSpan > UNSURE && rightOf > UNSURE) bits ^= words[at + 5]
        else {
          const { inside, touched } = this.decideExactly(block, lng, lat)
          bits = inside | touched
          break
        }
      }
      if (bits !== 0) return words[block + HEADER_WORDS + lowestBit(bits)]
      if ((parts & MORE) === 0) return 0
      block = this.blockEnd(block)
    }
  }

  /** Follows `value` through split cells to an owner or to a block. */
  private descend(value: number, u: number, v: number): number {
    while (value < 0 && (~value & 1) === 1) {
      u *= SPLIT
      v *= SPLIT
      const column = u | 0
      const row = v | 0
      u -= column
      v -= row
      value = this.tables.cells[(~value >>> 1) + row * SPLIT + column]
    }
    return value
  }

  private blockEnd(block: number): number {
    const { words } = this.tables
    return block + HEADER_WORDS + (words[block + 2] & PART_COUNT_MASK) + words[block + 1] * EDGE_WORDS
  }

  /** Bits of the block's parts: those whose interior holds the point, and those on whose boundary it lies. */
  private decideExactly(block: number, lng: number, lat: number): { inside: number, touched: number } {
    const { words, reals, blockEdges } = this.tables
    const { ends } = this.table
    const partCount = words[block + 2] & PART_COUNT_MASK
    let inside = words[block]
    let touched = 0
    for (let n = 0; n < words[block + 1]; n++) {
      const at = block + HEADER_WORDS + partCount + n * EDGE_WORDS
      const edge = blockEdges[words[block + 3] + n]
      const prolonged = reals[at] === -Infinity ? LOWER_END : reals[at + 1] === Infinity ? UPPER_END : NEITHER_END
      const side = sideOfEdge(
        ends[4 * edge], ends[4 * edge + 1], ends[4 * edge + 2], ends[4 * edge + 3], prolonged, lng, lat,
      )
      if (side === LEFT) inside ^= words[at + 5]
      else if (side === TOUCHES) touched |= this.boundedBits(block, edge)
    }
    return { inside, touched }
  }

  /** Bits of the block's parts that the edge bounds, also those it bounds twice. */
  private boundedBits(block: number, edge: number): number {
    const { words } = this.tables
    const { ownerStart, owners, partIds } = this.table
    const partCount = words[block + 2] & PART_COUNT_MASK
    let bits = 0
    for (let o = ownerStart[edge]; o < ownerStart[edge + 1]; o++) {
      const id = partIds[owners[o]]
      for (let k = 0; k < partCount; k++) if (words[block + HEADER_WORDS + k] === id) bits |= 1 << k
    }
    return bits
  }
}

/** Appends the id at `first` + k for each bit k, once for several parts of one grid. */
function appendIds(ids: number[], words: Int32Array, first: number, bits: number): void {
  for (; bits !== 0; bits &= bits - 1) {
    const id = words[first + lowestBit(bits)]
    if (ids[ids.length - 1] !== id) ids.push(id)
  }
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits)
}
