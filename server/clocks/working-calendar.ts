import type { CalendarDay, ClockSettings } from '../contract/api/clocks.ts'
import type { CityTime } from '../org/city-time.ts'

export const DAY_MS = 86_400_000

/** A stretch of a day, in milliseconds since its midnight as the city's clocks show it. */
export interface DaySpan {
  fromMs: number
  toMs: number
}

/** When work is done: the days, and the hours of such a day. Days are counted from 1970-01-01 by the city's date. */
export interface WorkingCalendar {
  time: CityTime
  /** In order, without overlap. */
  officeHours: readonly DaySpan[]
  /** What a working day holds. */
  officeDayMs: number
  isWorkingDay(day: number): boolean
  /** Whether the official days of this year are known; those of others are Monday to Friday. */
  hasYear(year: number): boolean
}

/** The calendar of these days. `years` are those that are complete. Throws a RangeError for hours that are none. */
export function createWorkingCalendar(
  time: CityTime, years: Iterable<number>, days: Iterable<CalendarDay>, officeHours: ClockSettings['officeHours'],
): WorkingCalendar {
  const known = new Set(years)
  const isOff = new Map<number, boolean>()
  for (const { date, isOffDay } of days) isOff.set(Date.parse(date) / DAY_MS, isOffDay)
  const spans = readOfficeHours(officeHours)
  return {
    time,
    officeHours: spans,
    officeDayMs: spans.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0),
    isWorkingDay: (day) => !(isOff.get(day) ?? isWeekend(day)),
    hasYear: (year) => known.has(year),
  }
}

/** '08:30' to '12:00' and so on as spans. Throws a RangeError that says which one does not follow in order. */
export function readOfficeHours(officeHours: ClockSettings['officeHours']): DaySpan[] {
  let last = 0
  return officeHours.map(({ from, to }, index) => {
    const span = { fromMs: minutesOf(from) * 60_000, toMs: minutesOf(to) * 60_000 }
    if (span.fromMs < last || span.toMs <= span.fromMs) {
      throw new RangeError(`Office hours ${index + 1}, ${from} to ${to}, do not follow in order`)
    }
    last = span.toMs
    return span
  })
}

function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/** 1970-01-01 was a Thursday. */
function isWeekend(day: number): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7
  return weekday === 0 || weekday === 6
}
