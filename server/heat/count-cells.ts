import type { HeatCube } from './heat-cube.ts'

/** The cells of one period that are not empty: numbers of the level's cells, and their counts. */
export interface PeriodCounts {
  n: number
  cell: Int32Array
  count: Int32Array
}

/** Cases per cell: index i counts the level's cell number i. */
export function countByCell(cube: HeatCube, rows: Int32Array, resolution: number): Int32Array {
  const { ofCell, cells } = cube.levels.at(resolution)
  const { cell } = cube
  const counts = new Int32Array(cells.length)
  for (const row of rows) counts[ofCell[cell[row]]]++
  return counts
}

/**
 * Cases per period and cell. Period i is edges[i] ≤ t < edges[i + 1]; rows outside all are left out. Rows are sorted by
 * period first (counting sort), so that one scratch array of all cells serves each period in turn: time and memory go
 * with the cases, not with periods × cells.
 */
export function countByPeriod(
  cube: HeatCube,
  rows: Int32Array,
  edges: readonly number[],
  resolution: number,
): PeriodCounts[] {
  const { ofCell, cells } = cube.levels.at(resolution)
  const { cell, reportedAtMs } = cube
  const periods = edges.length - 1

  // which period each row is of, and where each period's rows will start
  const periodAt = periodFinder(edges)
  const periodOfRow = new Int32Array(rows.length)
  const starts = new Int32Array(periods + 1)
  for (let index = 0; index < rows.length; index++) {
    const period = periodAt(reportedAtMs[rows[index]])
    periodOfRow[index] = period
    if (period >= 0) starts[period + 1]++
  }
  for (let period = 0; period < periods; period++) starts[period + 1] += starts[period]

  // their cells, period by period
  const sorted = new Int32Array(starts[periods])
  const next = starts.slice(0, periods)
  for (let index = 0; index < rows.length; index++) {
    const period = periodOfRow[index]
    if (period >= 0) sorted[next[period]++] = ofCell[cell[rows[index]]]
  }

  const scratch = new Int32Array(cells.length)
  const touched = new Int32Array(cells.length)
  return Array.from({ length: periods }, (_, period) => {
    let touchedCount = 0
    for (let index = starts[period]; index < starts[period + 1]; index++) {
      const number = sorted[index]
      if (scratch[number]++ === 0) touched[touchedCount++] = number
    }
    const cellNumbers = touched.slice(0, touchedCount)
    const counts = cellNumbers.map((number) => scratch[number])
    for (const number of cellNumbers) scratch[number] = 0
    return { n: starts[period + 1] - starts[period], cell: cellNumbers, count: counts }
  })
}

/** Finds the period of a time, -1 outside all. Cases come nearly in order of time, so the last answer is tried first. */
function periodFinder(edges: readonly number[]): (timeMs: number) => number {
  let last = 0
  return (timeMs) => {
    if (timeMs >= edges[last] && timeMs < edges[last + 1]) return last
    if (timeMs < edges[0] || timeMs >= edges[edges.length - 1]) return -1
    let low = 0
    let high = edges.length - 1
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (timeMs < edges[middle]) high = middle
      else low = middle
    }
    last = low
    return last
  }
}
