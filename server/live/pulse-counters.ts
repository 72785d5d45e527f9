import type { PulseCounts } from './repository.ts'

/** Counts are read at most this often, */
const FRESH_MS = 2000
/** and this often even where no case changed: a case becomes overdue by itself, and a day ends. */
const STALE_MS = 10_000

/** The counters of each scope that someone looks at, shared by all who do. */
export interface PulseCounters {
  /** The newest counts of a scope; reads anew where they may have changed. Rejects only while there are none yet. */
  of(scopeCode: string, feedSeq: number, nowMs: number): Promise<PulseCounts>
}

interface Entry {
  counts: Promise<PulseCounts>
  feedSeq: number
  readAtMs: number
  reading: boolean
}

/** Counters over `read`. A read that fails is told to `onError` and the counts before stay. */
export function createPulseCounters(
  read: (scopeCode: string) => Promise<PulseCounts>, onError: (error: unknown) => void,
): PulseCounters {
  const entries = new Map<string, Entry>()
  return {
    of(scopeCode, feedSeq, nowMs) {
      const entry = entries.get(scopeCode)
      if (entry === undefined) {
        const counts = read(scopeCode)
        const first: Entry = { counts, feedSeq, readAtMs: nowMs, reading: true }
        entries.set(scopeCode, first)
        counts.then(
          () => {
            first.reading = false
          },
          () => entries.delete(scopeCode),
        )
        return counts
      }
      const ageMs = nowMs - entry.readAtMs
      const due = ageMs >= STALE_MS || (ageMs >= FRESH_MS && entry.feedSeq !== feedSeq)
      if (due && !entry.reading) {
        entry.reading = true
        entry.readAtMs = nowMs
        entry.feedSeq = feedSeq
        read(scopeCode)
          .then((counts) => {
            entry.counts = Promise.resolve(counts)
          }, onError)
          .finally(() => {
            entry.reading = false
          })
      }
      return entry.counts
    },
  }
}
