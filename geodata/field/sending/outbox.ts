import { deliver, type BackOff, type DeliveryCounts } from './deliver.ts'
import type { HttpClient, Request } from './http-client.ts'

/** What every sender of the field is given. A sender that cannot go on (its token is refused) tells it to `fail`. */
export interface SenderContext {
  client: HttpClient
  counts: DeliveryCounts
  random: () => number
  signal: AbortSignal
  fail: (error: unknown) => void
  backOff?: BackOff
}

export interface Outbox {
  /** Sends the request after those before it. False where too many wait already and it was not taken. */
  put(request: Request, onDelivered?: () => void): boolean
  /** Requests that the server has not answered for good yet. */
  readonly size: number
}

/**
 * A strict queue of at most `limit` requests: one under way at a time, the same again until the server takes it; what
 * the server refuses is counted and given up. `onDelivered` runs when a request was taken.
 */
export function createOutbox(context: SenderContext, limit: number): Outbox {
  const queue: { request: Request; onDelivered: (() => void) | undefined }[] = []
  let sending = false

  async function sendAll(): Promise<void> {
    sending = true
    try {
      while (queue.length > 0) {
        const { request, onDelivered } = queue[0]
        const delivery = await deliver(context.client, request, context)
        queue.shift()
        if (delivery.type === 'delivered') onDelivered?.()
      }
    } catch (error) {
      if (!context.signal.aborted) context.fail(error)
    } finally {
      sending = false
    }
  }

  return {
    put(request, onDelivered) {
      if (queue.length >= limit || context.signal.aborted) return false
      queue.push({ request, onDelivered })
      if (!sending) void sendAll()
      return true
    },
    get size() {
      return queue.length
    },
  }
}

/** Sends JSON to the server as a device does. */
export function jsonRequest(token: string, path: string, content: unknown): Request {
  return { method: 'POST', path, body: JSON.stringify(content), mediaType: 'application/json', bearer: token }
}
