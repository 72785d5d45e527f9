import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { type IPublishPacket, type Packet, parser, writeToStream } from 'mqtt-packet'

export interface BrokerLinkOptions {
  /** mqtt:// or mqtts://, with user and password where the broker wants them. */
  url: URL
  clientId: string
  filters: readonly string[]
  /** Resolves once the message is durable, or rejects when `ended` says that it need not go on. */
  take(topic: string, payload: Uint8Array, ended: AbortSignal): Promise<void>
}

/** One connection to a broker, from CONNECT to its end. */
export interface BrokerLink {
  /** Resolves when the subscription stands. Rejects with what the broker or the network says. */
  ready: Promise<void>
  /** Resolves with why it ended. */
  ended: Promise<Error>
  end(): void
}

const KEEP_ALIVE_S = 30
/** So many messages wait for their commit before no more are read. */
const MAX_IN_FLIGHT = 4000
const RETURN_CODES = [
  '', 'it does not speak MQTT 3.1.1', 'it refuses the client identifier', 'it is unavailable',
  'wrong user name or password', 'not authorised',
]

/**
 * Connects with a session that the broker keeps, subscribes with QoS 1, and acknowledges each message when it is
 * durable.
 *
 * Why not mqtt.js: it handles the next message only when the one before is acknowledged (`work` in its client.js), so
 * that with a group commit every 100 ms ten messages a second would come through. Its packets are read and written here
 * by the same mqtt-packet that it uses.
 */
export function openBrokerLink({ url, clientId, filters, take }: BrokerLinkOptions): BrokerLink {
  const socket = openSocket(url)
  const over = new AbortController()
  let inFlight = 0
  let heardSincePing = true
  let subscribed = (): void => {}
  let failed = (_error: Error): void => {}
  const ready = new Promise<void>((resolve, reject) => {
    subscribed = resolve
    failed = reject
  })

  const send = (packet: Packet): void => {
    if (!socket.destroyed) writeToStream(packet, socket)
  }

  async function receive({ topic, payload, qos, messageId }: IPublishPacket): Promise<void> {
    if (++inFlight >= MAX_IN_FLIGHT) socket.pause()
    try {
      await take(topic, payload as Buffer, over.signal)
      // Whoever is asked for QoS 1 sends no QoS 2.
      if (qos > 0) send({ cmd: 'puback', messageId })
    } catch (error) {
      socket.destroy(error as Error)
    } finally {
      if (--inFlight < MAX_IN_FLIGHT) socket.resume()
    }
  }

  function handle(packet: Packet): void {
    switch (packet.cmd) {
      case 'connack': {
        if (packet.returnCode !== 0) {
          const why = RETURN_CODES[packet.returnCode!] ?? `code ${packet.returnCode}`
          return void socket.destroy(new Error(`the broker refuses the connection: ${why}`))
        }
        const subscriptions = filters.map((topic) => ({ topic, qos: 1 as const }))
        return send({ cmd: 'subscribe', messageId: 1, subscriptions })
      }
      case 'suback': {
        const refused = filters.filter((_, i) => packet.granted[i] === 128)
        if (refused.length > 0) {
          return void socket.destroy(new Error(`the broker refuses to subscribe us to ${refused.join(', ')}`))
        }
        return subscribed()
      }
      case 'publish':
        return void receive(packet)
    }
  }

  const reader = parser()
  reader.on('packet', handle)
  reader.on('error', (error: Error) => socket.destroy(error))
  socket.on('data', (bytes: Buffer) => {
    heardSincePing = true
    reader.parse(bytes)
  })
  socket.on(url.protocol === 'mqtts:' ? 'secureConnect' : 'connect', () => {
    send({
      cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clientId, clean: false, keepalive: KEEP_ALIVE_S,
      username: url.username ? decodeURIComponent(url.username) : undefined,
      password: url.password ? Buffer.from(decodeURIComponent(url.password)) : undefined,
    })
  })
  const pinging = setInterval(() => {
    // A connection that is dead without a word would otherwise look alive for ever.
    if (!heardSincePing && !socket.isPaused()) socket.destroy(new Error('the broker says nothing any more'))
    heardSincePing = false
    send({ cmd: 'pingreq' })
  }, (KEEP_ALIVE_S * 1000) / 2)

  const ended = new Promise<Error>((resolve) => {
    let reason = new Error('the broker closed the connection')
    socket.on('error', (error) => (reason = error))
    socket.on('close', () => {
      clearInterval(pinging)
      over.abort(reason)
      failed(reason)
      resolve(reason)
    })
  })
  ready.catch(() => {})
  return {
    ready, ended,
    end() {
      send({ cmd: 'disconnect' })
      socket.destroySoon()
    },
  }
}

function openSocket({ protocol, hostname, port }: URL): Socket {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  if (protocol === 'mqtts:') return connectTls({ host, port: Number(port || 8883), servername: host })
  return connectTcp({ host, port: Number(port || 1883), noDelay: true })
}
