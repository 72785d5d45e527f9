import { EDGE_WORDS, HEADER_WORDS, MORE, PARTS_PER_BLOCK } from './cell-block.ts'
import type { CellFrame } from './cell-frame.ts'
import { LOWER_END, prolongedEnd, UPPER_END } from './crossing.ts'
import type { EdgeTable } from './edge-table.ts'
import { PartSet } from './part-set.ts'

/** Ends further away than this many cells are as good as at this distance, and 32-bit floats stay precise. */
const FAR = 4

/** Edges of one cell: list[from] up to list[to - 1]. */
export interface EdgeRange {
  list: Uint32Array
  from: number
  to: number
}

/** A cell of the frame refined `scale` times. */
export interface CellPlace {
  scale: number
  column: number
  row: number
}

/** Appends blocks (see cell-block.ts) to memory that grows as needed. */
export class BlockWriter {
  /** The number of edge entries written so far. */
  entries = 0
  private wordCount = 0
  private words: Int32Array
  private reals: Float32Array
  private blockEdges: Uint32Array
  private readonly table: EdgeTable
  private readonly frame: CellFrame
  private readonly parts = new PartSet()
  private readonly lastPlain = new PartSet()
  private lastPlainAt = -1

  /** `expectedEntries` and `expectedBlocks` set the memory taken at first. */
  constructor(table: EdgeTable, frame: CellFrame, expectedEntries: number, expectedBlocks: number) {
    this.table = table
    this.frame = frame
    this.words = new Int32Array(expectedEntries * EDGE_WORDS + expectedBlocks * (HEADER_WORDS + 2) + 1024)
    this.reals = new Float32Array(this.words.buffer)
    this.blockEdges = new Uint32Array(expectedEntries + 256)
  }

  /** The memory written so far, cut to size. */
  finish() {
    const words = this.words.slice(0, this.wordCount)
    const blockEdges = this.blockEdges.slice(0, this.entries)
    return { words, reals: new Float32Array(words.buffer), blockEdges }
  }

  /** Writes the block of a cell without edges that lies in all of `parts`; returns its place. */
  writePlain(parts: PartSet): number {
    const { lastPlain } = this
    let same = this.lastPlainAt >= 0 && lastPlain.size === parts.size
    for (let k = 0; same && k < parts.size; k++) same = parts.members[k] === lastPlain.members[k]
    if (!same) {
      lastPlain.copy(parts)
      this.lastPlainAt = this.write({ list: NO_EDGES, from: 0, to: 0 }, parts, { scale: 1, column: 0, row: 0 })
    }
    return this.lastPlainAt
  }

  /** Writes the block of the cell at `place`, which has `edges` and the parity of the parts in `base` odd. */
  write(edges: EdgeRange, base: PartSet, place: CellPlace): number {
    const start = this.wordCount
    const { parts } = this
    const { ownerStart, owners } = this.table
    parts.copy(base)
    for (let n = edges.from; n < edges.to; n++) {
      const edge = edges.list[n]
      for (let o = ownerStart[edge]; o < ownerStart[edge + 1]; o++) parts.add(owners[o])
    }
    for (let first = 0; first === 0 || first < parts.size; first += PARTS_PER_BLOCK) {
      this.writeParts(first, Math.min(parts.size, first + PARTS_PER_BLOCK), edges, base, place)
    }
    return start
  }

  /** Writes one block for the parts from `first` up to before `last`. */
  private writeParts(first: number, last: number, edges: EdgeRange, base: PartSet, place: CellPlace): void {
    const { parts } = this
    const { ownerStart, owners, partIds } = this.table
    this.reserve(HEADER_WORDS + last - first + (edges.to - edges.from) * EDGE_WORDS, edges.to - edges.from)
    const { words } = this
    const header = this.wordCount
    const firstEntry = this.entries
    let baseBits = 0
    this.wordCount += HEADER_WORDS
    for (let k = first; k < last; k++) {
      const part = parts.members[k]
      words[this.wordCount++] = partIds[part]
      if (base.has(part)) baseBits |= 1 << (k - first)
    }
    for (let n = edges.from; n < edges.to; n++) {
      const edge = edges.list[n]
      let toggles = 0
      let bounds = false
      for (let o = ownerStart[edge]; o < ownerStart[edge + 1]; o++) {
        const at = parts.placeOf(owners[o])
        if (at < first || at >= last) continue
        toggles ^= 1 << (at - first)
        bounds = true
      }
      if (bounds) this.writeEdge(edge, toggles, place)
    }
    words[header] = baseBits
    words[header + 1] = this.entries - firstEntry
    words[header + 2] = (last - first) | (last < parts.size ? MORE : 0)
    words[header + 3] = firstEntry
  }

  private writeEdge(edge: number, toggles: number, { scale, column, row }: CellPlace): void {
    const { ends } = this.table
    const { minX, minY } = this.frame
    const perX = this.frame.perX * scale, perY = this.frame.perY * scale
    const fromX = ends[4 * edge], fromY = ends[4 * edge + 1], toX = ends[4 * edge + 2], toY = ends[4 * edge + 3]
    const ax = (fromX - minX) * perX, ay = (fromY - minY) * perY - row
    const bx = (toX - minX) * perX, by = (toY - minY) * perY - row
    const prolonged = prolongedEnd(ax, bx, column)
    // Differences are taken between the coordinates themselves: between cell positions a tiny edge loses its direction.
    const dx = (toX - fromX) * perX, dy = (toY - fromY) * perY
    const length = Math.sqrt(dx * dx + dy * dy)
    const a = dy / length, b = -dx / length
    const at = this.wordCount
    const { reals } = this
    reals[at] = prolonged === LOWER_END ? -Infinity : Math.max(-FAR, Math.min(FAR, ay))
    reals[at + 1] = prolonged === UPPER_END ? Infinity : Math.max(-FAR, Math.min(FAR, by))
    reals[at + 2] = a
    reals[at + 3] = b
    reals[at + 4] = -(a * (ax - column) + b * ay)
    this.words[at + 5] = toggles
    this.blockEdges[this.entries++] = edge
    this.wordCount = at + EDGE_WORDS
  }

  private reserve(words: number, entries: number): void {
    if (this.wordCount + words > this.words.length) {
      const grown = new Int32Array(Math.ceil((this.wordCount + words) * 1.5))
      grown.set(this.words)
      this.words = grown
      this.reals = new Float32Array(grown.buffer)
    }
    if (this.entries + entries > this.blockEdges.length) {
      const grown = new Uint32Array(Math.ceil((this.entries + entries) * 1.5))
      grown.set(this.blockEdges)
      this.blockEdges = grown
    }
  }
}

const NO_EDGES = new Uint32Array(0)
