import type { Queryable } from '../../db/database.ts'
import {
  disableHook, type DeliveryResult, findDueHooks, type LeasedDelivery, leaseDeliveries, recordResults,
} from './delivery-repository.ts'
import { postMessage, type PostOutcome } from './post-message.ts'
import { MOST_ATTEMPTS, retryDelayMs } from './retry-delay.ts'
import { SIGNATURE_HEADER, signatureOf } from './sign-body.ts'

/** Messages of one hook under way at a time. */
const AT_ONCE = 8
const GONE = 410
/** A receiver that asks for more time gets so much at most. */
const LONGEST_ASKED_MS = 3_600_000

export interface SenderContext {
  database: Queryable
  /** The time by which tries are due. */
  now(): number
  /** In [0, 1). */
  random(): number
  allowPrivate(): Promise<boolean>
  /** An answer that takes longer is none. */
  timeoutMs: number
  /** Hears what failed within; what was not sent is tried again. */
  onError(error: unknown): void
}

/** Sends what the outbox holds: at least once each, with the same id each time, and in order of a case. */
export class WebhookSender {
  readonly #context: SenderContext
  readonly #draining = new Map<number, Promise<void>>()
  #closed = false
  #waking = false

  constructor(context: SenderContext) {
    this.#context = context
  }

  /** Sends all that is due; hooks do not wait for each other. Resolves when nothing is due any more. */
  async sendDue(): Promise<void> {
    const { database, now } = this.#context
    while (!this.#closed) {
      const due = await findDueHooks(database, now())
      if (due.length === 0 && this.#draining.size === 0) return
      for (const id of due) this.#start(id)
      await Promise.all(this.#draining.values())
    }
  }

  /** Starts nothing more, and waits for what is under way. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.allSettled(this.#draining.values())
  }

  /** Starts to send what is due of each hook that nobody here is sending yet. Never throws. */
  async wake(): Promise<void> {
    const { database, now, onError } = this.#context
    if (this.#closed || this.#waking) return
    this.#waking = true
    try {
      for (const id of await findDueHooks(database, now())) this.#start(id)
    } catch (error) {
      onError(error)
    } finally {
      this.#waking = false
    }
  }

  #start(webhookId: number): void {
    if (this.#closed || this.#draining.has(webhookId)) return
    const drained = this.#drain(webhookId).catch(this.#context.onError).finally(() => this.#draining.delete(webhookId))
    this.#draining.set(webhookId, drained)
  }

  async #drain(webhookId: number): Promise<void> {
    const { database, now, allowPrivate, timeoutMs } = this.#context
    while (!this.#closed) {
      // long enough that it only runs out where this process has died
      const leased = await leaseDeliveries(database, webhookId, now(), timeoutMs * 6, AT_ONCE)
      if (leased.length === 0) return
      const options = { allowPrivate: await allowPrivate(), timeoutMs }
      const outcomes = await Promise.all(leased.map((delivery) => this.#post(delivery, options)))
      const results = leased.map((delivery, index) => this.#resultOf(delivery, outcomes[index]))
      await recordResults(database, webhookId, results, now())
      if (outcomes.some((outcome) => outcome.type === 'answer' && outcome.status === GONE)) {
        await disableHook(database, webhookId, 'the receiver answered 410 Gone')
        return
      }
    }
  }

  #post(
    { id, kind, body, url, secret }: LeasedDelivery, options: { allowPrivate: boolean; timeoutMs: number },
  ): Promise<PostOutcome> {
    const text = JSON.stringify(body)
    const headers = {
      [SIGNATURE_HEADER]: signatureOf(secret, text, this.#context.now()),
      'gridwall-delivery': id, 'gridwall-event': `case.${kind}`, 'user-agent': 'gridwall',
    }
    return postMessage(url, headers, text, options)
  }

  #resultOf({ id, attempts }: LeasedDelivery, outcome: PostOutcome): DeliveryResult {
    const nowMs = this.#context.now()
    const status = outcome.type === 'answer' ? outcome.status : null
    if (status !== null && status >= 200 && status < 300) {
      return { id, state: 'delivered', nextAtMs: nowMs, status, error: null }
    }
    const error = outcome.type === 'answer' ? `HTTP ${outcome.status}: ${outcome.text}` : outcome.reason
    const isLast = attempts >= MOST_ATTEMPTS || status === GONE
    const askedMs = (outcome.type === 'answer' ? (outcome.retryAfterS ?? 0) : 0) * 1000
    const delayMs = Math.max(retryDelayMs(attempts, this.#context.random()), Math.min(askedMs, LONGEST_ASKED_MS))
    return { id, state: isLast ? 'dead' : 'waiting', nextAtMs: nowMs + delayMs, status, error }
  }
}
