import fastifyPlugin from 'fastify-plugin'
import type { SensorReceipt } from '../contract/api/sensors.ts'
import { dayPartitions, utcDay } from '../db/day-partitions.ts'
import { createGroupCommitter } from '../db/group-committer.ts'
import { writeFailureOf } from '../db/write-failure.ts'
import { badInput } from '../errors.ts'
import type { IntakeState } from '../ingest/intake.ts'
import { createCityTime } from '../org/city-time.ts'
import { decodePayload, payloadText } from './decode-payload.ts'
import { readRegistry, type RegisteredDevice, type Registry } from './registry.ts'
import { silenceWatch } from './silence-watch.ts'
import { vetTime } from './vet-time.ts'
import { readingWriter, type IncomingReading } from './write-readings.ts'

/** What one device sends; an error about it names `field`. */
export interface SensorMessage {
  field: string
  deviceKey: string
  payload: Uint8Array
}

/** Sensors: what they send, by whatever way it came. */
export interface Sensors {
  /**
   * Takes one payload of a device. Resolves after the commit of all that came of it: values, rules, alarms. A payload
   * that cannot be understood, or is not of now, is kept aside and told so in the receipt. Throws ReplyError: 400 for a
   * device that is not registered within the scope, 503 where nothing could be stored.
   */
  receive(scopeCode: string, deviceKey: string, payload: Uint8Array, nowMs: number): Promise<SensorReceipt>
  /** As `receive`, for several at once: all that can be understood is stored or nothing, in this order. */
  receiveAll(scopeCode: string, messages: readonly SensorMessage[], nowMs: number): Promise<SensorReceipt[]>
  /** How the writing of readings is doing. */
  state(): IntakeState
  registry(): Registry
  /** To be called when devices or kinds have changed. */
  reload(): Promise<void>
  /** Looks now for devices that have become silent, as is done every few seconds; answers how many. */
  lookForSilence(nowMs: number): Promise<number>
  /** Deletes the readings of days that the policy does not keep, as is done every hour; answers how many days. */
  deleteOld(nowMs: number): Promise<number>
}

declare module 'fastify' {
  interface FastifyInstance {
    sensors: Sensors
  }
}

/** An unknown device may have been registered by another process: we look, but not more often than this. */
const LOOK_AGAIN_MS = 5000
/** A reading waits so long for company at most. */
const FLUSH_EVERY_MS = 30
const SILENCE_EVERY_MS = 10_000
const DELETE_EVERY_MS = 3_600_000
const DAY_MS = 86_400_000

