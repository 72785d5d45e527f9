/** One measure over time: times in Unix milliseconds, ascending; `least` and `most` are empty where `value` is not a mean. */
export interface Series {
  atMs: readonly number[]
  value: readonly number[]
  least: readonly number[]
  most: readonly number[]
}

/** A series drawn into a box: SVG paths, and the numbers at its edges. */
export interface ReadingLine {
  /** Through the values; broken where nothing came for long. */
  line: string
  /** Around least and most; '' where there are none. */
  band: string
  least: number
  most: number
}

/** Where more than this many times the usual pause passed between two readings the line is broken. */
const GAP = 8

/** Draws a series from `fromMs` to `toMs` into a box of `width` × `height`; undefined where it is empty. */
export function readingLine(
  { atMs, value, least: lows, most: highs }: Series, fromMs: number, toMs: number, width: number, height: number,
): ReadingLine | undefined {
  if (atMs.length === 0) return undefined
  const ranged = lows.length === atMs.length
  const least = minimum(ranged ? lows : value)
  const most = maximum(ranged ? highs : value)
  // a flat line runs through the middle
  const [bottom, top] = most > least ? [least, most] : [least - 1, most + 1]
  const x = (at: number) => (((at - fromMs) / (toMs - fromMs)) * width).toFixed(1)
  const y = (reading: number) => (height - ((reading - bottom) / (top - bottom)) * height).toFixed(1)
  const gapMs = GAP * usualPause(atMs)
  const line = atMs
    .map((at, index) => `${index === 0 || at - atMs[index - 1] > gapMs ? 'M' : 'L'}${x(at)} ${y(value[index])}`)
    .join('')
  const upper = atMs.map((at, index) => `${x(at)} ${y(highs[index])}`)
  const lower = atMs.map((at, index) => `${x(at)} ${y(lows[index])}`).reverse()
  return { line, band: ranged ? `M${[...upper, ...lower].join('L')}Z` : '', least, most }
}

function usualPause(atMs: readonly number[]): number {
  const pauses = atMs.slice(1).map((at, index) => at - atMs[index]).sort((a, b) => a - b)
  return pauses.length === 0 ? Infinity : Math.max(1, pauses[pauses.length >> 1])
}

const minimum = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b))
const maximum = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b))
