import type { FeedRow } from './repository.ts'

/** Where the publisher reads from: the committed feed, in order. */
export interface FeedSource {
  headSeq(): Promise<number>
  readAfter(seq: number): Promise<FeedRow[]>
}

/** Gives every committed event, once and in order, to whoever subscribed. */
export interface FeedPublisher {
  /** The last event that subscribers were given. */
  readonly headSeq: number
  /** Something was committed: what is new is read and given out. Any number of calls cost one read at a time. */
  committed(): void
  /** Calls `listener` for every event from now on; returns what ends that. */
  subscribe(listener: (row: FeedRow) => void): () => void
  /** Resolves when no read is under way and none is due. */
  idle(): Promise<void>
}

/** Starts at the head of the feed: what was committed before is for catch-ups, not for subscribers. A read that fails
 * is told to `onError`; what it missed comes with the next one. */
export async function createFeedPublisher(
  source: FeedSource, onError: (error: unknown) => void,
): Promise<FeedPublisher> {
  const listeners = new Set<(row: FeedRow) => void>()
  let headSeq = await source.headSeq()
  let due = false
  let reading: Promise<void> | undefined

  async function drain(): Promise<void> {
    while (due) {
      due = false
      const rows = await source.readAfter(headSeq)
      for (const row of rows) {
        headSeq = row.event.seq
        for (const listener of listeners) listener(row)
      }
      // More may wait behind a read that was cut at its limit.
      if (rows.length > 0) due = true
    }
  }

  function read(): Promise<void> {
    reading ??= drain()
      .catch(onError)
      .then(() => {
        reading = undefined
        // Said in the moment between the last look and here.
        return due ? read() : undefined
      })
    return reading
  }

  return {
    get headSeq() {
      return headSeq
    },
    committed() {
      due = true
      void read()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    idle: () => reading ?? Promise.resolve(),
  }
}
