/** Clocks of devices are a little ahead; beyond this they are wrong. */
const AHEAD_MS = 5 * 60_000
const DAY_MS = 86_400_000

/** Why the time of a reading cannot be believed or is of no use any more, in words that begin with a code; undefined
 * where it can. Readings are kept for `keepDays`. */
export function vetTime(recordedAtMs: number, nowMs: number, keepDays: number): string | undefined {
  const aheadMs = recordedAtMs - nowMs
  if (aheadMs > AHEAD_MS) return `future: recorded ${Math.round(aheadMs / 1000)} s ahead of the server's clock`
  if (-aheadMs >= keepDays * DAY_MS) {
    return `too-old: recorded ${Math.floor(-aheadMs / DAY_MS)} days ago, kept are ${keepDays}`
  }
  return undefined
}
