import { setImmediate } from 'node:timers/promises'
import type { City } from '../../geodata/city/city.ts'
import { mulberry32 } from '../../geodata/city/random.ts'
import { channels, type Channel, type History } from '../../geodata/history/history.ts'
import { blankState } from '../cases/draft-case.ts'
import { caseNumber } from '../cases/case-number.ts'
import type { CaseEvent } from '../cases/flow/case-event.ts'
import { applyEvent } from '../cases/flow/project-event.ts'
import { groupBy } from '../cases/group-by.ts'
import { STANDARD_TEMPLATE } from '../cases/report-case.ts'
import type { FlowTemplate } from '../contract/api/case-steps.ts'
import type { Queryable } from '../db/database.ts'
import type { CityTime } from '../org/city-time.ts'
import { courseOf } from './history-course.ts'
import { ordersOfLog } from './history-orders.ts'
import type { Repeats } from './history-repeats.ts'
import type { RoutedCase } from './route-history.ts'
import { type PastCase, writePastCases } from './write-past-cases.ts'

/** The tables that `loadHistory` fills. */
export const historyTables = ['cases', 'case_events', 'orders']

/** Cases sent at a time: while the database writes one lot, this thread routes the next. */
const lotSize = 1000

/** Cases routed between two looks at the socket, on which the lot before is still going out. */
const routedAtATime = 20

/** Units are consulted in the last so many days only: earlier consultations have become rules. */
const CONSULTED_DAYS = 70
const DAY_MS = 86_400_000

const reporters: Record<Channel, string> = {
  '12345': '12345 热线',
  '110': '110 联动',
  patrol: '网格巡查',
  app: '市民 App',
  iot: '物联感知',
  ai: '视频识别',
  visit: '来访接待',
}
const dispatcher = '值班席'

/** How the city has worked in the time of its history. */
export interface HistoryPractice {
  cityTime: CityTime
  templates: ReadonlyMap<string, FlowTemplate>
  /** By which template cases of a channel go, since when; others and earlier ones are 'standard'. */
  templateOf: ReadonlyMap<string, string>
  templatesSinceMs: number
  repeats: Repeats
  /** The present. */
  untilMs: number
}

/**
 * Writes a history into empty tables, its cases numbered from 1 in order of time, with the events and orders that
 * brought each to its status: every row is what its log says. `route` is asked once for each case, in order.
 */
export async function loadHistory(
  transaction: Queryable,
  city: City,
  history: History,
  route: (index: number) => RoutedCase,
  practice: HistoryPractice,
): Promise<void> {
  const pastCase = pastCases(city, history, route, practice)
  let writing: Promise<unknown> = Promise.resolve()
  for (let from = 0; from < history.count; from += lotSize) {
    const lot: PastCase[] = []
    for (let index = from; index < Math.min(from + lotSize, history.count); index++) {
      lot.push(pastCase(index))
      if (index % routedAtATime === 0) await setImmediate()
    }
    await writing
    writing = writePastCases(transaction, lot)
    // Who awaits it comes later: an error in between must not count as unhandled.
    writing.catch(() => {})
  }
  await writing
  await transaction.query("select setval(pg_get_serial_sequence('cases', 'id'), greatest($1, 1), $1 > 0)", [history.count])
}

