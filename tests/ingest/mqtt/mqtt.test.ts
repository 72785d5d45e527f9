import { type EventEmitter, once } from 'node:events'
import fc from 'fast-check'
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../../server/db/database.ts'
import { buildTestApp, type TestApp } from '../../support/app.ts'
import { openTestDatabase } from '../../support/database.ts'
import { type Mosquitto, startMosquitto } from '../../support/mosquitto.ts'
import { describeWithMosquitto } from '../../support/require-program.ts'
import { insertSensorCity } from '../../sensors/sensor-city.ts'

let database: Database
let built: TestApp

const PHONE = 'owntracks/zhang/phone'
const nowS = Math.floor(Date.now() / 1000)

function location(tst: number, over: object = {}): string {
  return JSON.stringify({ _type: 'location', lat: 40.05, lon: 116.05, acc: 8, tst, tid: 'ne', ...over })
}

interface Stored {
  worker: number
  at: number
  protocol: string
}

async function stored(): Promise<Stored[]> {
  const { rows } = await database.query<Stored>(
    `select worker_id as worker, extract(epoch from recorded_at)::int as at, protocol
       from positions order by recorded_at, sequence`,
  )
  return rows
}

async function aside(): Promise<{ protocol: string; device_key: string; reason: string; record: string }[]> {
  const { rows } = await database.query<{ protocol: string; device_key: string; reason: string; record: string }>(
    'select protocol, device_key, reason, record from quarantined_records order by id',
  )
  return rows
}

async function prepare(settings: Record<string, string> = {}): Promise<void> {
  database = await openTestDatabase()
  await insertSensorCity(database)
  await database.query(`insert into trackers (key, worker_id) values ('zhang/phone', 11), ('wang/phone', 13)`)
  built = await buildTestApp(database, settings)
  await built.app.fieldDoors.openAll('127.0.0.1')
}

async function dispose(): Promise<void> {
  await built.close()
  await database.close()
}

/** Resolves with what the next such event of the client brings. */
function event(client: MqttClient, name: string): Promise<unknown[]> {
  return once(client as unknown as EventEmitter, name)
}

