import type { Device } from '../../city/city.ts'
import { mulberry32, shuffled } from '../../city/random.ts'
import { createOutbox, jsonRequest } from '../sending/outbox.ts'
import { ALARM_RHYTHM, createArrivals } from './arrivals.ts'
import type { Duty, DutyContext } from './duties.ts'
import { createSensorEpisodes } from './sensor-episodes.ts'
import { sensorPayload } from './sensor-payload.ts'

/** What one device sends stays in order; devices of other lanes do not wait for it. */
const LANES = 12
const LANE_LIMIT = 500
/** Each device says now and then that all is well: often enough that its kind does not take it for silent. */
const REPORT_EVERY_MS = 10 * 60_000
const LONGEST_PAUSE_MS = 60_000

/**
 * Lets sensors send what they measure, in the form of their makers: regular reports in turn, and what happens here and
 * there until it is over. What is an alarm the server's rules say. Nothing is to be remembered over a restart: the first
 * report of a device ends what it had begun before.
 */
export function reportReadings({ city, options, sender, agenda, counts, hourOf }: DutyContext): Duty {
  const { token, seed, speed, alarmsPerHour } = options
  const random = mulberry32(seed + 3)
  const lanes = Array.from({ length: LANES }, () => createOutbox(sender, LANE_LIMIT))
  const laneOf = new Map(city.devices.map(({ key }, index) => [key, lanes[index % LANES]]))
  const records = new Map<string, number>()

  function measure(device: Device, atMs: number): void {
    const number = (records.get(device.key) ?? 0) + 1
    records.set(device.key, number)
    const payload = sensorPayload(device.kind, { atMs, number, alarmed: episodes.isAlarmed(device), random })
    if (payload === undefined) return
    const request = jsonRequest(token, `/in/sensors/${encodeURIComponent(device.key)}`, payload)
    const taken = laneOf.get(device.key)!.put(request, () => void counts.readings++)
    if (!taken) counts.skipped++
  }

  const episodes = createSensorEpisodes({ devices: city.devices, agenda, random, speed, measure })
  const arrivals = createArrivals({
    perHour: alarmsPerHour * speed, rhythm: ALARM_RHYTHM, hourOf, random: mulberry32(seed + 4),
  })
  const reportMs = REPORT_EVERY_MS / Math.max(1, speed)
  const inTurn = shuffled(random, city.devices)
  let next = 0
  let due = 0
  let lastMs: number | undefined

  return (nowMs) => {
    for (let happened = arrivals.until(nowMs); happened > 0; happened--) {
      episodes.raise(nowMs)
      counts.alarms++
    }
    due += (city.devices.length * Math.min(nowMs - (lastMs ?? nowMs), LONGEST_PAUSE_MS)) / reportMs
    lastMs = nowMs
    for (; due >= 1; due--) measure(inTurn[next++ % inTurn.length], nowMs)
  }
}
