import { BlockWriter } from './block-writer.ts'
import type { CellTables } from './cell-block.ts'
import { SPLIT } from './cell-block.ts'
import { edgesByCell } from './cell-edges.ts'
import type { CellFrame } from './cell-frame.ts'
import { NARROWEST_CELL_DEG, PAD } from './cell-frame.ts'
import { LEFT, prolongedEnd, sideOfEdge } from './crossing.ts'
import type { EdgeTable } from './edge-table.ts'
import { PartSet } from './part-set.ts'

export interface SplitOptions {
  /** A cell with more edges than this is cut into SPLIT × SPLIT cells, */
  mostEdgesPerCell: number
  /** but at most this many times over. */
  deepestSplit: number
}

/**
 * Computes the tables of a layer. Each row of cells is walked from left to right with the set of parts that cover
 * the point where the row's middle line crosses the border between two cells, beginning with none; each step is
 * decided by exact predicates, so nothing drifts.
 */
export function buildCells(table: EdgeTable, frame: CellFrame, options: SplitOptions): CellTables {
  const { columns, rows } = frame
  const { start, edges } = edgesByCell(table, frame)
  const builder = new CellBuilder(table, frame, options, edges.length)
  const border = new PartSet()
  const base = new PartSet()
  for (let row = 0; row < rows; row++) {
    const y = frame.minY + (row + 0.5) / frame.perY
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column
      if (start[cell] === start[cell + 1]) {
        builder.setPlain(cell, border.members)
        continue
      }
      const inCell = edges.subarray(start[cell], start[cell + 1])
      base.copy(border)
      builder.toggleLeftOf(base, inCell, 1, column, frame.minX + column / frame.perX, y)
      builder.setCell(cell, inCell, base, 1, column, row)
      border.copy(base)
      builder.toggleLeftOf(border, inCell, 1, column, frame.minX + (column + 1) / frame.perX, y)
    }
  }
  return builder.finish()
}

class CellBuilder {
  private cells: Int32Array
  private cellCount: number
  private readonly writer: BlockWriter
  private readonly table: EdgeTable
  private readonly frame: CellFrame
  private readonly options: SplitOptions
  private readonly mostEntries: number

  constructor(table: EdgeTable, frame: CellFrame, options: SplitOptions, entries: number) {
    this.table = table
    this.frame = frame
    this.options = options
    this.cellCount = frame.columns * frame.rows
    this.cells = new Int32Array(this.cellCount)
    this.writer = new BlockWriter(table, frame)
    this.mostEntries = 4 * entries + 1_000_000
  }

  finish(): CellTables {
    return { cells: this.cells.slice(0, this.cellCount), ...this.writer.finish() }
  }

  /** A cell without edges, all inside `parts`. */
  setPlain(cell: number, parts: readonly number[]): void {
    if (parts.length === 0) this.cells[cell] = 0
    else if (parts.length === 1) this.cells[cell] = this.table.partIds[parts[0]]
    else this.cells[cell] = ~(2 * this.writer.writePlain(parts))
  }

  /** A cell with edges; `scale`, `column` and `row` say where it is in the refined frame. */
  setCell(cell: number, edges: Uint32Array, base: PartSet, scale: number, column: number, row: number): void {
    const { mostEdgesPerCell, deepestSplit } = this.options
    const splits = edges.length > mostEdgesPerCell
      && scale < SPLIT ** deepestSplit
      && this.writer.entries < this.mostEntries
      && NARROWEST_CELL_DEG * Math.max(this.frame.perX, this.frame.perY) * scale * SPLIT < 1
    if (splits) this.split(cell, edges, base, scale, column, row)
    else {
      const place = this.writer.write(edges, this.partsOf(edges, base), base.members, scale, column, row)
      this.cells[cell] = ~(2 * place)
    }
  }