/** Takes in what sensors send. */
export const sensorsPlugin = fastifyPlugin(
  async (app) => {
    const { database, alarms, intake } = app
    const cityTime = createCityTime(app.config.timeZone)
    const read = (): Promise<Registry> =>
      readRegistry(database, (kind, err) => app.log.error({ err, kind }, 'the definition of a kind cannot be used'))
    let registry = await read()
    let readAtMs = Date.now()

    async function reload(): Promise<void> {
      readAtMs = Date.now()
      registry = await read()
    }

    const partitions = dayPartitions(database, 'readings')
    const write = readingWriter(database, partitions, alarms)
    let failure: IntakeState['failure']
    const committer = createGroupCommitter<readonly IncomingReading[]>({
      async write(groups) {
        await write(groups.flat())
        failure = undefined
      },
      rowsOf: (readings) => readings.reduce((rows, { values }) => rows + Object.keys(values).length, 0),
      onCommitted(groups) {
        for (const { deviceId, receivedAtMs } of groups.flat()) {
          const device = registry.deviceById.get(deviceId)
          if (device === undefined) continue
          device.heardAtMs = Math.max(receivedAtMs, device.heardAtMs ?? 0)
          device.silent = false
        }
        app.feed.committed()
      },
      onError(err) {
        failure = writeFailureOf(err, Date.now())
        app.log.error({ err }, 'readings could not be written')
      },
      flushEveryMs: FLUSH_EVERY_MS,
    })
    const watch = silenceWatch({ database, alarms, registry: () => registry, reload, startMs: Date.now() })

    async function deviceOf(deviceKey: string, scopeCode: string): Promise<RegisteredDevice | undefined> {
      if (!registry.deviceByKey.has(deviceKey) && Date.now() - readAtMs > LOOK_AGAIN_MS) await reload()
      const device = registry.deviceByKey.get(deviceKey)
      return device?.areaCode.startsWith(scopeCode) ? device : undefined
    }

    /** What a payload says, or why it is of no use. */
    function understand(
      device: RegisteredDevice, payload: Uint8Array, nowMs: number,
    ): { reading: IncomingReading } | { reason: string } {
      const definition = registry.definitionOfKind.get(device.kind)!
      const decoded = decodePayload(payload, definition, nowMs, cityTime)
      if (decoded.type === 'malformed') return decoded
      const { reading } = decoded
      const reason = vetTime(reading.recordedAtMs, nowMs, app.duty.policy.readingDays)
      if (reason !== undefined) return { reason }
      return { reading: { ...reading, deviceId: device.id, receivedAtMs: nowMs, definition } }
    }

    async function receiveAll(
      scopeCode: string, messages: readonly SensorMessage[], nowMs: number,
    ): Promise<SensorReceipt[]> {
      const devices: RegisteredDevice[] = []
      for (const { field, deviceKey } of messages) {
        const device = await deviceOf(deviceKey, scopeCode)
        if (device === undefined) throw badInput(field, deviceKey, 'the key of a registered device within the scope')
        devices.push(device)
      }
      const readings: IncomingReading[] = []
      const keeping: Promise<void>[] = []
      const receipts: SensorReceipt[] = []
      for (const [index, { deviceKey, payload }] of messages.entries()) {
        const understood = understand(devices[index], payload, nowMs)
        if ('reading' in understood) {
          readings.push(understood.reading)
          receipts.push({ status: 'accepted', reason: null })
        } else {
          const { reason } = understood
          const record = storableText(payload) ?? payload
          keeping.push(intake.setAside({ receivedAtMs: nowMs, protocol: 'sensor', deviceKey, reason, record }))
          receipts.push({ status: 'quarantined', reason })
        }
      }
      await Promise.all([...keeping, committer.submit(readings)])
      return receipts
    }

    async function lookForSilence(nowMs: number): Promise<number> {
      const found = await watch.look(nowMs)
      if (found > 0) app.feed.committed()
      return found
    }

    async function deleteOld(nowMs: number): Promise<number> {
      return partitions.dropBefore(utcDay(new Date(nowMs - app.duty.policy.readingDays * DAY_MS)))
    }

    app.decorate('sensors', {
      async receive(scopeCode, deviceKey, payload, nowMs) {
        const [receipt] = await receiveAll(scopeCode, [{ field: 'device', deviceKey, payload }], nowMs)
        return receipt
      },
      receiveAll,
      state: () => ({ rowsWaiting: committer.rowsWaiting(), failure }),
      registry: () => registry,
      reload,
      lookForSilence,
      deleteOld,
    } satisfies Sensors)
    app.boundaries.onSwitch(reload)

    const timers = [
      every(SILENCE_EVERY_MS, lookForSilence, 'silence could not be told'),
      every(DELETE_EVERY_MS, deleteOld, 'old readings could not be deleted'),
    ]
    function every(intervalMs: number, work: (nowMs: number) => Promise<unknown>, trouble: string): NodeJS.Timeout {
      return setInterval(() => {
        work(Date.now()).catch((err: unknown) => app.log.error({ err }, trouble))
      }, intervalMs)
    }
    app.addHook('onClose', async () => {
      for (const timer of timers) clearInterval(timer)
      await committer.close()
      await watch.idle()
    })
  },
  { name: 'sensors', dependencies: ['database', 'boundaries', 'feed', 'duty', 'alarms', 'intake'] },
)

/** The payload as a text that a database can keep, where it is one. */
function storableText(payload: Uint8Array): string | undefined {
  const text = payloadText(payload)
  return text?.includes('\0') ? undefined : text
}
