import type { NewAlarmBody } from '../../../server/contract/api/alarms.ts'
import type { OpenOrdersPage } from '../../../server/contract/api/orders.ts'
import { createCityTime } from '../../../server/org/city-time.ts'
import type { City } from '../../city/city.ts'
import { mulberry32 } from '../../city/random.ts'
import type { Agenda } from '../agenda.ts'
import type { FieldOptions } from '../options.ts'
import type { Patrols } from '../patrol/patrols.ts'
import { deliver } from '../sending/deliver.ts'
import { createOutbox, jsonRequest, type SenderContext } from '../sending/outbox.ts'
import { createAlarmSignals } from './alarm-signals.ts'
import { ALARM_RHYTHM, CASE_RHYTHM, createArrivals } from './arrivals.ts'
import { createCaseReports } from './case-reports.ts'
import { createOrderWork } from './order-work.ts'
import { openRaisedFile } from './raised-file.ts'

const ORDERS_EVERY_MS = 20_000
const ORDERS_A_PAGE = 500
/** Cases, alarms and replies that wait for the server at most, in each lane. */
const LANE_LIMIT = 2000
/** Devices of one lane send in order; lanes do not wait for each other. */
const ALARM_LANES = 8
const CASE_LANES = 4
const HOUR_MS = 3_600_000

export interface Duties {
  /** Lets people report, devices signal and staff reply, as far as it is time for it. */
  tick(nowMs: number): void
  counts(): { cases: number; alarms: number; ordersDone: number; ordersPlanned: number; skipped: number }
}

/** What happens in the field beside walking: cases, alarms, and work on orders. */
export function createDuties(
  city: City,
  options: FieldOptions,
  context: SenderContext,
  agenda: Agenda,
  patrols: Patrols,
): Duties {
  const { token, seed, speed } = options
  const cityTime = createCityTime(options.timeZone)
  const hourOf = (atMs: number) => Math.floor(cityTime.toLocal(atMs) / HOUR_MS) % 24
  const startMs = Date.now()
  const counts = { cases: 0, alarms: 0, ordersDone: 0, ordersPlanned: 0, skipped: 0 }
  const lanes = (count: number) => Array.from({ length: count }, () => createOutbox(context, LANE_LIMIT))

  const caseLanes = lanes(CASE_LANES)
  const caseRandom = mulberry32(seed + 1)
  const reports = createCaseReports({ city, someone: () => patrols.someone(caseRandom), random: caseRandom, startMs })
  const caseArrivals = createArrivals({
    perHour: options.casesPerHour * speed, rhythm: CASE_RHYTHM, hourOf, random: mulberry32(seed + 2),
  })
  let nextLane = 0
  function fileCase(): void {
    nextLane = (nextLane + 1) % CASE_LANES
    const taken = caseLanes[nextLane].put(jsonRequest(token, '/api/cases', reports.next()), () => counts.cases++)
    if (!taken) counts.skipped++
  }

  const alarmLanes = lanes(ALARM_LANES)
  const raisedFile = openRaisedFile(options.dataDir)
  const lastTime = raisedFile.read()
  // what the server has been told, or may have been: a device leaves it when its clearing was taken
  const told = new Set(lastTime)
  function tell(signal: NewAlarmBody): void {
    const note = () => {
      if (signal.cleared) told.delete(signal.device)
      else told.add(signal.device)
      raisedFile.write(told)
    }
    const onDelivered = () => {
      counts.alarms++
      note()
    }
    const taken = laneOfDevice.get(signal.device)!.put(jsonRequest(token, '/api/alarms', signal), onDelivered)
    if (!taken) counts.skipped++
    else if (!signal.cleared) note()
  }
  const laneOfDevice = new Map(city.devices.map(({ key }, index) => [key, alarmLanes[index % ALARM_LANES]]))
  const signals = createAlarmSignals({
    devices: city.devices, kinds: city.deviceKinds, agenda, random: mulberry32(seed + 3), speed,
    resumed: { keys: lastTime, nowMs: startMs }, send: tell,
  })
  const alarmArrivals = createArrivals({
    perHour: options.alarmsPerHour * speed, rhythm: ALARM_RHYTHM, hourOf, random: mulberry32(seed + 4),
  })

  const replies = createOutbox(context, LANE_LIMIT)
  const work = createOrderWork({
    agenda, random: mulberry32(seed + 5), speed,
    done(orderId, note) {
      const request = jsonRequest(token, `/api/orders/${orderId}/done`, { note })
      if (!replies.put(request, () => counts.ordersDone++)) counts.skipped++
    },
  })
  let nextLookMs = 0
  async function lookAtOrders(): Promise<void> {
    let after: number | null = 0
    while (after !== null) {
      const path: string = `/api/orders/open?limit=${ORDERS_A_PAGE}&after=${after}`
      const delivery = await deliver(context.client, { method: 'GET', path, bearer: token }, context)
      if (delivery.type === 'refused') return
      const page = JSON.parse(delivery.reply.body) as OpenOrdersPage
      work.take(page.orders, Date.now())
      after = page.nextAfter
    }
  }
  async function lookAgainLater(): Promise<void> {
    nextLookMs = Infinity
    try {
      await lookAtOrders()
      nextLookMs = Date.now() + ORDERS_EVERY_MS / Math.max(1, Math.min(speed, 10))
    } catch (error) {
      if (!context.signal.aborted) context.fail(error)
    }
  }

  return {
    tick(nowMs) {
      for (let due = caseArrivals.until(nowMs); due > 0; due--) fileCase()
      for (let due = alarmArrivals.until(nowMs); due > 0; due--) signals.raise(nowMs)
      agenda.run(nowMs)
      if (nowMs >= nextLookMs) void lookAgainLater()
    },
    counts: () => ({ ...counts, ordersPlanned: work.planned }),
  }
}
