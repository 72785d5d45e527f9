import { type EventEmitter, once } from 'node:events'
import { connect as connectTcp, type Socket } from 'node:net'
import { connect, connectAsync, type IClientOptions, type MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { overloaded } from '../../../server/errors.ts'
import type { FieldDoor } from '../../../server/ingest/doors/field-doors.ts'
import { createEmbeddedBroker } from '../../../server/ingest/mqtt/embedded-broker.ts'
import type { FieldMessage } from '../../../server/ingest/mqtt/take-message.ts'

const quiet = { info: () => {}, error: () => {} } as never

/** What is published, in the order in which it comes in, each waiting until the test lets it be taken. */
interface Arrival extends FieldMessage {
  accept(): void
  refuse(error: Error): void
}

/** Resolves with what the next such event of the client brings. */
function event(client: MqttClient, name: string): Promise<unknown[]> {
  return once(client as unknown as EventEmitter, name)
}

/** Resolves when the socket is closed, by whichever side and however rudely. */
function endOf(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.on('error', () => {}).on('close', () => resolve()))
}

describe('the embedded broker', () => {
  let broker: FieldDoor
  let url: string
  let arrivals: Arrival[]
  let onArrival: () => void
  let revoked: Set<string>
  const clients: MqttClient[] = []

  beforeEach(async () => {
    arrivals = []
    revoked = new Set()
    onArrival = () => {}
    broker = createEmbeddedBroker({
      port: 0,
      identify: async (token) => {
        if (token === 'down') throw new Error('no database')
        if (token === 'screen') return { type: 'wall', label: 'hall', scopeCode: '' }
        const scopeCode = token === 'secret-west' ? '990101' : '990102'
        return token.startsWith('secret') && !revoked.has(token) ? { type: 'device', label: 'phones', scopeCode } : null
      },
      take: (message) =>
        new Promise((accept, refuse) => {
          arrivals.push({ ...message, accept, refuse })
          onArrival()
        }),
      mayListen: (trackerKey, scopeCode) => trackerKey === 'zhang/phone' && scopeCode === '990101',
      log: quiet,
    })
    url = `mqtt://127.0.0.1:${await broker.open('127.0.0.1', 0)}`
  })
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.endAsync(true)))
    await broker.close()
  })

  async function device(options: IClientOptions = {}): Promise<MqttClient> {
    const usual = { username: 'any', password: 'secret-west', reconnectPeriod: 10 }
    const client = await connectAsync(url, { ...usual, ...options })
    clients.push(client)
    return client
  }

  /** Resolves when so many messages have come in. */
  function arrived(count: number): Promise<void> {
    return new Promise((resolve) => {
      onArrival = () => {
        if (arrivals.length >= count) resolve()
      }
      onArrival()
    })
  }

  async function refusalOf(password: string | undefined): Promise<number> {
    const client = connect(url, { username: 'any', password, reconnectPeriod: 0 })
    clients.push(client)
    const [error] = await event(client, 'error').catch((error: unknown) => [error])
    return (error as { code: number }).code
  }

  it('acknowledges QoS 1 and 2 only when the message has been taken', async () => {
    const client = await device()
    const order: string[] = []
    const one = client.publishAsync('owntracks/zhang/phone', 'a', { qos: 1 }).then(() => order.push('acknowledged a'))
    const two = client.publishAsync('owntracks/zhang/phone', 'b', { qos: 2 }).then(() => order.push('acknowledged b'))
    await arrived(2)
    // A ping goes the way of everything else on the connection: were there an acknowledgement, it would be here first.
    client.sendPing()
    await event(client, 'packetreceive')
    expect(order).toEqual([])
    order.push('taken')
    for (const { accept } of arrivals) accept()
    await Promise.all([one, two])
    expect(order[0]).toBe('taken')
    expect(arrivals).toMatchObject([
      { topic: 'owntracks/zhang/phone', scopeCode: '990101' }, { topic: 'owntracks/zhang/phone', scopeCode: '990101' },
    ])
    expect(arrivals.map(({ payload }) => Buffer.from(payload).toString())).toEqual(['a', 'b'])
  })

  it('has many messages of one client under way at once, all in order', async () => {
    const client = await device()
    const published = Array.from({ length: 1000 }, (_, i) =>
      client.publishAsync('gridwall/positions', String(i), { qos: 1 }),
    )
    await arrived(1000)
    for (const { accept } of arrivals) accept()
    await Promise.all(published)
    expect(arrivals.map(({ payload }) => Number(Buffer.from(payload).toString()))).toEqual(published.map((_, i) => i))
  })

  it('reads no more from a client of whom four megabytes wait, and goes on when they are taken', async () => {
    const client = await device()
    const payload = Buffer.alloc(200_000)
    const published = Array.from({ length: 60 }, () => client.publishAsync('gridwall/positions', payload, { qos: 1 }))
    await arrived(20)
    // Another connection is served meanwhile, and has had its turn after whatever this one might have had.
    for (let i = 0; i < 20; i++) await (await device()).endAsync()
    expect(arrivals.length).toBeLessThan(30)
    onArrival = () => arrivals.at(-1)!.accept()
    for (const { accept } of arrivals) accept()
    await Promise.all(published)
    expect(arrivals).toHaveLength(60)
  })

  it('ends the connection instead of acknowledging what could not be taken, and gets it again', async () => {
    const client = await device()
    const closed = event(client, 'close')
    const published = client.publishAsync('owntracks/zhang/phone', 'a', { qos: 1 })
    await arrived(1)
    arrivals[0]!.refuse(overloaded(1))
    await closed
    await arrived(2)
    arrivals[1]!.accept()
    await published
    expect(arrivals.map(({ payload }) => Buffer.from(payload).toString())).toEqual(['a', 'a'])
  })

  it('keeps the connection when a QoS 0 message could not be taken: nobody would send it again', async () => {
    const client = await device()
    client.publish('owntracks/zhang/phone', 'lost', { qos: 0 })
    await arrived(1)
    arrivals[0]!.refuse(overloaded(1))
    const published = client.publishAsync('owntracks/zhang/phone', 'kept', { qos: 1 })
    await arrived(2)
    arrivals[1]!.accept()
    await published
    expect(client.connected).toBe(true)
  })

  it('lets in devices with a token, and says why not', async () => {
    expect(await refusalOf('guess')).toBe(4)
    expect(await refusalOf('')).toBe(4)
    expect(await refusalOf(undefined)).toBe(4)
    expect(await refusalOf('screen')).toBe(5)
    expect(await refusalOf('down')).toBe(3)
    expect(broker.connections()).toBe(0)
    await device()
    expect(broker.connections()).toBe(1)
  })

  it('ends a connection whose token has been revoked with its next message', async () => {
    const client = await device()
    revoked.add('secret-west')
    const closed = event(client, 'close')
    client.publish('owntracks/zhang/phone', 'a', { qos: 1 })
    await closed
    expect(arrivals).toEqual([])
  })

  it('lets a device listen for its own orders and hear nothing else', async () => {
    const client = await device()
    const codes = async (...topics: string[]): Promise<number[]> => {
      const answer = event(client, 'packetreceive')
      client.subscribe(topics, { qos: 1 }, () => {})
      const [packet] = (await answer) as [{ granted: number[] }]
      return packet.granted
    }
    expect(await codes('owntracks/zhang/phone/cmd')).toEqual([1])
    const others = ['#', 'owntracks/+/+', 'owntracks/+/+/cmd', 'owntracks/li/phone/cmd', '$SYS/#', 'gridwall/positions']
    expect(await codes(...others)).toEqual(others.map(() => 128))

    const received: string[] = []
    client.on('message', (topic, payload) => received.push(`${topic} ${payload.toString()}`))
    const other = await device()
    const published = other.publishAsync('owntracks/zhang/phone', 'where I am', { qos: 1, retain: true })
    await arrived(1)
    arrivals[0]!.accept()
    await published
    client.sendPing()
    await event(client, 'packetreceive')
    expect(received).toEqual([])
  })

  it('hands over the will of a client that is gone without a word, and of no other', async () => {
    const will = { topic: 'owntracks/zhang/phone', payload: Buffer.from('gone'), qos: 1 as const, retain: true }
    const orderly = await device({ will })
    await orderly.endAsync()
    const lost = await device({ will, reconnectPeriod: 0 })
    lost.stream.destroy()
    await arrived(1)
    arrivals[0]!.accept()
    expect(arrivals).toMatchObject([{ topic: 'owntracks/zhang/phone', scopeCode: '990101' }])
  })

  it('takes over a connection for the same client and token only', async () => {
    const first = await device({ clientId: 'phone', reconnectPeriod: 0 })
    await device({ clientId: 'phone', password: 'secret-east' })
    expect(broker.connections()).toBe(2)
    const closed = event(first, 'close')
    await device({ clientId: 'phone' })
    await closed
    expect(broker.connections()).toBe(2)
  })

  it('refuses packets that are too long as soon as they are announced: less before CONNECT than after', async () => {
    const stranger = connectTcp(Number(new URL(url).port), '127.0.0.1')
    stranger.write(Buffer.from([0x10, 0x80, 0x80, 0x02]))
    await endOf(stranger)

    const client = await device()
    const published = client.publishAsync('gridwall/positions', Buffer.alloc(900_000), { qos: 1 })
    await arrived(1)
    arrivals[0]!.accept()
    await published
    const closed = new Promise((resolve) => client.on('error', () => {}).once('close', () => resolve(undefined)))
    client.publish('gridwall/positions', Buffer.alloc(1_100_000), { qos: 1 })
    await closed
    await client.endAsync(true)
    expect(arrivals).toHaveLength(1)
  })

  it('goes on after bytes that are no MQTT', async () => {
    const pieces = ['GET / HTTP/1.1\r\n\r\n', '\x00\x00\x00', '\x10\x02\x00\x04', '\x30\x05\x00\x01/hi', '\xff\xff']
    for (const bytes of pieces) {
      const socket = connectTcp(Number(new URL(url).port), '127.0.0.1')
      socket.end(Buffer.from(bytes, 'latin1'))
      await endOf(socket)
    }
    expect((await device()).connected).toBe(true)
  })
})
