import type { NewAlarmBody } from '../../../server/contract/api/alarms.ts'
import type { Device, DeviceKind } from '../../city/city.ts'
import { pick, type Random } from '../../city/random.ts'
import type { Agenda } from '../agenda.ts'
import { readingOf } from './device-readings.ts'

const REPEAT_MEAN_MS = 45_000
const CLEAR_MEAN_MS = 8 * 60_000
const CLEAR_LEAST_MS = 60_000

export interface AlarmSignals {
  /** Lets a device that is quiet raise its alarm; it repeats it while it lasts and clears it later. */
  raise(nowMs: number): void
}

/**
 * IoT devices as they signal. `resumed` are devices whose alarm was still on when the field was last stopped: they clear
 * it in their time. `speed` divides all delays; `send` must keep the order of what one device sends.
 */
export function createAlarmSignals(options: {
  devices: readonly Device[]
  kinds: readonly DeviceKind[]
  agenda: Agenda
  random: Random
  speed: number
  resumed: { keys: readonly string[]; nowMs: number }
  send: (signal: NewAlarmBody) => void
}): AlarmSignals {
  const { devices, kinds, agenda, random, speed, resumed, send } = options
  const kindByName = new Map(kinds.map((kind) => [kind.kind, kind]))
  const deviceByKey = new Map(devices.map((device) => [device.key, device]))
  const raised = new Set<string>()

  const soon = (meanMs: number) => (-meanMs * Math.log(1 - random())) / speed

  function signal({ key, kind }: Device, nowMs: number): void {
    const reading = readingOf(kind, random)
    send({ device: key, type: kindByName.get(kind)!.alarmType, at: new Date(nowMs).toISOString(), ...reading })
  }

  function clear({ key, kind }: Device, nowMs: number): void {
    raised.delete(key)
    send({ device: key, type: kindByName.get(kind)!.alarmType, at: new Date(nowMs).toISOString(), cleared: true })
  }

  function clearLater(device: Device, nowMs: number): number {
    const clearMs = nowMs + CLEAR_LEAST_MS / speed + soon(CLEAR_MEAN_MS)
    raised.add(device.key)
    agenda.add(clearMs, () => clear(device, clearMs))
    return clearMs
  }

  for (const key of resumed.keys) {
    const device = deviceByKey.get(key)
    if (device) clearLater(device, resumed.nowMs)
  }

  return {
    raise(nowMs) {
      const quiet = devices.length - raised.size
      if (quiet === 0) return
      let device = pick(random, devices)
      while (raised.has(device.key)) device = pick(random, devices)
      const clearMs = clearLater(device, nowMs)
      signal(device, nowMs)
      for (let atMs = nowMs + soon(REPEAT_MEAN_MS); atMs < clearMs; atMs += soon(REPEAT_MEAN_MS) * 4) {
        const repeatMs = atMs
        agenda.add(repeatMs, () => signal(device, repeatMs))
      }
    },
  }
}
