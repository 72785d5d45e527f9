import { EDGE_WORDS, HEADER_WORDS, MORE, PARTS_PER_BLOCK } from './cell-block.ts'
import { LOWER_END, prolongedEnd, UPPER_END } from './crossing.ts'
import type { CellFrame } from './cell-frame.ts'
import type { EdgeTable } from './edge-table.ts'

/** Ends further away than this many cells are as good as at this distance, and 32-bit floats stay precise. */
const FAR = 4

/** Appends blocks (see cell-block.ts) to memory that grows as needed. */
export class BlockWriter {
  private words = new Int32Array(1 << 16)
  private reals = new Float32Array(this.words.buffer)
  private blockEdges = new Uint32Array(1 << 14)
  private wordCount = 0
  private edgeCount = 0
  private lastPlain: readonly number[] = []
  private lastPlainAt = -1
  private readonly table: EdgeTable
  private readonly frame: CellFrame

  constructor(table: EdgeTable, frame: CellFrame) {
    this.table = table
    this.frame = frame
  }

  /** The number of edge entries written so far. */
  get entries(): number {
    return this.edgeCount
  }

  /** The memory written so far, cut to size. */
  finish() {
    const words = this.words.slice(0, this.wordCount)
    const blockEdges = this.blockEdges.slice(0, this.edgeCount)
    return { words, reals: new Float32Array(words.buffer), blockEdges }
  }

  /** Writes the block of a cell without edges that lies in all of `parts`; returns its place. */
  writePlain(parts: readonly number[]): number {
    const { lastPlain } = this
    const same = this.lastPlainAt >= 0 && lastPlain.length === parts.length
      && parts.every((part, k) => part === lastPlain[k])
    if (!same) {
      this.lastPlain = [...parts]
      this.lastPlainAt = this.write([], parts, parts, 1, 0, 0)
    }
    return this.lastPlainAt
  }

  /**
   * Writes the block of the cell at (column, row) of the frame refined `scale` times; returns its place.
   * `parts` are all parts that its edges bound or that are in `base`, ascending.
   */
  write(
    edges: ArrayLike<number>, parts: readonly number[], base: readonly number[],
    scale: number, column: number, row: number,
  ): number {
    const place = this.wordCount
    const { ownerStart, owners } = this.table
    const rounds = Math.max(1, Math.ceil(parts.length / PARTS_PER_BLOCK))
    this.reserve(rounds * (HEADER_WORDS + edges.length * EDGE_WORDS) + parts.length, rounds * edges.length)
    for (let round = 0; round < rounds; round++) {
      const members = rounds === 1 ? parts : parts.slice(round * PARTS_PER_BLOCK, (round + 1) * PARTS_PER_BLOCK)
      const header = this.wordCount
      this.wordCount += HEADER_WORDS + members.length
      const firstEdge = this.edgeCount
      for (let k = 0; k < members.length; k++) {
        this.words[header + HEADER_WORDS + k] = this.table.partIds[members[k]]
      }
      for (let n = 0; n < edges.length; n++) {
        const edge = edges[n]
        let toggles = 0
        let bounds = false
        for (let o = ownerStart[edge]; o < ownerStart[edge + 1]; o++) {
          const bit = members.indexOf(owners[o])
          if (bit < 0) continue
          toggles ^= 1 << bit
          bounds = true
        }
        if (bounds) this.writeEdge(edge, toggles, scale, column, row)
      }
      this.words[header] = members.reduce((bits, part, k) => (base.includes(part) ? bits | (1 << k) : bits), 0)
      this.words[header + 1] = this.edgeCount - firstEdge
      this.words[header + 2] = members.length | (round < rounds - 1 ? MORE : 0)
      this.words[header + 3] = firstEdge
    }
    return place
  }

  private writeEdge(edge: number, toggles: number, scale: number, column: number, row: number): void {
    const { ends } = this.table
    const { minX, minY } = this.frame
    const perX = this.frame.perX * scale, perY = this.frame.perY * scale
    const ax = (ends[4 * edge] - minX) * perX, ay = (ends[4 * edge + 1] - minY) * perY - row
    const bx = (ends[4 * edge + 2] - minX) * perX, by = (ends[4 * edge + 3] - minY) * perY - row
    const prolonged = prolongedEnd(ax, bx, column)
    // Differences are taken between the coordinates themselves: between cell positions a tiny edge loses its direction.
    const dx = (ends[4 * edge + 2] - ends[4 * edge]) * perX, dy = (ends[4 * edge + 3] - ends[4 * edge + 1]) * perY
    const length = Math.hypot(dx, dy)
    const a = dy / length, b = -dx / length
    const at = this.wordCount
    this.reals[at] = prolonged === LOWER_END ? -Infinity : Math.max(-FAR, Math.min(FAR, ay))
    this.reals[at + 1] = prolonged === UPPER_END ? Infinity : Math.max(-FAR, Math.min(FAR, by))
    this.reals[at + 2] = a
    this.reals[at + 3] = b
    this.reals[at + 4] = -(a * (ax - column) + b * ay)
    this.words[at + 5] = toggles
    this.blockEdges[this.edgeCount++] = edge
    this.wordCount += EDGE_WORDS
  }

  private reserve(words: number, edges: number): void {
    if (this.wordCount + words > this.words.length) {
      const grown = new Int32Array(Math.max(this.words.length * 1.5, this.wordCount + words))
      grown.set(this.words.subarray(0, this.wordCount))
      this.words = grown
      this.reals = new Float32Array(grown.buffer)
    }
    if (this.edgeCount + edges > this.blockEdges.length) {
      const grown = new Uint32Array(Math.max(this.blockEdges.length * 1.5, this.edgeCount + edges))
      grown.set(this.blockEdges.subarray(0, this.edgeCount))
      this.blockEdges = grown
    }
  }
}
