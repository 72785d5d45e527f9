import { setTimeout as wait } from 'node:timers/promises'
import type { HttpClient, Reply, Request } from './http-client.ts'

/** How long to wait before the same request goes out again: doubles from first to longest; Retry-After overrides. */
export interface BackOff {
  firstMs: number
  longestMs: number
}

/** Traccar Client's shape (5 s doubling to 5 min), made shorter so that a demo recovers within half a minute. */
export const FIELD_BACK_OFF: BackOff = { firstMs: 1000, longestMs: 30_000 }

/** Even where the server says "Retry-After: 0". */
const SHORTEST_PAUSE_MS = 100

/** Counts of what left the field, for the line of status. */
export interface DeliveryCounts {
  delivered: number
  retried: number
  refused: number
  /** What the server said to the last request that it refused, or that could not reach it. */
  lastTrouble: string
}

export function newDeliveryCounts(): DeliveryCounts {
  return { delivered: 0, retried: 0, refused: 0, lastTrouble: '' }
}

/** Thrown where the server does not accept the token: no repetition will help. */
export class TokenRefused extends Error {}

/** The reply to a delivery: `delivered` 2xx; `refused` where the server says that the request itself is wrong. */
export type Delivery = { type: 'delivered'; reply: Reply } | { type: 'refused'; reply: Reply }

/**
 * Sends `request` until the server has taken it (2xx) or has refused it for good (4xx): nothing is lost while the
 * server is overloaded (429, 503), broken (5xx) or away. Throws TokenRefused on 401 and 403, and rejects when `signal`
 * aborts. `random` spreads the repeats of many senders.
 */
export async function deliver(
  client: HttpClient,
  request: Request,
  options: { signal: AbortSignal; counts: DeliveryCounts; random: () => number; backOff?: BackOff },
): Promise<Delivery> {
  const { signal, counts, random, backOff = FIELD_BACK_OFF } = options
  let delayMs = backOff.firstMs
  for (;;) {
    signal.throwIfAborted()
    let pauseMs = delayMs
    try {
      const reply = await client.send(request, signal)
      if (reply.status >= 200 && reply.status < 300) {
        counts.delivered++
        return { type: 'delivered', reply }
      }
      counts.lastTrouble = `${reply.status} ${reply.body.slice(0, 200)}`
      if (reply.status === 401 || reply.status === 403) throw new TokenRefused(counts.lastTrouble)
      if (reply.status < 500 && reply.status !== 429 && reply.status !== 408) {
        counts.refused++
        return { type: 'refused', reply }
      }
      if (reply.retryAfterS !== undefined) pauseMs = Math.max(reply.retryAfterS * 1000, SHORTEST_PAUSE_MS)
    } catch (error) {
      if (error instanceof TokenRefused || signal.aborted) throw error
      counts.lastTrouble = error instanceof Error ? error.message : String(error)
    }
    counts.retried++
    await wait(pauseMs * (1 + random() / 2), undefined, { signal })
    delayMs = Math.min(delayMs * 2, backOff.longestMs)
  }
}
