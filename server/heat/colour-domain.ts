import type { PeriodCounts } from './count-cells.ts'

/** The share of non-empty cells that the colour scale tells apart; the few above all have its last colour. */
const TOP_SHARE = 0.95

/**
 * The fixed domain of the colours, [0, p95]: p95 by nearest rank of the counts of all cells that are not empty, over
 * all periods. [0, 1] where all are empty.
 */
export function colourDomain(periods: readonly PeriodCounts[]): [number, number] {
  let largest = 0
  let cells = 0
  for (const { count } of periods) {
    cells += count.length
    for (const value of count) if (value > largest) largest = value
  }
  if (cells === 0) return [0, 1]

  const cellsWith = new Int32Array(largest + 1)
  for (const { count } of periods) for (const value of count) cellsWith[value]++
  let seen = 0
  let value = 0
  while (seen < cells * TOP_SHARE) seen += cellsWith[++value]
  return [0, value]
}
