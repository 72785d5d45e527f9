import { createCityTime } from '../../../server/org/city-time.ts'
import type { City } from '../../city/city.ts'
import { createAgenda, type Agenda } from '../agenda.ts'
import type { FieldOptions } from '../options.ts'
import type { Patrols } from '../patrol/patrols.ts'
import type { SenderContext } from '../sending/outbox.ts'
import { fileCases } from './file-cases.ts'
import { reportReadings } from './report-readings.ts'
import { tendCases } from './tend-cases.ts'
import { workOnOrders } from './work-on-orders.ts'

const HOUR_MS = 3_600_000

/** What the server has taken since the start; `alarms` are things that happened at sensors. `skipped` was not sent, as too
 * much waited already. */
export interface DutyCounts {
  cases: number
  readings: number
  alarms: number
  ordersDone: number
  /** Steps of cases beside those of orders. */
  steps: number
  skipped: number
}

/** What every duty is given. */
export interface DutyContext {
  city: City
  options: FieldOptions
  sender: SenderContext
  agenda: Agenda
  counts: DutyCounts
  startMs: number
  /** The hour 0–23 in the city. */
  hourOf(atMs: number): number
}

/** Something that goes on: does what is due at `nowMs`. */
export type Duty = (nowMs: number) => void

export interface Duties {
  tick(nowMs: number): void
  counts: Readonly<DutyCounts>
}

/** What happens beside walking: people report cases, devices signal, staff work on orders, desks and units take the other steps. */
export function createDuties(city: City, options: FieldOptions, sender: SenderContext, patrols: Patrols): Duties {
  const cityTime = createCityTime(options.timeZone)
  const context: DutyContext = {
    city, options, sender,
    agenda: createAgenda(),
    counts: { cases: 0, readings: 0, alarms: 0, ordersDone: 0, steps: 0, skipped: 0 },
    startMs: Date.now(),
    hourOf: (atMs) => Math.floor(cityTime.toLocal(atMs) / HOUR_MS) % 24,
  }
  const duties: Duty[] = [
    fileCases(context, patrols), reportReadings(context), workOnOrders(context), context.agenda.run,
  ]
  const { officerToken, leaderToken } = options
  if (officerToken !== undefined) duties.push(tendCases(context, { officerToken, leaderToken }))
  return {
    tick(nowMs) {
      for (const duty of duties) duty(nowMs)
    },
    counts: context.counts,
  }
}
