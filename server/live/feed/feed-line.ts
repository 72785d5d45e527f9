import type { FeedCatchUp, FeedEvent } from '../../contract/live.ts'
import { type FeedRow, isSeenFrom } from './repository.ts'

/** More events than this are not replayed: reading the lists again is quicker. */
export const CATCH_UP_LIMIT = 1000

/** What a line needs of the feed. `read` answers events of the scope after `since` and up to `until`, in order. */
export interface FeedLineSource {
  headSeq(): number
  oldestSeq(): Promise<number>
  read(since: number, until: number, scopeCode: string, limit: number): Promise<FeedRow[]>
}

type State =
  | { type: 'waiting' }
  | { type: 'catching-up'; arrived: FeedRow[] }
  | { type: 'running'; lastSeq: number }

/** One client's end of the feed. */
export interface FeedLine {
  /** An event was published: it is sent if it is of this client's scope and the client has asked for the feed. */
  offer(row: FeedRow): void
  /** The client has everything up to `since`: `reply` gets what it lacks, and from there on events follow by `send`. */
  since(since: number, reply: (catchUp: FeedCatchUp) => void): Promise<void>
}

/**
 * Joins replay and live events without a gap: what is published while the replay is read waits behind it. A replay that
 * cannot be had (too long, too old, a number from another database, a failed read) becomes a reset, which is always right.
 */
export function createFeedLine(
  source: FeedLineSource,
  scopeCode: string,
  send: (event: FeedEvent, previousSeq: number) => void,
  onError: (error: unknown) => void,
): FeedLine {
  let state: State = { type: 'waiting' }

  async function replay(since: number, headSeq: number): Promise<FeedCatchUp> {
    const reset = { type: 'reset', seq: headSeq } as const
    if (since === 0 || since > headSeq) return reset
    if (since === headSeq) return { type: 'events', events: [], seq: headSeq }
    if (since + 1 < (await source.oldestSeq())) return reset
    const rows = await source.read(since, headSeq, scopeCode, CATCH_UP_LIMIT + 1)
    if (rows.length > CATCH_UP_LIMIT) return reset
    return { type: 'events', events: rows.map((row) => row.event), seq: headSeq }
  }

  function deliver(running: { lastSeq: number }, { event }: FeedRow): void {
    send(event, running.lastSeq)
    running.lastSeq = event.seq
  }

  return {
    offer(row) {
      if (!isSeenFrom(row, scopeCode)) return
      if (state.type === 'catching-up') state.arrived.push(row)
      else if (state.type === 'running') deliver(state, row)
    },
    async since(since, reply) {
      const headSeq = source.headSeq()
      const catchingUp: State = { type: 'catching-up', arrived: [] }
      state = catchingUp
      let catchUp: FeedCatchUp
      try {
        catchUp = await replay(since, headSeq)
      } catch (error) {
        onError(error)
        catchUp = { type: 'reset', seq: headSeq }
      }
      reply(catchUp)
      // Asked again meanwhile: the later request goes on from its own head.
      if (state !== catchingUp) return
      const running: State = { type: 'running', lastSeq: headSeq }
      state = running
      for (const row of catchingUp.arrived) deliver(running, row)
    },
  }
}
