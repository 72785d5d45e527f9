import type { CellFrame } from './cell-frame.ts'

const FARTHEST = 255

/**
 * For each cell of the frame, by how many cells (king's moves, at most 255) it lies away from the nearest cell that may
 * have an edge; 0 for such a cell itself. Edge-free surroundings need not be searched.
 * start[cell + 1] - start[cell] is the number of edges of a cell.
 */
export function clearanceOf({ columns, rows }: CellFrame, start: Uint32Array): Uint8Array {
  const count = columns * rows
  const clearance = new Uint8Array(count)
  // Two sweeps settle it: each cell is one move from the best of its neighbours that the sweep has passed.
  for (let cell = 0; cell < count; cell++) {
    clearance[cell] = start[cell] < start[cell + 1] ? 0 : passed(clearance, cell, columns, -1, count)
  }
  for (let cell = count - 1; cell >= 0; cell--) {
    const later = clearance[cell] === 0 ? 0 : passed(clearance, cell, columns, 1, count)
    if (later < clearance[cell]) clearance[cell] = later
  }
  return clearance
}

/** One more than the least clearance of the neighbours before (-1) or after (1) a cell. */
function passed(clearance: Uint8Array, cell: number, columns: number, direction: -1 | 1, count: number): number {
  const column = cell % columns
  const beside = cell + direction, next = cell + direction * columns
  const hasLeft = column > 0, hasRight = column < columns - 1
  let least = FARTHEST
  if ((direction < 0 ? hasLeft : hasRight) && clearance[beside] < least) least = clearance[beside]
  if (next >= 0 && next < count) {
    if (clearance[next] < least) least = clearance[next]
    if (hasLeft && clearance[next - 1] < least) least = clearance[next - 1]
    if (hasRight && clearance[next + 1] < least) least = clearance[next + 1]
  }
  return Math.min(FARTHEST, least + 1)
}
