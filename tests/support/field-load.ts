import { setTimeout as delay } from 'node:timers/promises'
import { connect } from 'mqtt'
import { Jt808Terminal } from './jt808-terminal.ts'

/** Where a server takes in what the field sends, and as whom. */
export interface FieldTarget {
  /** Of HTTP: http://127.0.0.1:8080. */
  url: string
  mqttPort: number
  jt808Port: number
  token: string
}

/** Which devices send by which way. All of them must be known to the server. */
export interface FieldDevices {
  batch: readonly string[]
  osmand: readonly string[]
  /** `<user>/<device>`. */
  owntracks: readonly string[]
  /** Phone numbers. */
  jt808: readonly string[]
  sensorsByHttp: readonly string[]
  sensorsByMqtt: readonly string[]
}

export interface FieldLoadOptions {
  target: FieldTarget
  devices: FieldDevices
  /** Of the first record of each device; the others follow, whole seconds apart. */
  startMs: number
  place: { lng: number; lat: number }
  rowsPerBatch?: number
  mqttInFlight?: number
}

/** What has become of the records: `<device>@<Unix seconds>`, which names a record once and for all. */
export interface FieldLedger {
  sent: ReadonlySet<string>
  acknowledged: ReadonlySet<string>
  /** Attempts that came to nothing, each made again since. */
  failures: number
}

/** Devices that send record after record, each again until it is acknowledged, whatever becomes of the server. */
export interface FieldLoad {
  ledger: FieldLedger
  /** Resolves when so many more records have been sent or acknowledged. */
  happened(count: number): Promise<void>
  /** Sends nothing new; resolves once all that was sent is acknowledged. Rejects where the server refused a record. */
  drain(): Promise<void>
}

interface Recorded {
  device: string
  second: number
}

const AGAIN_AFTER_MS = 200

/** Lets the devices send until `drain`. */
export function startFieldLoad(options: FieldLoadOptions): FieldLoad {
  const { target, devices, startMs, place, rowsPerBatch = 20, mqttInFlight = 20 } = options
  const { url, token } = target
  const sent = new Set<string>()
  const acknowledged = new Set<string>()
  const ledger = { sent, acknowledged, failures: 0 }
  const startSecond = Math.ceil(startMs / 1000)
  const waiting = new Set<{ left: number; resolve(): void }>()
  const draining = new AbortController()

  function note(records: readonly Recorded[], into: Set<string>): void {
    for (const { device, second } of records) into.add(`${device}@${second}`)
    for (const entry of waiting) {
      entry.left -= records.length
      if (entry.left > 0) continue
      waiting.delete(entry)
      entry.resolve()
    }
  }

  /** Sends records `first`, `first + step` … of a device, `count` of them at a time. */
  async function sendAll(
    device: string, send: (records: readonly Recorded[]) => Promise<void>, { first = 0, step = 1, count = 1 } = {},
  ): Promise<void> {
    for (let turn = 0; !draining.signal.aborted; turn++) {
      const records = Array.from({ length: count }, (_, i) => (
        { device, second: startSecond + first + (turn * count + i) * step }
      ))
      note(records, sent)
      while (!(await succeeds(send(records)))) await delay(AGAIN_AFTER_MS)
      note(records, acknowledged)
    }
  }

  async function succeeds(sending: Promise<void>): Promise<boolean> {
    try {
      await sending
      return true
    } catch (error) {
      if (error instanceof Refused) throw error
      ledger.failures++
      return false
    }
  }

  async function sendBatch(records: readonly Recorded[]): Promise<void> {
    const positions = records.map(({ device, second }) => ({ device, ...place, recordedAt: iso(second), accuracyM: 8 }))
    await post(`${url}/in/positions`, token, JSON.stringify({ positions }))
  }

  async function sendOsmand([{ device, second }]: readonly Recorded[]): Promise<void> {
    const { lng, lat } = place
    const query = `id=${device}&lat=${lat}&lon=${lng}&timestamp=${second}&speed=1&accuracy=8`
    await answered(fetch(`${url}/in/osmand/${token}?${query}`))
  }

  async function sendReading([{ device, second }]: readonly Recorded[]): Promise<void> {
    await post(`${url}/in/sensors/${device}`, token, readingOf(second))
  }

  /** All that one device publishes, over one client that connects anew by itself and sends again what it must. */
  async function publishAll(device: string, topic: string, payloadOf: (second: number) => string): Promise<void> {
    const client = connect(`mqtt://127.0.0.1:${target.mqttPort}`, {
      username: 'field', password: token, clientId: device, reconnectPeriod: AGAIN_AFTER_MS,
    })
    client.on('error', () => {}).on('close', () => ledger.failures++)
    const publish = async ([{ second }]: readonly Recorded[]): Promise<void> => {
      await client.publishAsync(topic, payloadOf(second), { qos: 1 })
    }
    const lanes = Array.from({ length: mqttInFlight }, (_, first) =>
      sendAll(device, publish, { first, step: mqttInFlight }),
    )
    await Promise.all(lanes)
    await client.endAsync(true)
  }

  async function driveBox(phone: string): Promise<void> {
    let box: Jt808Terminal | undefined
    await sendAll(phone, async ([{ second }]) => {
      try {
        if (box === undefined) {
          box = await Jt808Terminal.connect({ port: target.jt808Port, phone })
          await box.signOn()
        }
        const result = await box.sendFix({ recordedAtMs: second * 1000, ...place })
        if (result !== 0) throw new Error(`The fix was refused with ${result}.`)
      } catch (error) {
        await box?.close()
        box = undefined
        throw error
      }
    })
    await box?.close()
  }

  const location = (tst: number): string =>
    JSON.stringify({ _type: 'location', lat: place.lat, lon: place.lng, acc: 8, tst })
  const sending = Promise.all([
    ...devices.batch.map((device) => sendAll(device, sendBatch, { count: rowsPerBatch })),
    ...devices.osmand.map((device) => sendAll(device, sendOsmand)),
    ...devices.owntracks.map((device) => publishAll(device, `owntracks/${device}`, location)),
    ...devices.jt808.map(driveBox),
    ...devices.sensorsByHttp.map((device) => sendAll(device, sendReading)),
    ...devices.sensorsByMqtt.map((device) => publishAll(device, `gridwall/sensors/${device}`, readingOf)),
  ])
  // What keeps it from going on is told by `drain` and `happened`.
  sending.catch(() => {})

  return {
    ledger,
    happened: (count) =>
      Promise.race([
        new Promise<void>((resolve) => (count === 0 ? resolve() : waiting.add({ left: count, resolve }))),
        sending.then(() => {}),
      ]),
    async drain() {
      draining.abort()
      await sending
    },
  }
}

/** The server will never take this: the load is at fault, or the server. */
class Refused extends Error {}

async function post(url: string, token: string, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  await answered(fetch(url, { method: 'POST', headers, body }))
}

async function answered(asking: Promise<Response>): Promise<void> {
  const response = await asking
  const text = await response.text()
  if (response.status >= 500) throw new Error(text)
  if (!response.ok) throw new Refused(`${response.status}: ${text}`)
}

function readingOf(second: number): string {
  return JSON.stringify({ ts: second, n: second, smoke: 0.01 })
}

function iso(second: number): string {
  return new Date(second * 1000).toISOString()
}
