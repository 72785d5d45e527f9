import { expect, it } from 'vitest'
import { mulberry32 } from '../../geodata/city/random.ts'
import { clearanceOf } from '../../server/grids/index/cell-clearance.ts'

/** The king's moves from each cell to each cell with edges. */
function byBruteForce(columns: number, edgeCounts: number[]): number[] {
  return edgeCounts.map((_, cell) => {
    let least = 255
    for (const [other, count] of edgeCounts.entries()) {
      if (count === 0) continue
      const across = Math.abs((cell % columns) - (other % columns))
      const up = Math.abs(Math.floor(cell / columns) - Math.floor(other / columns))
      least = Math.min(least, Math.max(across, up))
    }
    return least
  })
}

it('the clearance of a cell is its distance to the nearest cell with an edge', () => {
  const random = mulberry32(5)
  const shapes = [[1, 1, 1], [7, 5, 0.1], [20, 30, 0.01], [30, 20, 0.3], [40, 1, 0.1], [9, 9, 0]]
  for (const [columns, rows, share] of shapes) {
    const edges = () => (random() < share ? 1 + Math.floor(random() * 3) : 0)
    const edgeCounts = Array.from({ length: columns * rows }, edges)
    const start = new Uint32Array(edgeCounts.length + 1)
    for (const [cell, count] of edgeCounts.entries()) start[cell + 1] = start[cell] + count
    const frame = { minX: 0, minY: 0, perX: 1, perY: 1, columns, rows }
    expect([...clearanceOf(frame, start)]).toEqual(byBruteForce(columns, edgeCounts))
  }
})

it('a clearance never exceeds a byte', () => {
  const start = new Uint32Array(402).fill(1, 1)
  expect(clearanceOf({ minX: 0, minY: 0, perX: 1, perY: 1, columns: 401, rows: 1 }, start)[400]).toBe(255)
})
