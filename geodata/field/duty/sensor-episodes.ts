import type { Device } from '../../city/city.ts'
import { pick, type Random } from '../../city/random.ts'
import type { Agenda } from '../agenda.ts'

/** After what begins a device measures closely for a while; the rules of its kind may want to see more than one reading. */
const FIRST_READINGS_MS = [0, 20_000, 70_000]
const READING_MEAN_MS = 180_000
const LAST_MEAN_MS = 8 * 60_000
const LAST_LEAST_MS = 90_000
/** When all is well again it says so more than once, for rules that want to see that, too. */
const LAST_READINGS_MS = [0, 20_000]

export interface SensorEpisodes {
  /** Lets something happen at a device at which all is well: it measures that until it is over. */
  raise(nowMs: number): void
  isAlarmed(device: Device): boolean
}

/** What happens at sensors, and when they measure it. `speed` divides all delays; `measure` sends a reading. */
export function createSensorEpisodes(options: {
  devices: readonly Device[]
  agenda: Agenda
  random: Random
  speed: number
  measure: (device: Device, atMs: number) => void
}): SensorEpisodes {
  const { devices, agenda, random, speed, measure } = options
  const alarmed = new Set<string>()
  const soon = (meanMs: number) => (-meanMs * Math.log(1 - random())) / speed

  return {
    isAlarmed: ({ key }) => alarmed.has(key),
    raise(nowMs) {
      if (alarmed.size === devices.length) return
      let device = pick(random, devices)
      while (alarmed.has(device.key)) device = pick(random, devices)
      alarmed.add(device.key)
      const overMs = nowMs + LAST_LEAST_MS / speed + soon(LAST_MEAN_MS)
      const measureAt = (atMs: number) => agenda.add(atMs, () => measure(device, atMs))
      for (const afterMs of FIRST_READINGS_MS) measureAt(nowMs + afterMs / speed)
      const closelyUntilMs = nowMs + FIRST_READINGS_MS.at(-1)! / speed
      for (let atMs = closelyUntilMs + soon(READING_MEAN_MS); atMs < overMs; atMs += soon(READING_MEAN_MS)) measureAt(atMs)
      agenda.add(overMs, () => alarmed.delete(device.key))
      for (const afterMs of LAST_READINGS_MS) measureAt(overMs + afterMs / speed)
    },
  }
}