  /** Toggles in `set` the parts bounded by each of `edges` that lies left of (x, y), as seen by a cell of `column`. */
  toggleLeftOf(set: PartSet, edges: Uint32Array, scale: number, column: number, x: number, y: number): void {
    const { ends, ownerStart, owners } = this.table
    const { minX } = this.frame
    const perX = this.frame.perX * scale
    for (const edge of edges) {
      const ax = ends[4 * edge], ay = ends[4 * edge + 1], bx = ends[4 * edge + 2], by = ends[4 * edge + 3]
      const prolonged = prolongedEnd((ax - minX) * perX, (bx - minX) * perX, column)
      if (sideOfEdge(ax, ay, bx, by, prolonged, x, y) !== LEFT) continue
      for (let o = ownerStart[edge]; o < ownerStart[edge + 1]; o++) set.toggle(owners[o])
    }
  }

  private split(cell: number, edges: Uint32Array, base: PartSet, scale: number, column: number, row: number): void {
    const { frame } = this
    const first = this.cellCount
    this.growCells(SPLIT * SPLIT)
    const fine = scale * SPLIT
    const border = new PartSet()
    const subBase = new PartSet()
    for (let subRow = row * SPLIT; subRow < (row + 1) * SPLIT; subRow++) {
      const y = frame.minY + (subRow + 0.5) / (frame.perY * fine)
      border.copy(base)
      this.toggleLeftOf(border, edges, scale, column, frame.minX + column / (frame.perX * scale), y)
      for (let subColumn = column * SPLIT; subColumn < (column + 1) * SPLIT; subColumn++) {
        const subCell = first + (subRow - row * SPLIT) * SPLIT + subColumn - column * SPLIT
        const inCell = edges.filter((edge) => this.mayTouch(edge, fine, subColumn, subRow))
        if (inCell.length === 0) {
          this.setPlain(subCell, border.members)
          continue
        }
        subBase.copy(border)
        this.toggleLeftOf(subBase, inCell, fine, subColumn, frame.minX + subColumn / (frame.perX * fine), y)
        this.setCell(subCell, inCell, subBase, fine, subColumn, subRow)
        border.copy(subBase)
        this.toggleLeftOf(border, inCell, fine, subColumn, frame.minX + (subColumn + 1) / (frame.perX * fine), y)
      }
    }
    this.cells[cell] = ~(2 * first + 1)
  }

  /** False only if the edge stays out of the widened box of the cell at (column, row) of the refined frame. */
  private mayTouch(edge: number, scale: number, column: number, row: number): boolean {
    const { ends } = this.table
    const perX = this.frame.perX * scale, perY = this.frame.perY * scale
    const ax = (ends[4 * edge] - this.frame.minX) * perX, ay = (ends[4 * edge + 1] - this.frame.minY) * perY
    const bx = (ends[4 * edge + 2] - this.frame.minX) * perX, by = (ends[4 * edge + 3] - this.frame.minY) * perY
    if (Math.floor(Math.max(ax, bx) + PAD) < column || Math.floor(Math.min(ax, bx) - PAD) > column) return false
    if (Math.floor(by + PAD) < row || Math.floor(ay - PAD) > row) return false
    const dx = bx - ax, dy = by - ay
    const fromMiddle = Math.abs(dy * (column + 0.5 - ax) - dx * (row + 0.5 - ay))
    const reach = 0.5 + 2 * PAD
    return fromMiddle <= reach * (Math.abs(dx) + Math.abs(dy))
  }

  private partsOf(edges: Uint32Array, base: PartSet): number[] {
    const { ownerStart, owners } = this.table
    const parts = [...base.members]
    for (const edge of edges) {
      for (let o = ownerStart[edge]; o < ownerStart[edge + 1]; o++) {
        if (!parts.includes(owners[o])) parts.push(owners[o])
      }
    }
    return parts.sort((a, b) => a - b)
  }

  private growCells(more: number): void {
    this.cellCount += more
    if (this.cellCount <= this.cells.length) return
    const grown = new Int32Array(Math.max(Math.ceil(this.cells.length * 1.25), this.cellCount))
    grown.set(this.cells)
    this.cells = grown
  }
}