describe('MQTT at the embedded broker', () => {
  const clients: MqttClient[] = []
  beforeAll(() => prepare())
  afterAll(dispose)
  beforeEach(() => database.query('truncate positions, quarantined_records, readings'))
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.endAsync(true)))
  })

  async function device(scopeCode?: string, options: IClientOptions = {}): Promise<MqttClient> {
    const { authorization } = await built.deviceHeaders(scopeCode)
    const { port } = built.app.fieldDoors.states().find(({ name }) => name === 'MQTT')!
    const password = authorization.replace('Bearer ', '')
    const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { username: 'any', password, ...options })
    clients.push(client)
    return client
  }

  it('stores what OwnTracks says, and leaves out what is nobody’s business', async () => {
    const client = await device()
    await client.publishAsync(PHONE, location(nowS), { qos: 1, retain: true })
    await client.publishAsync(PHONE, location(nowS + 1), { qos: 2 })
    await client.publishAsync(`${PHONE}/waypoint`, JSON.stringify({ _type: 'waypoint', desc: 'home' }), { qos: 1 })
    await client.publishAsync(PHONE, '', { qos: 1, retain: true })
    expect(await stored()).toEqual([
      { worker: 11, at: nowS, protocol: 'owntracks' }, { worker: 11, at: nowS + 1, protocol: 'owntracks' },
    ])
    expect(await aside()).toEqual([])
  })

  it('acknowledges nothing before the commit, and a thousand messages with a few commits', async () => {
    const client = await device()
    let commits = 0
    const forget = built.app.intake.onCommitted(() => void commits++)
    let acknowledged = 0
    const publishing: Promise<unknown>[] = []
    await database.transaction(async (transaction) => {
      await transaction.query('lock table positions in access exclusive mode')
      for (let i = 0; i < 1000; i++) {
        publishing.push(client.publishAsync(PHONE, location(nowS - i), { qos: 1 }).then(() => acknowledged++))
      }
      await waitUntil(() => built.app.intake.state().rowsWaiting === 1000)
      client.sendPing()
      await event(client, 'packetreceive')
      expect(acknowledged).toBe(0)
    })
    await Promise.all(publishing)
    forget()
    expect(await stored()).toHaveLength(1000)
    expect(commits).toBeLessThan(40)
  })

  it('ends the connection unacknowledged where the tracker is unknown or foreign, or the topic is none', async () => {
    for (const topic of ['owntracks/zhang/other', 'owntracks/wang/phone', `${PHONE}/cmd`, 'weather', '$SYS/x']) {
      const client = await device('990101', { reconnectPeriod: 0 })
      const closed = event(client, 'close')
      let acknowledged = false
      client.publish(topic, location(nowS), { qos: 1 }, (error) => (acknowledged = !error))
      await closed
      expect({ topic, acknowledged }).toEqual({ topic, acknowledged: false })
    }
    expect(await stored()).toEqual([])
    const inScope = await device('990102')
    await inScope.publishAsync('owntracks/wang/phone', location(nowS), { qos: 1 })
    expect(await stored()).toMatchObject([{ worker: 13 }])
  })

  it('keeps aside what a known device says badly, byte for byte, and acknowledges it', async () => {
    const client = await device()
    await client.publishAsync(PHONE, '{"_type":"location"', { qos: 1 })
    await client.publishAsync(PHONE, location(nowS, { lat: 'north' }), { qos: 1 })
    await client.publishAsync(PHONE, Buffer.from([0x7b, 0xff, 0x00]), { qos: 1 })
    const { rows } = await database.query<{ bytes: Buffer }>(
      'select bytes from quarantined_records where bytes is not null',
    )
    expect(rows.map(({ bytes }) => [...bytes])).toEqual([[0x7b, 0xff, 0x00]])
    expect((await aside()).slice(0, 2)).toMatchObject([
      { protocol: 'owntracks', device_key: 'zhang/phone', record: '{"_type":"location"' },
      { protocol: 'owntracks', device_key: 'zhang/phone', reason: expect.stringMatching(/lat.*"north"/) },
    ])
    expect(client.connected).toBe(true)
  })

  it('takes positions of many devices as a batch, a row or lines; a bad row takes no good one with it', async () => {
    const client = await device('990101')
    const row = (device: string, agoS: number, over: object = {}): object => ({
      device, lng: 116.05, lat: 40.05, recordedAt: new Date((nowS - agoS) * 1000).toISOString(), ...over,
    })
    const publish = (text: string): Promise<unknown> => client.publishAsync('gridwall/positions', text, { qos: 1 })
    await publish(JSON.stringify({ positions: [row('phone-1', 1), row('phone-2', 2), row('phone-3', 3), 7] }))
    await publish(JSON.stringify(row('zhang/phone', 4)))
    const lines = [row('phone-1', 5), row('phone-1', 6, { lat: 91 })].map((line) => JSON.stringify(line))
    await publish(`${lines.join('\n\n')}\nnonsense\n`)
    await publish('')
    expect(await stored()).toEqual([5, 4, 2, 1].map((agoS) => (
      { worker: agoS === 2 ? 12 : 11, at: nowS - agoS, protocol: 'batch' }
    )))
    expect((await aside()).map(({ device_key, reason }) => `${device_key}: ${reason}`).sort()).toEqual([
      ': positions.2: got "nonsense", expected type object.',
      ': positions.3: got 7, expected type object.',
      'gridwall/positions: payload: got "", expected rows of JSON.',
      'phone-1: malformed: positions.1.lat: got 91, expected a number from -90 to 90.',
      'phone-3: unknown: no such device within the scope of this token',
    ])
    expect(client.connected).toBe(true)
  })

  it('hands readings to the sensors, and keeps aside those of a sensor that nobody has registered', async () => {
    const client = await device()
    const publish = (key: string): Promise<unknown> =>
      client.publishAsync(`gridwall/sensors/${key}`, JSON.stringify({ ts: nowS, n: 1, smoke: 0.01 }), { qos: 1 })
    await publish('smoke-1')
    await publish('smoke-9')
    const { rows } = await database.query('select device_id, measure, value from readings')
    expect(rows).toEqual([{ device_id: 21, measure: 'smoke', value: 0.01 }])
    expect(await aside()).toMatchObject([{ protocol: 'mqtt', device_key: 'smoke-9' }])
  })

  it('stores once what is published twice', async () => {
    const client = await device()
    for (let i = 0; i < 3; i++) await client.publishAsync(PHONE, location(nowS), { qos: 1 })
    expect(await stored()).toHaveLength(1)
  })

  it('takes any payload on any of its topics without losing the connection', async () => {
    const client = await device()
    const topics = fc.constantFrom(PHONE, `${PHONE}/event`, 'gridwall/positions', 'gridwall/sensors/smoke-1')
    const payload = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc.record({ _type: fc.constantFrom('location', 'transition', 'lwt'), lat: fc.jsonValue(), lon: fc.double(),
        tst: fc.oneof(fc.integer(), fc.string()), acc: fc.jsonValue() }, { requiredKeys: ['_type'] })
        .map((message) => Buffer.from(JSON.stringify(message))),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(topics, payload), { minLength: 20, maxLength: 20 }), async (messages) => {
        await Promise.all(messages.map(([topic, bytes]) => client.publishAsync(topic, bytes, { qos: 1 })))
        expect(client.connected).toBe(true)
      }),
      { numRuns: 20 },
    )
  })
})

describeWithMosquitto('MQTT at a broker that exists already', (program) => {
  let mosquitto: Mosquitto
  beforeAll(async () => {
    mosquitto = await startMosquitto(program)
    await prepare({ MQTT_URL: mosquitto.url })
  })
  afterAll(async () => {
    await dispose()
    await mosquitto.close()
  })

  it('stores what is published there, for the whole city, and listens on no port of its own', async () => {
    const states = built.app.fieldDoors.states().map(({ name }) => name).filter((name) => name.startsWith('MQTT'))
    expect(states).toEqual([`MQTT at 127.0.0.1:${mosquitto.port}`])
    const client = await connectAsync(mosquitto.url)
    await client.publishAsync(PHONE, location(nowS), { qos: 1 })
    await client.publishAsync('owntracks/wang/phone', location(nowS + 1), { qos: 1 })
    await client.publishAsync('owntracks/nobody/phone', location(nowS), { qos: 1 })
    await client.publishAsync('gridwall/sensors/smoke-1', JSON.stringify({ ts: nowS, n: 1, smoke: 0.01 }), { qos: 1 })
    await waitUntil(async () => (await database.query('select 1 from readings')).rows.length === 1)
    await waitUntil(async () => (await stored()).length === 2 && (await aside()).length === 1)
    expect(await stored()).toMatchObject([{ worker: 11 }, { worker: 13 }])
    expect(await aside()).toMatchObject([{ protocol: 'mqtt', device_key: 'nobody/phone' }])
    await client.endAsync(true)
  })
})

async function waitUntil(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setImmediate(resolve))
}
