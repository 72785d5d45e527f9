import { overloaded } from '../errors.ts'

export interface GroupCommitterOptions<Item> {
  /** Commits all of them or rejects. Called again before it has settled only where `writesAtOnce` allows. */
  write(items: readonly Item[]): Promise<void>
  /** How many rows an item makes. Where none, it is done at once. */
  rowsOf(item: Item): number
  /** Items that are durable now, in the order they came. Called before their senders are told. */
  onCommitted(items: readonly Item[]): void
  onError(error: unknown): void
  /** An item waits at most this long for company. */
  flushEveryMs?: number
  /** This many rows do not wait, and a write takes no more of them unless a single item has. */
  flushRows?: number
  /** Rows that wait or are being written; what would exceed it is refused. */
  queueRows?: number
  /** Writes under way at the same time; what came later may then be committed first. */
  writesAtOnce?: number
}

/** Group commit: many small items, few transactions. An item is kept or lost as a whole. */
export interface GroupCommitter<Item> {
  /** Resolves once the item is committed. Throws 503 where the queue is full or the database fails: nothing of it may be
   * taken for stored, and sending it again must be harmless. */
  submit(item: Item): Promise<void>
  /** Rows that wait or are being written. */
  rowsWaiting(): number
  /** Writes what waits, then refuses. */
  close(): Promise<void>
}

interface Waiting<Item> {
  item: Item
  rows: number
  resolve(): void
  reject(error: unknown): void
}

/** SQLSTATE classes 22 and 23: the data is at fault, not the database. */
function isDataError(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code
  return typeof code === 'string' && /^2[23]/.test(code)
}

/** A committer that flushes every `flushEveryMs` or `flushRows`, by default one write at a time. */
export function createGroupCommitter<Item>({
  write, rowsOf, onCommitted, onError, flushEveryMs = 100, flushRows = 4000, queueRows = 40_000, writesAtOnce = 1,
}: GroupCommitterOptions<Item>): GroupCommitter<Item> {
  const queue: Waiting<Item>[] = []
  const writing = new Set<Promise<void>>()
  let rowsQueued = 0
  let rowsBeingWritten = 0
  let timer: NodeJS.Timeout | undefined
  let closed = false

  async function commit(batch: Waiting<Item>[]): Promise<void> {
    try {
      const items = batch.map(({ item }) => item)
      await write(items)
      onCommitted(items)
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

  function takeBatch(): { batch: Waiting<Item>[]; rows: number } {
    let count = 0
    let rows = 0
    while (count < queue.length && (count === 0 || rows + queue[count].rows <= flushRows)) rows += queue[count++].rows
    return { batch: queue.splice(0, count), rows }
  }

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (writing.size >= writesAtOnce || queue.length === 0) return
    const { batch, rows } = takeBatch()
    rowsQueued -= rows
    rowsBeingWritten += rows
    const write = commit(batch).then(() => {
      writing.delete(write)
      rowsBeingWritten -= rows
      schedule()
    })
    writing.add(write)
    schedule()
  }

  function schedule(): void {
    if (writing.size >= writesAtOnce || queue.length === 0) return
    if (closed || rowsQueued >= flushRows) flush()
    else timer ??= setTimeout(flush, flushEveryMs)
  }

  return {
    submit(item) {
      const rows = rowsOf(item)
      if (rows === 0) return Promise.resolve()
      if (closed || rowsQueued + rowsBeingWritten + rows > queueRows) return Promise.reject(overloaded(1))
      return new Promise((resolve, reject) => {
        queue.push({ item, rows, resolve, reject })
        rowsQueued += rows
        schedule()
      })
    },
    rowsWaiting: () => rowsQueued + rowsBeingWritten,
    async close() {
      closed = true
      flush()
      while (writing.size > 0) await Promise.race(writing)
    },
  }
}
