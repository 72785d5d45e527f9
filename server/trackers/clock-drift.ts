/**
 * How far the clock of a device is ahead, from the times of its records and when they came. A record comes after it was
 * made, seconds later or, where there was no network, hours: so the smallest of many delays is that of the clock, and a
 * clock that is ahead makes it negative.
 */
export interface ClockDrift {
  /** The smallest delay in the window that runs, and in the one before. */
  leastDelayMs: number
  leastDelayBeforeMs: number
  windowStartMs: number
}

/** Delays are forgotten after one to two windows: a clock that was put right is seen to be after that. */
const WINDOW_MS = 15 * 60_000

/** What is known after one more record. */
export function observeDelay(drift: ClockDrift | undefined, recordedAtMs: number, receivedAtMs: number): ClockDrift {
  const delayMs = receivedAtMs - recordedAtMs
  if (drift === undefined || receivedAtMs - drift.windowStartMs >= 2 * WINDOW_MS) {
    return { leastDelayMs: delayMs, leastDelayBeforeMs: Infinity, windowStartMs: receivedAtMs }
  }
  if (receivedAtMs - drift.windowStartMs >= WINDOW_MS) {
    return { leastDelayMs: delayMs, leastDelayBeforeMs: drift.leastDelayMs, windowStartMs: receivedAtMs }
  }
  const { leastDelayMs, leastDelayBeforeMs, windowStartMs } = drift
  return delayMs < leastDelayMs ? { leastDelayMs: delayMs, leastDelayBeforeMs, windowStartMs } : drift
}

/** Milliseconds that the clock is ahead of the server's; negative: behind, as far as the fastest record tells. */
export function clockAheadMs({ leastDelayMs, leastDelayBeforeMs }: ClockDrift): number {
  return -Math.min(leastDelayMs, leastDelayBeforeMs)
}
