import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { Aedes, type AuthenticateError, type Client } from 'aedes'
import type { FastifyBaseLogger } from 'fastify'
import type { Identity } from '../../auth/identity.ts'
import { ReplyError } from '../../errors.ts'
import type { FieldDoor } from '../doors/field-doors.ts'
import { DeviceConnection } from './device-connection.ts'
import type { FieldMessage } from './take-message.ts'
import { trackerListening } from './topics.ts'

export interface EmbeddedBrokerOptions {
  port: number
  /** Whom a token stands for; remembered for a while, so it is asked with every message. */
  identify(token: string): Promise<Identity | null>
  /** Resolves once all that comes of the message is durable. Rejects with ReplyError. */
  take(message: FieldMessage): Promise<void>
  /** Whether a client with this scope may listen for orders to this tracker. */
  mayListen(trackerKey: string, scopeCode: string): boolean
  log: Pick<FastifyBaseLogger, 'info' | 'error'>
}

const MAX_CONNECTIONS = 50_000
/** One that says nothing for longer, or says that it will, is taken for gone. */
const LONGEST_KEEP_ALIVE_S = 3600
const NOTHING = Buffer.alloc(0)

/** Return codes of CONNACK. */
const SERVER_UNAVAILABLE = 3
const BAD_PASSWORD = 4
const NOT_AUTHORISED = 5

/**
 * The broker for devices that have none: they publish what they measure, and that is all it does. Apps that listen for
 * orders to themselves may, and hear nothing. The acknowledgement of a message (PUBACK, PUBREC) waits for its commit,
 * since Aedes sends it after `authorizePublish`. A message that cannot be taken ends the connection: MQTT 3.1.1 knows
 * no other no, and it is what makes a device send again. Nothing is forwarded between devices, retained, or kept of
 * their sessions.
 */
export function createEmbeddedBroker(options: EmbeddedBrokerOptions): FieldDoor {
  const tokens = new WeakMap<Client, string>()
  let broker: Aedes | undefined
  let server: Server | undefined

  async function scopeOf(client: Client | null): Promise<string> {
    const token = client === null ? undefined : tokens.get(client)
    const identity = token === undefined ? null : await options.identify(token)
    if (identity?.type !== 'device') throw new Error('the token is no longer valid')
    return identity.scopeCode
  }

  async function connect(client: Client, token: string | undefined): Promise<number> {
    let identity: Identity | null
    try {
      identity = token ? await options.identify(token) : null
    } catch (error) {
      options.log.error({ err: error }, 'a device could not be identified')
      return SERVER_UNAVAILABLE
    }
    if (identity === null) return BAD_PASSWORD
    if (identity.type !== 'device') return NOT_AUTHORISED
    tokens.set(client, token!)
    connectionOf(client).trust()
    return 0
  }

  async function receive(client: Client, message: Omit<FieldMessage, 'scopeCode'>, mayBeLost: boolean): Promise<void> {
    const connection = connectionOf(client)
    connection.begin(message.payload.length)
    try {
      await options.take({ ...message, scopeCode: await scopeOf(client) })
    } catch (error) {
      const isBusy = error instanceof ReplyError && error.statusCode === 503
      // Nobody waits for its acknowledgement, so there is nothing that ending the connection would save.
      if (mayBeLost && isBusy) return
      const { topic } = message
      if (error instanceof ReplyError) options.log.info({ topic, client: client.id }, `MQTT refused: ${error.message}`)
      else options.log.error({ err: error, topic }, 'an MQTT message could not be taken')
      throw error
    } finally {
      connection.finish(message.payload.length)
    }
  }

  async function createBroker(): Promise<Aedes> {
    return Aedes.createBroker({
      connectTimeout: 10_000,
      maxTopicLevels: 8,
      maxClientsIdLength: 256,
      preConnect(_client, packet, done) {
        // Sending again is harmless, so there is nothing that a session would have to remember.
        packet.clean = true
        packet.keepalive = Math.min(packet.keepalive || LONGEST_KEEP_ALIVE_S, LONGEST_KEEP_ALIVE_S)
        // An identifier is taken over by whoever connects with it; so the holders of different tokens have different
        // ones.
        if (packet.clientId) packet.clientId = `${fingerprint(packet.password)}/${packet.clientId}`
        done(null, true)
      },
      authenticate(client, _user, password, done) {
        void connect(client, password?.toString()).then((returnCode) => {
          if (returnCode === 0) done(null, true)
          else done(Object.assign(new Error('CONNECT refused'), { returnCode }) as AuthenticateError, false)
        })
      },
      authorizePublish(client, packet, done) {
        if (client === null || broker?.closed) return done(new Error('the client is gone'))
        const message = { topic: packet.topic, payload: packet.payload as Buffer }
        const mayBeLost = packet.qos === 0
        packet.retain = false
        packet.payload = NOTHING
        receive(client, message, mayBeLost).then(() => done(null), done)
      },
      authorizeSubscribe(client, subscription, done) {
        const trackerKey = trackerListening(subscription.topic)
        scopeOf(client).then((scopeCode) => {
          const granted = trackerKey !== undefined && options.mayListen(trackerKey, scopeCode)
          done(null, granted ? subscription : null)
        }, done)
      },
    })
  }

  return {
    name: 'MQTT',
    port: options.port,
    async open(host, port) {
      broker = await createBroker()
      server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: 60_000 }, (socket: Socket) => {
        broker!.handle(new DeviceConnection(socket))
      })
      server.maxConnections = MAX_CONNECTIONS
      server.listen(port, host)
      try {
        await once(server, 'listening')
      } catch (error) {
        broker.close()
        throw error
      }
      return (server.address() as AddressInfo).port
    },
    connections: () => broker?.connectedClients ?? 0,
    async close() {
      server?.close()
      await new Promise<void>((resolve) => (broker === undefined ? resolve() : broker.close(resolve)))
    },
  }
}

function connectionOf(client: Client): DeviceConnection {
  return client.conn as DeviceConnection
}

/** Tells tokens apart without showing them. */
function fingerprint(password: Uint8Array | undefined): string {
  return createHash('sha256').update(password ?? NOTHING).digest('base64url').slice(0, 12)
}
