/** How much comes in, averaged over the last seconds. */
export interface RateMeter {
  add(count: number, nowMs: number): void
  /** Per second over the window that ends at `nowMs`. */
  perSecond(nowMs: number): number
}

/** A meter over the last `windowSeconds` whole seconds, in memory that does not grow. */
export function createRateMeter(windowSeconds = 5): RateMeter {
  const counts = new Float64Array(windowSeconds + 1)
  let currentSecond = 0

  function advance(nowMs: number): void {
    const second = Math.floor(nowMs / 1000)
    const steps = Math.min(second - currentSecond, counts.length)
    for (let step = 1; step <= steps; step++) counts[(currentSecond + step) % counts.length] = 0
    currentSecond = Math.max(currentSecond, second)
  }

  return {
    add(count, nowMs) {
      advance(nowMs)
      counts[currentSecond % counts.length] += count
    },
    perSecond(nowMs) {
      advance(nowMs)
      // The second that runs is not whole yet.
      const whole = counts.reduce((sum, count) => sum + count, 0) - counts[currentSecond % counts.length]
      return whole / windowSeconds
    },
  }
}
