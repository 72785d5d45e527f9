/**
 * The layout of the index in memory, shared by who writes and who reads it.
 *
 * cells: one signed 32-bit value a cell.
 *   v >= 0         the cell lies wholly inside the grid with id v, or in none (0)
 *   v < 0, w = ~v  w even: a block starts at words[w / 2]
 *                  w odd:  the cell is cut into SPLIT × SPLIT cells, row by row from cells[(w - 1) / 2]
 *
 * block, in 32-bit words (reals is the same memory as 32-bit floats):
 *   +0  base    bit k: the parity of part k (see crossing.ts)
 *   +1  number of edges
 *   +2  number of parts k (1 to 32) | MORE if a block with further parts follows at once
 *   +3  where this block's edges start in blockEdges, which holds their numbers in the edge table
 *   +4  the grid id of each part, ascending
 *   then for each edge, in units of the cell with its lower left corner as origin:
 *   +0  low   the height where the edge begins, -Infinity if its lower end is prolonged
 *   +1  high  the height where it ends, Infinity if its upper end is prolonged
 *   +2 a, +3 b, +4 c   a·u + b·v + c is the distance of (u, v) from the edge's line, positive to its right
 *                      (for a horizontal edge: below it)
 *   +5  toggles  bit k: the edge bounds part k an odd number of times
 */
export const SPLIT = 8
export const HEADER_WORDS = 4
export const EDGE_WORDS = 6
export const PARTS_PER_BLOCK = 32
export const MORE = 1 << 8
export const PART_COUNT_MASK = MORE - 1

/**
 * Closer than this, in cells, to an edge's line or to the height of one of its ends, 32-bit floats do not decide;
 * the exact predicate does. The errors of the floats stay below a quarter of it.
 */
export const UNSURE = 2 ** -20

/** The finished tables of a layer: typed arrays and numbers only, so that they can go to another thread. */
export interface CellTables {
  cells: Int32Array
  words: Int32Array
  reals: Float32Array
  blockEdges: Uint32Array
  /** Per cell of the frame, see clearanceOf. */
  clearance: Uint8Array
}
