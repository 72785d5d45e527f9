import type { CellFrame } from './cell-frame.ts'
import { PAD } from './cell-frame.ts'
import type { EdgeTable } from './edge-table.ts'

/** The edges of each cell: edges[start[cell]] up to edges[start[cell + 1] - 1], cells counted row by row. */
export interface CellEdges {
  start: Uint32Array
  edges: Uint32Array
}

/**
 * Lists for each cell every edge that touches its box widened by PAD (a few more near its corners may be among
 * them, but none that ends left of the box on both sides).
 */
export function edgesByCell(table: EdgeTable, frame: CellFrame): CellEdges {
  const start = new Uint32Array(frame.columns * frame.rows + 1)
  walkCells(table, frame, start.subarray(1), new Uint32Array(0))
  for (let cell = 1; cell < start.length; cell++) start[cell] += start[cell - 1]
  const edges = new Uint32Array(start[start.length - 1])
  walkCells(table, frame, start.slice(), edges)
  return { start, edges }
}

/** Adds one to next[cell] for each cell of each edge and, where `edges` has room, writes the edge there first. */
function walkCells(table: EdgeTable, frame: CellFrame, next: Uint32Array, edges: Uint32Array): void {
  const { ends } = table
  const { minX, minY, perX, perY, columns } = frame
  const writes = edges.length > 0
  for (let edge = 0; edge < table.count; edge++) {
    const ax = (ends[4 * edge] - minX) * perX, ay = (ends[4 * edge + 1] - minY) * perY
    const bx = (ends[4 * edge + 2] - minX) * perX, by = (ends[4 * edge + 3] - minY) * perY
    const left = Math.min(ax, bx), right = Math.max(ax, bx)
    const slope = (bx - ax) / (by - ay)
    const topRow = Math.floor(by + PAD)
    for (let row = Math.floor(ay - PAD); row <= topRow; row++) {
      // The stretch of the edge that lies in the widened row; its end is the edge's own where the edge ends inside.
      const low = row - PAD, high = row + 1 + PAD
      const xLow = ay >= low ? ax : ax + (low - ay) * slope
      const xHigh = by <= high ? bx : ax + (high - ay) * slope
      const from = Math.max(left, Math.min(xLow, xHigh))
      const to = Math.min(right, Math.max(xLow, xHigh))
      const lastColumn = Math.floor(to + PAD)
      for (let column = Math.floor(from - PAD); column <= lastColumn; column++) {
        const cell = row * columns + column
        if (writes) edges[next[cell]] = edge
        next[cell]++
      }
    }
  }
}
