import type { NewAlarmBody } from '../../../server/contract/api/alarms.ts'
import { mulberry32 } from '../../city/random.ts'
import { createOutbox, jsonRequest } from '../sending/outbox.ts'
import { createAlarmSignals } from './alarm-signals.ts'
import { ALARM_RHYTHM, createArrivals } from './arrivals.ts'
import type { Duty, DutyContext } from './duties.ts'
import { openRaisedFile } from './raised-file.ts'

/** What one device sends stays in order; devices of other lanes do not wait for it. */
const LANES = 8
const LANE_LIMIT = 500

/** Lets devices raise alarms, and those that a run before this one left on clear theirs. */
export function signalAlarms({ city, options, sender, agenda, counts, startMs, hourOf }: DutyContext): Duty {
  const { token, seed, speed, alarmsPerHour, dataDir } = options
  const lanes = Array.from({ length: LANES }, () => createOutbox(sender, LANE_LIMIT))
  const laneOfDevice = new Map(city.devices.map(({ key }, index) => [key, lanes[index % LANES]]))
  const file = openRaisedFile(dataDir)
  const raisedBefore = file.read()
  // devices of which the server was told, or may have been: one leaves when its clearing was taken
  const told = new Set(raisedBefore)

  function note({ device, cleared }: NewAlarmBody): void {
    if (cleared) told.delete(device)
    else told.add(device)
    file.write(told)
  }

  function send(signal: NewAlarmBody): void {
    const taken = laneOfDevice.get(signal.device)!.put(jsonRequest(token, '/api/alarms', signal), () => {
      counts.alarms++
      note(signal)
    })
    if (!taken) counts.skipped++
    else if (!signal.cleared) note(signal)
  }

  const signals = createAlarmSignals({
    devices: city.devices, kinds: city.deviceKinds, agenda, random: mulberry32(seed + 3), speed,
    resumed: { keys: raisedBefore, nowMs: startMs }, send,
  })
  const arrivals = createArrivals({
    perHour: alarmsPerHour * speed, rhythm: ALARM_RHYTHM, hourOf, random: mulberry32(seed + 4),
  })
  return (nowMs) => {
    for (let due = arrivals.until(nowMs); due > 0; due--) signals.raise(nowMs)
  }
}
