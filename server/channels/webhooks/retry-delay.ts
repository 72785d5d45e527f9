const FIRST_MS = 10_000
const LONGEST_MS = 6 * 3_600_000

/** After so many tries, about 27 hours, it is given up. */
export const MOST_ATTEMPTS = 16

/**
 * How long to wait after the so many-th try has failed: twice as long each time up to six hours, of which a random half
 * is left out so that those who failed together do not come back together. `random` is in [0, 1).
 */
export function retryDelayMs(attempts: number, random: number): number {
  const wholeMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempts - 1))
  return Math.round(wholeMs * (1 - random / 2))
}
