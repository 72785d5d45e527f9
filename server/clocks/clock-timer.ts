/** The longest sleep: another process may have set an earlier moment. */
const LONGEST_SLEEP_MS = 15_000
/** Rows that somebody has in hand, or a database that does not answer, are tried again after so long. */
const SHORTEST_SLEEP_MS = 250

/** Runs something when it is due, never twice at once. */
export interface ClockTimer {
  start(): void
  /** It is due then, at the latest. */
  expect(atMs: number): void
  /** Resolves when nothing runs any more. */
  close(): Promise<void>
}

/**
 * From its start on runs `work`, at once and then whenever it says that it is due again, and every 15 s at the latest.
 * `work` answers that moment, or null where it knows of none, and must not reject.
 */
export function createClockTimer(now: () => number, work: () => Promise<number | null>): ClockTimer {
  let timer: NodeJS.Timeout | undefined
  let wakesAtMs = Number.POSITIVE_INFINITY
  let running: Promise<void> | undefined
  let closed = false

  function sleepUntil(atMs: number): void {
    clearTimeout(timer)
    if (closed) return
    wakesAtMs = atMs
    timer = setTimeout(run, Math.min(LONGEST_SLEEP_MS, Math.max(SHORTEST_SLEEP_MS, atMs - now())))
  }

  function run(): void {
    running = work().then((atMs) => {
      running = undefined
      sleepUntil(atMs ?? now() + LONGEST_SLEEP_MS)
    })
  }

  return {
    start: run,
    expect(atMs) {
      if (timer !== undefined && running === undefined && atMs < wakesAtMs) sleepUntil(atMs)
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await running
    },
  }
}
