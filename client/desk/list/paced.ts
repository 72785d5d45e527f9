/**
 * Does work at most once every `everyMs`: the first that is asked for at once, what is asked for soon after together when
 * the time has passed. Nothing that is asked for is left undone unless it is ended.
 */
export function paced(everyMs: number, work: () => void, now = () => performance.now()): { ask(): void; end(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let doneAtMs = -Infinity
  const run = () => {
    timer = undefined
    doneAtMs = now()
    work()
  }
  return {
    ask() {
      if (timer !== undefined) return
      const waitMs = everyMs - (now() - doneAtMs)
      if (waitMs <= 0) run()
      else timer = setTimeout(run, waitMs)
    },
    end() {
      clearTimeout(timer)
    },
  }
}
