import { overloaded } from '../errors.ts'

export interface InTurnOptions {
  /** Pieces of work that wait or are under way; what would exceed it is refused. */
  most: number
  /** Whose turn comes later than this is refused then: nobody may wait for a database that hangs, one after the other. */
  patienceMs: number
  nowMs?: () => number
}

/**
 * Lets one piece of work run at a time, in the order in which they were asked for: for what locks the same thing in the
 * database anyway, so that those who wait do so here and leave the connections to others. Refuses with ReplyError 503.
 */
export function inTurn(
  { most, patienceMs, nowMs = () => performance.now() }: InTurnOptions,
): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return async (work) => {
    if (waiting >= most) throw overloaded(1)
    waiting++
    const askedMs = nowMs()
    const result = last.then(async () => {
      try {
        if (nowMs() - askedMs > patienceMs) throw overloaded(1)
        return await work()
      } finally {
        waiting--
      }
    })
    last = result.catch(() => {})
    return result
  }
}
