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
 * Cases per period and cell. Period i is edges[i] ≤ t < edges[i + 1], and every row has to lie in one. Rows are sorted
 * by period first (counting sort), so that one scratch array of all cells serves each period in turn: time and memory
 * go with the cases, not with periods × cells.
 */
export function countByPeriod(
  cube: HeatCube,
  rows: Int32Array,
  edges: readonly number[],
  resolution: number,
): PeriodCounts[] {
  const { ofCell, cells } = cube.levels.at(resolution)
  const { cell, reportedAtMs } = cube
  const rowCount = rows.length
  const periods = edges.length - 1

  // which period each row is of, and where each period's rows will start; cases come nearly in order of time, so that
  // the period of the last is looked at before it is searched for
  const periodOfRow = new Int32Array(rowCount)
  const starts = new Int32Array(periods + 1)
  let period = 0
  let periodStart = edges[0]
  let periodEnd = edges[1]
  for (let index = 0; index < rowCount; index++) {
    const at = reportedAtMs[rows[index]]
    if (at < periodStart || at >= periodEnd) {
      period = periodOf(edges, at)
      periodStart = edges[period]
      periodEnd = edges[period + 1]
    }
    periodOfRow[index] = period
    starts[period + 1]++
  }
  for (let index = 0; index < periods; index++) starts[index + 1] += starts[index]

  // their cells, period by period
  const sorted = new Int32Array(rowCount)
  const next = starts.slice(0, periods)
  for (let index = 0; index < rowCount; index++) sorted[next[periodOfRow[index]]++] = ofCell[cell[rows[index]]]

  const scratch = new Int32Array(cells.length)
  const touched = new Int32Array(cells.length)
  return Array.from({ length: periods }, (_, index) => {
    const end = starts[index + 1]
    let touchedCount = 0
    for (let at = starts[index]; at < end; at++) {
      const number = sorted[at]
      if (scratch[number]++ === 0) touched[touchedCount++] = number
    }
    const filled = touched.slice(0, touchedCount)
    const count = filled.map((number) => scratch[number])
    for (const number of filled) scratch[number] = 0
    return { n: end - starts[index], cell: filled, count }
  })
}

/** The period of a time that lies in one. */
function periodOf(edges: readonly number[], timeMs: number): number {
  let low = 0
  let high = edges.length - 1
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (timeMs < edges[middle]) high = middle
    else low = middle
  }
  return low
}
