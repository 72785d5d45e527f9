import type { CityTime } from '../org/city-time.ts'
import { DAY_MS } from './working-calendar.ts'

/** A week from Monday 00:00 to the next by the city's clocks. */
export interface CityWeek {
  /** ISO 8601: '2026-W31'. */
  week: string
  fromMs: number
  toMs: number
}

/** 1970-01-05 was a Monday. */
const FIRST_MONDAY = 4

/** The week of an instant. */
export function weekAt(time: CityTime, atMs: number): CityWeek {
  const day = Math.floor(time.toLocal(atMs) / DAY_MS)
  const monday = day - (((day - FIRST_MONDAY) % 7) + 7) % 7
  // a week belongs to the year of its Thursday
  const year = new Date((monday + 3) * DAY_MS).getUTCFullYear()
  const number = 1 + (monday - firstMondayOf(year)) / 7
  return {
    week: `${year}-W${String(number).padStart(2, '0')}`,
    fromMs: time.toUtc(monday * DAY_MS), toMs: time.toUtc((monday + 7) * DAY_MS),
  }
}

/** The week of an ISO 8601 name; undefined where that year has no such week. */
export function weekNamed(time: CityTime, name: string): CityWeek | undefined {
  const [year, number] = name.split('-W').map(Number)
  const monday = firstMondayOf(year) + (number - 1) * 7
  const week = weekAt(time, time.toUtc((monday + 3) * DAY_MS))
  return week.week === name ? week : undefined
}

/** The Monday of the first week, which holds 4 January, in days since 1970-01-01. */
function firstMondayOf(year: number): number {
  const fourth = Date.UTC(year, 0, 4) / DAY_MS
  return fourth - (((fourth - FIRST_MONDAY) % 7) + 7) % 7
}
