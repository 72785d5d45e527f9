import type { EdgeTable } from './edge-table.ts'

/**
 * The uniform grid of cells over a layer. A point belongs to column floor((lng - minX) * perX) and row
 * floor((lat - minY) * perY). Both are monotone in floating point, which is all that the proofs below need.
 */
export interface CellFrame {
  minX: number
  minY: number
  perX: number
  perY: number
  columns: number
  rows: number
}

/**
 * How far, in cells, a cell's box is widened on each side when edges are collected for it: far more than any
 * rounding error, far less than would cost anything.
 */
export const PAD = 2 ** -16

/** A cell narrower than this, in degrees, is not cut up further; it keeps rounding errors below PAD. */
export const NARROWEST_CELL_DEG = 1e-7

const FEWEST_CELLS = 2 ** 8
const MOST_CELLS = 2 ** 22

/** Keeps column and row numbers small enough that a position in cells is exact to well below PAD. */
const MOST_SIDE = 2 ** 15

/**
 * Lays cells, square on the ground, over the extent of `edges` with a margin of one cell all round, so that no edge
 * touches the border. `cellsPerEdge` sets the number of cells.
 */
export function frameCells(edges: EdgeTable, cellsPerEdge: number): CellFrame {
  if (edges.count === 0) return { minX: 0, minY: 0, perX: 1, perY: 1, columns: 0, rows: 0 }
  const { minX, minY, maxX, maxY } = edges
  const flattening = Math.max(0.01, Math.cos((((minY + maxY) / 2) * Math.PI) / 180))
  const width = Math.max((maxX - minX) * flattening, NARROWEST_CELL_DEG)
  const height = Math.max(maxY - minY, NARROWEST_CELL_DEG)
  const cells = Math.min(MOST_CELLS, Math.max(FEWEST_CELLS, edges.count * cellsPerEdge))
  const size = Math.max(Math.sqrt((width * height) / cells), width / MOST_SIDE, height / MOST_SIDE, NARROWEST_CELL_DEG)
  return {
    minX: minX - size / flattening,
    minY: minY - size,
    perX: flattening / size,
    perY: 1 / size,
    columns: Math.ceil(width / size) + 3,
    rows: Math.ceil(height / size) + 3,
  }
}
