import { randomUUID } from 'node:crypto'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { badInput, overloaded } from '../../../server/errors.ts'
import type { FieldDoor } from '../../../server/ingest/doors/field-doors.ts'
import { createOutsideBroker } from '../../../server/ingest/mqtt/outside-broker.ts'
import { type Mosquitto, startMosquitto } from '../../support/mosquitto.ts'
import { describeWithMosquitto } from '../../support/require-program.ts'

const quiet = { info: () => {}, warn: () => {}, error: () => {} } as never
const retryMs = { first: 20, last: 100 }

describeWithMosquitto('an outside broker', (program) => {
  let mosquitto: Mosquitto
  let broker: FieldDoor
  /** Of its own for each test: the broker keeps what one has left unacknowledged. */
  let clientId: string
  let device: MqttClient
  /** What was taken, set aside, and how often taking was tried. */
  let taken: string[]
  let aside: string[]
  let tries: number
  let onTry: () => void
  let answer: (payload: string) => Promise<void>

  beforeAll(async () => {
    mosquitto = await startMosquitto(program)
  })
  afterAll(() => mosquitto.close())
  beforeEach(async () => {
    taken = []
    aside = []
    tries = 0
    onTry = () => {}
    answer = async () => {}
    clientId = randomUUID()
    broker = create()
    await connected(broker)
    device = await connectAsync(mosquitto.url, { reconnectPeriod: 20 })
  })
  afterEach(async () => {
    await device.endAsync(true)
    await broker.close()
  })

  function create(): FieldDoor {
    return createOutsideBroker({
      url: new URL(mosquitto.url), clientId, retryMs, log: quiet,
      async take(_topic, payload) {
        tries++
        onTry()
        const text = Buffer.from(payload).toString()
        await answer(text)
        taken.push(text)
      },
      async setAside(topic, payload, reason) {
        aside.push(`${topic} ${Buffer.from(payload).toString()}: ${reason}`)
      },
    })
  }

  async function connected(opened: FieldDoor): Promise<void> {
    await opened.open('127.0.0.1', opened.port)
    await eventually(() => opened.connections() === 1)
  }

  const publish = (text: string): Promise<unknown> => device.publishAsync('owntracks/zhang/phone', text, { qos: 1 })

  it('takes what the field publishes and nothing else', async () => {
    await device.publishAsync('weather/today', 'rain', { qos: 1 })
    await device.publishAsync('owntracks/zhang/phone/event', 'a', { qos: 1 })
    await device.publishAsync('gridwall/sensors/YG-0001', 'b', { qos: 2 })
    await device.publishAsync('gridwall/positions', 'c', { qos: 0 })
    await eventually(() => taken.length === 3)
    expect(taken).toEqual(['a', 'b', 'c'])
  })

  it('has a thousand messages under way at once', async () => {
    let release = (): void => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    answer = () => held
    await Promise.all(Array.from({ length: 1000 }, (_, i) => publish(String(i))))
    await eventually(() => tries === 1000)
    expect(taken).toEqual([])
    release()
    await eventually(() => taken.length === 1000)
    expect(taken).toEqual(Array.from({ length: 1000 }, (_, i) => String(i)))
  })

  it('acknowledges only what is taken: the rest comes again to its successor, and what is taken does not', async () => {
    answer = (text) => (text === 'kept' ? Promise.resolve() : new Promise(() => {}))
    await Promise.all([publish('kept'), publish('under way')])
    await eventually(() => tries === 2 && taken.length === 1)
    await broker.close()
    await publish('meanwhile')
    answer = async () => {}
    broker = create()
    await connected(broker)
    await eventually(() => taken.length === 3)
    expect(taken).toEqual(['kept', 'under way', 'meanwhile'])
    expect(tries).toBe(4)
  })

  it('tries again while the database is away', async () => {
    let isAway = true
    answer = async () => {
      if (isAway) throw overloaded(0.02)
    }
    await publish('patient')
    await eventually(() => tries >= 3)
    isAway = false
    await eventually(() => taken.length === 1)
    expect(aside).toEqual([])
  })

  it('sets aside what is refused or breaks the server, once, and goes on', async () => {
    answer = async (text) => {
      if (text === 'foreign') throw badInput('topic', 'owntracks/zhang/phone', 'a tracker')
      if (text === 'poison') throw new TypeError('undefined is not a function')
    }
    await publish('foreign')
    await publish('poison')
    await publish('sound')
    await eventually(() => taken.length === 1 && aside.length === 2)
    expect(aside).toEqual([
      'owntracks/zhang/phone foreign: topic: got "owntracks/zhang/phone", expected a tracker.',
      'owntracks/zhang/phone poison: the server failed at it',
    ])
    expect(tries).toBe(3)
  })

  it('outlives the broker’s restart, and gets what came in between', async () => {
    answer = (text) => (text === 'under way' ? new Promise(() => {}) : Promise.resolve())
    await publish('before')
    await publish('under way')
    await eventually(() => taken.length === 1 && tries === 2)
    await mosquitto.stop()
    await eventually(() => broker.connections() === 0)
    answer = async () => {}
    const published = publish('after')
    await mosquitto.start()
    await published
    await eventually(() => taken.length === 3)
    expect(taken).toEqual(['before', 'under way', 'after'])
  })

  /** Looks again whenever something has happened. */
  async function eventually(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) await new Promise((resolve) => setImmediate(resolve))
  }
})
