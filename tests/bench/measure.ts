/** What a benchmark found: flat, JSON-ready; null where something could not be measured. */
export type Figures = Record<string, number | string | null>

export interface Timing {
  minMs: number
  medianMs: number
}

/**
 * Times several pieces of work against each other: after one warm-up each they take turns, `rounds` times, so that
 * a machine that is busy for a while is busy for all of them. What a piece of work returns is kept, so that the work
 * cannot be left out.
 */
export function takeTurns<Name extends string>(
  works: Record<Name, () => unknown>, rounds: number,
): Record<Name, Timing> {
  const kept: unknown[] = []
  const names = Object.keys(works) as Name[]
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = -1; round < rounds; round++) {
    for (const name of names) {
      const start = performance.now()
      kept[0] = works[name]()
      if (round >= 0) times[name].push(performance.now() - start)
    }
  }
  return Object.fromEntries(names.map((name) => [name, timingOf(times[name])])) as Record<Name, Timing>
}

/** The least and the median of some times in milliseconds. */
export function timingOf(timesMs: readonly number[]): Timing {
  const sorted = timesMs.toSorted((a, b) => a - b)
  return { minMs: sorted[0], medianMs: sorted[Math.floor(sorted.length / 2)] }
}

/** How many a second, at best, to three digits. */
export function perSecond(count: number, { minMs }: Timing): number {
  return Number(((count / minMs) * 1000).toPrecision(3))
}

/** Tells a person how far the benchmark is and what it found. */
export function note(line: string): void {
  console.error(line)
}
