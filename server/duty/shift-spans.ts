import type { ShiftSpan } from '../contract/api/duty.ts'
import type { CityTime } from '../org/city-time.ts'
import { type Interval, type Timeline, timelineOf } from './timeline.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** More than clocks were ever set forward by: a calendar that skips a day. */
const LONGEST_GAP_MS = 26 * 3_600_000

/**
 * When a pattern is on duty between two instants, at least. A span begins and ends when the city's clock first shows its
 * hour; where the clock is set forward past that hour, at that moment.
 */
export function timelineOfSpans(
  spans: readonly ShiftSpan[], cityTime: CityTime, fromMs: number, toMs: number,
): Timeline {
  const intervals: Interval[] = []
  // A span of the day before may reach into the first day.
  const firstDay = Math.floor(cityTime.toLocal(fromMs) / DAY_MS) - 1
  const lastDay = Math.floor(cityTime.toLocal(toMs) / DAY_MS)
  for (const { days, from, to } of spans) {
    const begin = clockMs(from)
    const end = clockMs(to) <= begin ? clockMs(to) + DAY_MS : clockMs(to)
    for (let day = firstDay; day <= lastDay; day++) {
      if (!days.includes(weekday(day))) continue
      intervals.push({
        fromMs: firstInstantOf(cityTime, day * DAY_MS + begin), toMs: firstInstantOf(cityTime, day * DAY_MS + end),
      })
    }
  }
  return timelineOf(intervals)
}

/** 'HH:MM' as milliseconds after midnight. */
function clockMs(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * MINUTE_MS
}

/** Monday is 1; day 0, 1970-01-01, was a Thursday. */
function weekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** The first instant at which the clock shows `localMs` or, where it never does, more. */
function firstInstantOf(cityTime: CityTime, localMs: number): number {
  const utcMs = cityTime.toUtc(localMs)
  if (cityTime.toLocal(utcMs) === localMs) return utcMs
  let before = utcMs - LONGEST_GAP_MS
  let reached = utcMs + LONGEST_GAP_MS
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2)
    if (cityTime.toLocal(middle) >= localMs) reached = middle
    else before = middle
  }
  return reached
}
