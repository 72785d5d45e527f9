import type { TimeKind } from '../contract/api/clocks.ts'
import type { CityTime } from '../org/city-time.ts'
import { DAY_MS, type WorkingCalendar } from './working-calendar.ts'

const HOUR_MS = 3_600_000
/** A calendar in which nobody works for so long is an error. */
const LONGEST_WAIT_DAYS = 20 * 366

/**
 * The first instant at which `amount` of this kind of time has passed since `fromMs`. A working day is as much office
 * time as one day holds, so that from Tuesday 10:00 one of them ends on Wednesday 10:00; a natural day ends when the
 * clocks show the same again. Throws a RangeError where the calendar has no work for twenty years.
 */
export function addWorking(calendar: WorkingCalendar, fromMs: number, amount: number, kind: TimeKind): number {
  return addWorkingMs(calendar, fromMs, amount * unitMs(calendar, kind), kind)
}

/** How much of this kind of time lies between two instants; 0 where the second is not later. Undoes `addWorking`. */
export function workingBetween(calendar: WorkingCalendar, fromMs: number, toMs: number, kind: TimeKind): number {
  return workingMsBetween(calendar, fromMs, toMs, kind) / unitMs(calendar, kind)
}

/** The milliseconds of its own kind of time that one unit of it holds. */
export function unitMs({ officeDayMs }: WorkingCalendar, kind: TimeKind): number {
  if (kind === 'working-day') return officeDayMs
  return kind === 'natural-day' ? DAY_MS : HOUR_MS
}

/** As `addWorking`, in milliseconds of that kind of time. */
export function addWorkingMs(calendar: WorkingCalendar, fromMs: number, ms: number, kind: TimeKind): number {
  if (ms <= 0) return fromMs
  if (kind === 'urgent-hour') return fromMs + ms
  if (kind === 'natural-day') return addNatural(calendar.time, fromMs, ms)
  let left = ms
  const first = dayOf(calendar.time, fromMs)
  const last = first + LONGEST_WAIT_DAYS + 3 * (ms / calendar.officeDayMs)
  for (let day = first; day < last; day++) {
    if (!calendar.isWorkingDay(day)) continue
    for (const { fromMs: opens, toMs: closes } of calendar.officeHours) {
      const from = Math.max(fromMs, firstShowing(calendar.time, day * DAY_MS + opens))
      const to = firstShowing(calendar.time, day * DAY_MS + closes)
      if (to - from >= left) return from + left
      if (to > from) left -= to - from
    }
  }
  throw new RangeError('The calendar has no working day in twenty years')
}

/** As `workingBetween`, in milliseconds of that kind of time. */
export function workingMsBetween(calendar: WorkingCalendar, fromMs: number, toMs: number, kind: TimeKind): number {
  if (toMs <= fromMs) return 0
  if (kind === 'urgent-hour') return toMs - fromMs
  if (kind === 'natural-day') return naturalBetween(calendar.time, fromMs, toMs)
  let passed = 0
  const last = dayOf(calendar.time, toMs)
  for (let day = dayOf(calendar.time, fromMs); day <= last; day++) {
    if (!calendar.isWorkingDay(day)) continue
    for (const { fromMs: opens, toMs: closes } of calendar.officeHours) {
      const from = Math.max(fromMs, firstShowing(calendar.time, day * DAY_MS + opens))
      const to = Math.min(toMs, firstShowing(calendar.time, day * DAY_MS + closes))
      if (to > from) passed += to - from
    }
  }
  return passed
}

/** The years between two instants whose official days are not known; none where the kind of time needs no calendar. */
export function yearsWithoutCalendar(
  calendar: WorkingCalendar, fromMs: number, toMs: number, kind: TimeKind,
): number[] {
  if (kind === 'urgent-hour' || kind === 'natural-day') return []
  const years: number[] = []
  const last = yearOf(calendar.time, toMs)
  for (let year = yearOf(calendar.time, fromMs); year <= last; year++) {
    if (!calendar.hasYear(year)) years.push(year)
  }
  return years
}

/** The year that the city writes at an instant. */
export function yearOf(time: CityTime, atMs: number): number {
  return new Date(time.toLocal(atMs)).getUTCFullYear()
}

function dayOf(time: CityTime, atMs: number): number {
  return Math.floor(time.toLocal(atMs) / DAY_MS)
}

/** Part of a natural day is that part of the time to the next showing of the clocks: 23 to 25 hours. */
function addNatural(time: CityTime, fromMs: number, ms: number): number {
  const days = Math.floor(ms / DAY_MS)
  const from = daysLater(time, fromMs, days)
  const rest = ms - days * DAY_MS
  return rest === 0 ? from : from + Math.round((daysLater(time, fromMs, days + 1) - from) * (rest / DAY_MS))
}

function naturalBetween(time: CityTime, fromMs: number, toMs: number): number {
  let days = Math.max(0, Math.floor((toMs - fromMs) / DAY_MS) - 1)
  while (daysLater(time, fromMs, days + 1) <= toMs) days++
  const from = daysLater(time, fromMs, days)
  return Math.round((days + (toMs - from) / (daysLater(time, fromMs, days + 1) - from)) * DAY_MS)
}

function daysLater(time: CityTime, fromMs: number, days: number): number {
  return days === 0 ? fromMs : firstShowing(time, time.toLocal(fromMs) + days * DAY_MS)
}

/** The first instant at which the clocks show `localMs`, or have jumped over it. */
function firstShowing(time: CityTime, localMs: number): number {
  const guess = time.toUtc(localMs)
  if (time.toLocal(guess) >= localMs) return guess
  // between these two the clocks are put forward
  let before = guess
  let after = guess + DAY_MS / 2
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (time.toLocal(middle) < localMs) before = middle
    else after = middle
  }
  return after
}