/** The function that makes the cases of a history, to be called with 0, 1, 2 … in this order. */
function pastCases(
  city: City, history: History, route: (index: number) => RoutedCase,
  { cityTime, templates, templateOf, templatesSinceMs, repeats, untilMs }: HistoryPractice,
): (index: number) => PastCase {
  const unitNames = new Map(city.units.map(({ id, name }) => [id, name]))
  const workerNames = new Map(city.workers.map(({ id, name }) => [id, name]))
  const numberOf = caseNumbers(cityTime)
  const unitsOfArea = groupBy(city.units.filter(({ kind }) => kind !== 'desk'), ({ areaCode }) => areaCode)
  /** The repeats of each case, and when a case was closed that others repeat. */
  const repeatsOf = groupBy([...repeats].map(([index, repeat]) => ({ index, ...repeat })), ({ of }) => of)
  const closings = new Map<number, number[]>()

  return (index) => {
    const category = city.categories[history.category[index]!]!
    const channel = channels[history.channel[index]!]!
    const routed = route(index)
    const reportedAtMs = history.reportedAt[index]!
    const { areaCode, unitId, watcherWorkerId } = routed
    const own = reportedAtMs >= templatesSinceMs ? templateOf.get(channel) : undefined
    const template = templates.get(routed.provenance === 'express' ? 'express' : (own ?? STANDARD_TEMPLATE))!
    const repeat = repeats.get(index)
    const events = courseOf({
      channel, template, route: routed, reportedAtMs, untilMs,
      dispatchedAtMs: history.dispatchedAt[index]!, handledAtMs: history.handledAt[index]!,
      closedAtMs: history.closedAt[index]!, dueAtMs: history.dueAt[index]!,
      otherUnitIds: () => othersOf(unitsOfArea.get(areaCode.slice(0, 6)) ?? [], unitId, history.category[index]!),
      consults: channel === '12345' && untilMs - reportedAtMs < CONSULTED_DAYS * DAY_MS,
      repeats: repeat === undefined
        ? null
        : { caseId: repeat.of + 1, seenAtMs: repeat.seenAtMs, closedAtMs: closings.get(repeat.of) ?? [] },
      reporter: reporters[channel],
      unitName: (id) => (id === null ? dispatcher : unitNames.get(id)!),
      worker: watcherWorkerId === null ? dispatcher : workerNames.get(watcherWorkerId)!,
    }, mulberry32(city.seed * 1_000_003 + index))
    const taken = repeatsOf.get(index)
    if (taken !== undefined) {
      closings.set(index, events.filter(({ kind }) => kind === 'close').map(({ atMs }) => atMs))
      for (const { index: repeating, seenAtMs } of taken) takeIn(events, repeating + 1, seenAtMs)
    }
    const blank = blankState({
      id: index + 1, template, areaCode, categoryCode: category.code, urgent: category.urgent, reportedAtMs,
      splitFrom: null,
    })
    return {
      state: events.reduce(applyEvent, blank),
      events, channel, route: routed,
      orders: ordersOfLog(events, template),
      number: numberOf(reportedAtMs),
      description: history.description(index),
      address: history.address(index),
      lng: history.lng[index]!,
      lat: history.lat[index]!,
      reporterWorkerId: channel === 'patrol' ? watcherWorkerId : null,
    }
  }
}

/** Units of the district beside the one that has the case; which come first depends on what it is about. */
function othersOf(units: readonly { id: number }[], unitId: number | null, category: number): number[] {
  const ids = units.flatMap(({ id }) => (id === unitId ? [] : [id]))
  const first = ids.length === 0 ? 0 : category % ids.length
  return [...ids.slice(first), ...ids.slice(0, first)].slice(0, 3)
}

/** The event of a case that another one was merged into it, at its place in the log. */
function takeIn(events: CaseEvent[], fromCaseId: number, atMs: number): void {
  const at = Math.floor(atMs)
  const after = events.findLastIndex((event) => event.atMs <= at)
  const { toStatus, round } = events[after]!
  events.splice(after + 1, 0, {
    kind: 'merge', atMs: at, actor: { type: 'system', id: null, name: dispatcher }, round,
    fromStatus: toStatus, toStatus,
    note: '同一地点、同类问题，并入本案办理。', detail: { fromCaseId },
  })
}

/** The number of a case by when it was reported, asked in order of time: the city's day, then the sequence within it. */
function caseNumbers(cityTime: CityTime): (reportedAtMs: number) => string {
  let day = ''
  let sequence = 0
  return (reportedAtMs) => {
    const today = cityTime.dayKey(reportedAtMs)
    sequence = today === day ? sequence + 1 : 1
    day = today
    return caseNumber(today, sequence)
  }
}
