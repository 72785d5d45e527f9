import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyBaseLogger } from 'fastify'
import { ReplyError } from '../../errors.ts'
import type { FieldDoor } from '../doors/field-doors.ts'
import { type BrokerLink, openBrokerLink } from './broker-link.ts'
import { FIELD_FILTERS } from './topics.ts'

export interface OutsideBrokerOptions {
  url: URL
  /** The broker keeps under it what comes while nobody is here: it must stay the same, and be nobody else's. */
  clientId: string
  /** Resolves once all that comes of the message is durable. Rejects with ReplyError. */
  take(topic: string, payload: Uint8Array): Promise<void>
  /** Keeps a message that is not taken, with why. Resolves when that is durable; rejects with ReplyError 503. */
  setAside(topic: string, payload: Uint8Array, reason: string): Promise<void>
  log: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>
  /** Between two tries to connect: doubled from the first to the last. */
  retryMs?: { first: number; last: number }
}

/**
 * A broker that exists already: the server is one of its clients, for ever connecting anew. A message is acknowledged
 * when it is committed; while the database is away it is tried again and the broker waits. One that nothing can be made
 * of is set aside and acknowledged: unacknowledged, it would come again for ever and stand in the way of others.
 */
export function createOutsideBroker(options: OutsideBrokerOptions): FieldDoor {
  const { url, log, retryMs = { first: 500, last: 15_000 } } = options
  const closing = new AbortController()
  let link: BrokerLink | undefined
  let connected = false
  let running: Promise<void> | undefined

  async function takeOrSetAside(topic: string, payload: Uint8Array): Promise<void> {
    try {
      await options.take(topic, payload)
    } catch (error) {
      if (isBusy(error)) throw error
      if (!(error instanceof ReplyError)) log.error({ err: error, topic }, 'an MQTT message could not be taken')
      await options.setAside(topic, payload, error instanceof ReplyError ? error.message : 'the server failed at it')
    }
  }

  async function take(topic: string, payload: Uint8Array, ended: AbortSignal): Promise<void> {
    for (;;) {
      try {
        return await takeOrSetAside(topic, payload)
      } catch (error) {
        if (!isBusy(error)) throw error
        await delay(1000 * (error.retryAfterSeconds ?? 1), undefined, { signal: ended })
      }
    }
  }

  async function stayConnected(): Promise<void> {
    let waitMs = retryMs.first
    while (!closing.signal.aborted) {
      const current = openBrokerLink({ url, clientId: options.clientId, filters: FIELD_FILTERS, take })
      link = current
      void current.ready.then(
        () => {
          connected = true
          waitMs = retryMs.first
          log.info(`connected to the MQTT broker at ${url.host}`)
        },
        () => {},
      )
      const reason = await current.ended
      connected = false
      if (closing.signal.aborted) return
      log.warn(`no connection to the MQTT broker at ${url.host}: ${reason.message}; trying again`)
      await delay(waitMs, undefined, { signal: closing.signal }).catch(() => {})
      waitMs = Math.min(waitMs * 2, retryMs.last)
    }
  }

  return {
    name: `MQTT at ${url.host}`,
    port: Number(url.port || (url.protocol === 'mqtts:' ? 8883 : 1883)),
    // It need not be there yet: the field's other doors do not wait for it.
    async open(_host, port) {
      running = stayConnected()
      return port
    },
    connections: () => (connected ? 1 : 0),
    async close() {
      closing.abort()
      link?.end()
      await running
    },
  }
}

function isBusy(error: unknown): error is ReplyError {
  return error instanceof ReplyError && error.statusCode === 503
}
