import { orient2d } from 'robust-predicates'
import { PAD } from './cell-frame.ts'

/**
 * How a cell counts crossings.
 *
 * Take, for a point p of a cell, the ray from p to the left. Every edge that it meets inside the cell is among the
 * cell's edges. An edge that leaves the cell's widened box on the left is prolonged without end beyond its left end:
 * the prolongation lies left of every point of the cell. Then, for each part, the parity of [p is inside the part]
 * plus the number of the cell's edges of that part which lie left of p is the same for all p of the cell, for it
 * changes neither along a row (an edge crossed changes both) nor along a column (likewise, and no edge ends left of
 * p but inside the cell's rows). So one known point settles the cell: it gives the cell's base.
 *
 * An edge spans the heights from its lower end (included) to its upper end (excluded). A horizontal edge that leaves
 * the box on the left counts as lying left of all points below it.
 */

/** Which end of an edge is left of a cell's box and hence prolonged; at most one is. */
export const NEITHER_END = 0
export const LOWER_END = 1
export const UPPER_END = 2
export type ProlongedEnd = typeof NEITHER_END | typeof LOWER_END | typeof UPPER_END

/**
 * Which end of the edge between the abscissas `lowerX` and `upperX` (in cells) is prolonged for a cell of `column`.
 * The expression is the one by which edges are collected for a cell, so that the two can never disagree.
 */
export function prolongedEnd(lowerX: number, upperX: number, column: number): ProlongedEnd {
  if (Math.floor(lowerX + PAD) < column) return LOWER_END
  if (Math.floor(upperX + PAD) < column) return UPPER_END
  return NEITHER_END
}

export const NOT_LEFT = 0
export const LEFT = 1
export const TOUCHES = 2

/**
 * Whether the edge from the lower end (ax, ay) to the upper end (bx, by) lies left of the point, or the point lies
 * on it. Exact for every input that neither overflows nor underflows.
 */
export function sideOfEdge(
  ax: number, ay: number, bx: number, by: number, prolonged: ProlongedEnd, x: number, y: number,
): typeof NOT_LEFT | typeof LEFT | typeof TOUCHES {
  if (ay === by) {
    if (y === ay && x >= ax && x <= bx) return TOUCHES
    return prolonged === LOWER_END && y < ay ? LEFT : NOT_LEFT
  }
  const reachesDown = y >= ay
  const reachesUp = y <= by
  if (!(reachesDown || prolonged === LOWER_END) || !(reachesUp || prolonged === UPPER_END)) return NOT_LEFT
  const turn = orient2d(ax, ay, bx, by, x, y)
  if (turn === 0 && reachesDown && reachesUp) return TOUCHES
  return turn > 0 && (y < by || prolonged === UPPER_END) ? LEFT : NOT_LEFT
}
