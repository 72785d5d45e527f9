/** Things that are to happen at a time of the simulated day. */
export interface Agenda {
  add(atMs: number, happen: () => void): void
  /** Lets everything happen that is due at `nowMs`, in order of time; what it adds for the same time happens too. */
  run(nowMs: number): void
  readonly size: number
}

export function createAgenda(): Agenda {
  // Latest first, so that the next one is popped from the end.
  const entries: { atMs: number; happen: () => void }[] = []

  return {
    add(atMs, happen) {
      let low = 0
      let high = entries.length
      while (low < high) {
        const middle = (low + high) >>> 1
        if (entries[middle].atMs > atMs) low = middle + 1
        else high = middle
      }
      entries.splice(low, 0, { atMs, happen })
    },
    run(nowMs) {
      while (entries.length > 0 && entries[entries.length - 1].atMs <= nowMs) entries.pop()!.happen()
    },
    get size() {
      return entries.length
    },
  }
}
