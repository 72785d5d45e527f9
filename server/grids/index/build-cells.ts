import { BlockWriter, type CellPlace, type EdgeRange } from './block-writer.ts'
import type { CellTables } from './cell-block.ts'
import { SPLIT } from './cell-block.ts'
import { clearanceOf } from './cell-clearance.ts'
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
  const builder = new CellBuilder(table, frame, options, start)
  const border = new PartSet()
  const base = new PartSet()
  const inCell: EdgeRange = { list: edges, from: 0, to: 0 }
  const place: CellPlace = { scale: 1, column: 0, row: 0 }
  for (let row = 0; row < rows; row++) {
    place.row = row
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column
      inCell.from = start[cell]
      inCell.to = start[cell + 1]
      place.column = column
      if (inCell.from === inCell.to) {
        builder.setPlain(cell, border)
        continue
      }
      base.copy(border)
      builder.toggleLeftOf(base, inCell, place, 0)
      builder.setCell(cell, inCell, base, place)
      border.copy(base)
      builder.toggleLeftOf(border, inCell, place, 1)
    }
  }
  return builder.finish(clearanceOf(frame, start))
}

class CellBuilder {
  private cells: Int32Array
  private cellCount: number
  private readonly writer: BlockWriter
  private readonly table: EdgeTable
  private readonly frame: CellFrame
  private readonly options: SplitOptions
  private readonly mostEntries: number

  constructor(table: EdgeTable, frame: CellFrame, options: SplitOptions, start: Uint32Array) {
    this.table = table
    this.frame = frame
    this.options = options
    this.cellCount = frame.columns * frame.rows
    this.cells = new Int32Array(this.cellCount)
    const entries = start[this.cellCount]
    let crossed = 0
    for (let cell = 0; cell < this.cellCount; cell++) if (start[cell] < start[cell + 1]) crossed++
    this.writer = new BlockWriter(table, frame, entries, crossed)
    this.mostEntries = 4 * entries + 1_000_000
  }

  finish(clearance: Uint8Array): CellTables {
    return { cells: this.cells.slice(0, this.cellCount), ...this.writer.finish(), clearance }
  }

  /** A cell without edges, all inside `parts`. */
  setPlain(cell: number, parts: PartSet): void {
    if (parts.size === 0) this.cells[cell] = 0
    else if (parts.size === 1) this.cells[cell] = this.table.partIds[parts.members[0]]
    else this.cells[cell] = ~(2 * this.writer.writePlain(parts))
  }

  /** A cell with edges. */
  setCell(cell: number, edges: EdgeRange, base: PartSet, place: CellPlace): void {
    const { mostEdgesPerCell, deepestSplit } = this.options
    const splits = edges.to - edges.from > mostEdgesPerCell
      && place.scale < SPLIT ** deepestSplit
      && this.writer.entries < this.mostEntries
      && NARROWEST_CELL_DEG * Math.max(this.frame.perX, this.frame.perY) * place.scale * SPLIT < 1
    if (splits) this.split(cell, edges, base, place)
    else this.cells[cell] = ~(2 * this.writer.write(edges, base, place))
  }

  /**
   * Toggles in `set` the parts bounded by each of `edges` that lies left of a point on the cell's left (0) or right
   * (1) border, at the height `middle` in rows, by default the middle of the cell.
   */
  toggleLeftOf(set: PartSet, edges: EdgeRange, place: CellPlace, border: 0 | 1, middle = place.row + 0.5): void {
    const { ends, ownerStart, owners } = this.table
    const { minX, minY } = this.frame
    const { column } = place
    const perX = this.frame.perX * place.scale
    const x = minX + (column + border) / perX
    const y = minY + middle / (this.frame.perY * place.scale)
    for (let n = edges.from; n < edges.to; n++) {
      const edge = edges.list[n]
      const ax = ends[4 * edge], ay = ends[4 * edge + 1], bx = ends[4 * edge + 2], by = ends[4 * edge + 3]
      const prolonged = prolongedEnd((ax - minX) * perX, (bx - minX) * perX, column)
      if (sideOfEdge(ax, ay, bx, by, prolonged, x, y) !== LEFT) continue
      for (let o = ownerStart[edge]; o < ownerStart[edge + 1]; o++) set.toggle(owners[o])
    }
  }

  private split(cell: number, edges: EdgeRange, base: PartSet, place: CellPlace): void {
    const first = this.cellCount
    this.growCells(SPLIT * SPLIT)
    const border = new PartSet()
    const subBase = new PartSet()
    const inCell: EdgeRange = { list: new Uint32Array(edges.to - edges.from), from: 0, to: 0 }
    const sub: CellPlace = { scale: place.scale * SPLIT, column: 0, row: 0 }
    for (let k = 0; k < SPLIT * SPLIT; k++) {
      sub.column = place.column * SPLIT + (k % SPLIT)
      sub.row = place.row * SPLIT + Math.floor(k / SPLIT)
      if (k % SPLIT === 0) {
        border.copy(base)
        this.toggleLeftOf(border, edges, place, 0, (sub.row + 0.5) / SPLIT)
      }
      inCell.to = 0
      for (let n = edges.from; n < edges.to; n++) {
        if (this.mayTouch(edges.list[n], sub)) inCell.list[inCell.to++] = edges.list[n]
      }
      if (inCell.to === 0) {
        this.setPlain(first + k, border)
        continue
      }
      subBase.copy(border)
      this.toggleLeftOf(subBase, inCell, sub, 0)
      this.setCell(first + k, inCell, subBase, sub)
      border.copy(subBase)
      this.toggleLeftOf(border, inCell, sub, 1)
    }
    this.cells[cell] = ~(2 * first + 1)
  }

  /** False only if the edge stays out of the widened box of the cell. */
  private mayTouch(edge: number, { scale, column, row }: CellPlace): boolean {
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

  private growCells(more: number): void {
    this.cellCount += more
    if (this.cellCount <= this.cells.length) return
    const grown = new Int32Array(Math.max(Math.ceil(this.cells.length * 1.25), this.cellCount))
    grown.set(this.cells)
    this.cells = grown
  }
}
