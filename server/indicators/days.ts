import type { Days } from '../contract/api/indicators.ts'
import { badInput } from '../errors.ts'
import type { CityTime } from '../org/city-time.ts'

const DAY_MS = 86_400_000
const LONGEST_DAYS = 10 * 366

/** Instants, fromMs ≤ t < toMs. */
export interface Span {
  fromMs: number
  toMs: number
}

/** The instants of a period of days, both included. Throws 400 where one does not exist or they are swapped. */
export function spanOf({ from, to }: Days, cityTime: CityTime): Span {
  const first = localOf('from', from)
  const last = localOf('to', to)
  if (last < first) throw badInput('to', to, `a day not before from, ${from}`)
  if (last - first > LONGEST_DAYS * DAY_MS) throw badInput('to', to, `a day within ten years of from, ${from}`)
  return { fromMs: cityTime.toUtc(first), toMs: cityTime.toUtc(last + DAY_MS) }
}

/** 环比: the whole months before where the period is whole months, else as many days before. */
export function daysBefore({ from, to }: Days): Days {
  const first = new Date(localOf('from', from))
  const next = new Date(localOf('to', to) + DAY_MS)
  const before = new Date(first)
  if (first.getUTCDate() === 1 && next.getUTCDate() === 1) {
    before.setUTCMonth(first.getUTCMonth() - monthsBetween(first, next))
  } else before.setTime(first.getTime() - (next.getTime() - first.getTime()))
  return { from: dayOf(before.getTime()), to: dayOf(first.getTime() - DAY_MS) }
}

/** 同比: the same days a year before; the last of February stays the last of February. */
export function daysOfLastYear({ from, to }: Days): Days {
  const next = new Date(localOf('to', to) + DAY_MS)
  if (next.getUTCDate() === 1) {
    next.setUTCFullYear(next.getUTCFullYear() - 1)
    return { from: yearBefore(from), to: dayOf(next.getTime() - DAY_MS) }
  }
  return { from: yearBefore(from), to: yearBefore(to) }
}

/** The days of `months` whole months of which `month` ('YYYY-MM') is the last. */
export function daysOfMonths(month: string, months: number): Days {
  const [year, number] = month.split('-').map(Number)
  return { from: dayOf(Date.UTC(year, number - months, 1)), to: dayOf(Date.UTC(year, number, 0)) }
}

function monthsBetween(first: Date, next: Date): number {
  return (next.getUTCFullYear() - first.getUTCFullYear()) * 12 + next.getUTCMonth() - first.getUTCMonth()
}

function yearBefore(day: string): string {
  const [year, rest] = [Number(day.slice(0, 4)) - 1, day.slice(4)]
  const same = `${String(year).padStart(4, '0')}${rest}`
  return isDay(same) ? same : `${String(year).padStart(4, '0')}-02-28`
}

function localOf(field: string, day: string): number {
  if (!isDay(day)) throw badInput(field, day, 'a day such as 2026-01-31')
  return Date.parse(`${day}T00:00:00Z`)
}

function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(at) && dayOf(at) === day
}

function dayOf(localMs: number): string {
  return new Date(localMs).toISOString().slice(0, 10)
}
