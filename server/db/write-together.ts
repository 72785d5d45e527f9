import { overloaded } from '../errors.ts'
import { isUnavailable } from './is-unavailable.ts'

export interface TogetherOptions<Item, Result> {
  /** Writes all in one transaction; resolves with a result each, in their order, or rejects and has written nothing. */
  write(items: readonly Item[]): Promise<Result[]>
  /** A write takes no more of them. */
  most?: number
  /** Items that wait; what would exceed it is refused with 503. */
  waiting?: number
}

interface Waiting<Item, Result> {
  item: Item
  resolve(result: Result): void
  reject(error: unknown): void
}

/**
 * Items that come while others are being written are written together as soon as those are: one that comes alone waits
 * for nobody, and a thousand at once cost few transactions. Where a write of several fails, each is written alone, so
 * that only the one at fault fails; unless the database is away, which no second try helps.
 */
export function writeTogether<Item, Result>({
  write, most = 100, waiting: mostWaiting = 5000,
}: TogetherOptions<Item, Result>): (item: Item) => Promise<Result> {
  const queue: Waiting<Item, Result>[] = []
  let isWriting = false

  async function writeSome(some: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await write(some.map(({ item }) => item))
      for (const [index, { resolve }] of some.entries()) resolve(results[index])
    } catch (error) {
      if (some.length === 1 || isUnavailable(error)) for (const { reject } of some) reject(error)
      else for (const one of some) await writeSome([one])
    }
  }

  async function writeAll(): Promise<void> {
    isWriting = true
    while (queue.length > 0) await writeSome(queue.splice(0, most))
    isWriting = false
  }

  return (item) => {
    if (queue.length >= mostWaiting) return Promise.reject(overloaded(1))
    return new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject })
      if (!isWriting) void writeAll()
    })
  }
}
