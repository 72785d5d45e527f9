import { mulberry32 } from '../../city/random.ts'
import type { Patrols } from '../patrol/patrols.ts'
import { createOutbox, jsonRequest } from '../sending/outbox.ts'
import { CASE_RHYTHM, createArrivals } from './arrivals.ts'
import { createCaseReports } from './case-reports.ts'
import type { Duty, DutyContext } from './duties.ts'

/** Channels do not wait for each other. */
const LANES = 4
const LANE_LIMIT = 500

/** Files cases as they come, by the rhythm of the city's day. */
export function fileCases({ city, options, sender, counts, startMs, hourOf }: DutyContext, patrols: Patrols): Duty {
  const { token, seed, speed, casesPerHour } = options
  const lanes = Array.from({ length: LANES }, () => createOutbox(sender, LANE_LIMIT))
  const random = mulberry32(seed + 1)
  const reports = createCaseReports({ city, someone: () => patrols.someone(random), random, startMs })
  const arrivals = createArrivals({
    perHour: casesPerHour * speed, rhythm: CASE_RHYTHM, hourOf, random: mulberry32(seed + 2),
  })
  let lane = 0

  return (nowMs) => {
    for (let due = arrivals.until(nowMs); due > 0; due--) {
      lane = (lane + 1) % LANES
      const taken = lanes[lane].put(jsonRequest(token, '/api/cases', reports.next()), () => counts.cases++)
      if (!taken) counts.skipped++
    }
  }
}
