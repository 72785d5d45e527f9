import { overloaded } from '../errors.ts'
import type { Position, QuarantinedRecord } from './position.ts'

/** What is to be kept or lost together. */
export interface Submission {
  positions: readonly Position[]
  quarantined: readonly QuarantinedRecord[]
}

export interface CommitterOptions {
  /** Commits all of it or rejects. Never called again before it has settled. */
  write(positions: readonly Position[], quarantined: readonly QuarantinedRecord[]): Promise<void>
  /** Positions that are durable now, in the order they came. */
  onCommitted(positions: readonly Position[]): void
  onError(error: unknown): void
  /** A submission waits at most this long for company. */
  flushEveryMs?: number
  /** This many rows do not wait, and a write takes no more of them unless a single submission has. */
  flushRows?: number
  /** Rows that wait or are being written; what would exceed it is refused. */
  queueRows?: number
}

/** Group commit: many small submissions, few transactions. */
export interface PositionCommitter {
  /** Resolves once the submission is committed. Throws 503 where the queue is full or the database fails: nothing of it
   * may be taken for stored, and sending it again is harmless. */
  submit(submission: Submission): Promise<void>
  /** Writes what waits, then refuses. */
  close(): Promise<void>
}

interface Waiting extends Submission {
  rows: number
  resolve(): void
  reject(error: unknown): void
}

/** SQLSTATE classes 22 and 23: the data is at fault, not the database. */
function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code
  return typeof code === 'string' && /^2[23]/.test(code)
}

/** A committer that flushes every `flushEveryMs` or `flushRows`, one write at a time. */
export function createPositionCommitter({
  write, onCommitted, onError, flushEveryMs = 100, flushRows = 4000, queueRows = 40_000,
}: CommitterOptions): PositionCommitter {
  const queue: Waiting[] = []
  let rowsWaiting = 0
  let rowsBeingWritten = 0
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | undefined
  let closed = false

  async function commit(batch: Waiting[]): Promise<void> {
    try {
      const positions = batch.flatMap((waiting) => waiting.positions)
      await write(positions, batch.flatMap((waiting) => waiting.quarantined))
      onCommitted(positions)
      for (const waiting of batch) waiting.resolve()
    } catch (error) {
      if (isDataError(error) && batch.length > 1) {
        // One of them holds what the database refuses; the others must not fail with it.
        for (const waiting of batch) await commit([waiting])
        return
      }
      onError(error)
      for (const waiting of batch) waiting.reject(overloaded(1))
    }
  }

  function takeBatch(): Waiting[] {
    let count = 0
    let rows = 0
    while (count < queue.length && (count === 0 || rows + queue[count].rows <= flushRows)) rows += queue[count++].rows
    rowsWaiting -= rows
    rowsBeingWritten = rows
    return queue.splice(0, count)
  }

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (writing !== undefined || queue.length === 0) return
    writing = commit(takeBatch()).then(() => {
      writing = undefined
      rowsBeingWritten = 0
      schedule()
    })
  }

  function schedule(): void {
    if (writing !== undefined || queue.length === 0) return
    if (closed || rowsWaiting >= flushRows) flush()
    else timer ??= setTimeout(flush, flushEveryMs)
  }

  return {
    submit({ positions, quarantined }) {
      const rows = positions.length + quarantined.length
      if (rows === 0) return Promise.resolve()
      if (closed || rowsWaiting + rowsBeingWritten + rows > queueRows) return Promise.reject(overloaded(1))
      return new Promise((resolve, reject) => {
        queue.push({ positions, quarantined, rows, resolve, reject })
        rowsWaiting += rows
        schedule()
      })
    },
    async close() {
      closed = true
      flush()
      while (queue.length > 0) await writing
      await writing
    },
  }
}
