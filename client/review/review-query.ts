import { addDays, nextMinute, type CityTime } from '../city/city-time.ts'

export const PRESETS = ['today', 'week', 'month', 'quarter', 'year'] as const
export type Preset = (typeof PRESETS)[number]
const PRESET_DAYS: Record<Preset, number> = { today: 1, week: 7, month: 30, quarter: 90, year: 365 }

/** A stretch of the city's time. Days are 'YYYY-MM-DD'; `to` is the last day that belongs to it. */
export type Period =
  | { type: 'preset'; preset: Preset }
  | { type: 'days'; from: string; to: string }
  | { type: 'hour'; day: string; hour: number }

export const RESOLUTIONS = [8, 9, 10] as const
export type Resolution = (typeof RESOLUTIONS)[number]

/** What the review asks of the year's cases. */
export interface ReviewQuery {
  period: Period
  category: string | undefined
  area: string | undefined
  resolution: Resolution
}

export const FIRST_QUERY: ReviewQuery = {
  period: { type: 'preset', preset: 'month' }, category: undefined, area: undefined, resolution: 9,
}

/** ISO times, from ≤ t < to. */
export interface Bounds {
  from: string
  to: string
}

const HOUR_MS = 3_600_000

/** The instants a period stands for. A preset begins with a day of the city and ends now, as `nowMs` has it. */
export function boundsOf(period: Period, nowMs: number, time: CityTime): Bounds {
  const bounds = (fromMs: number, toMs: number) => ({
    from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(),
  })
  switch (period.type) {
    case 'preset': {
      const firstDay = addDays(time.day(nowMs), 1 - PRESET_DAYS[period.preset])
      const fromMs = time.startOfDay(firstDay)
      return bounds(fromMs, Math.max(nextMinute(nowMs), fromMs + HOUR_MS))
    }
    case 'days':
      return bounds(time.startOfDay(period.from), time.startOfDay(addDays(period.to, 1)))
    case 'hour': {
      const fromMs = time.startOfDay(period.day) + period.hour * HOUR_MS
      return bounds(fromMs, fromMs + HOUR_MS)
    }
  }
}

/** The only day of a period, or undefined where it has more. */
export function onlyDay(period: Period, nowMs: number, time: CityTime): string | undefined {
  if (period.type === 'preset') return period.preset === 'today' ? time.day(nowMs) : undefined
  if (period.type === 'days') return period.from === period.to ? period.from : undefined
  return period.day
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Reads a query out of an address; what is missing or makes no sense is as in FIRST_QUERY. */
export function queryOfSearch(search: string): ReviewQuery {
  const parameters = new URLSearchParams(search)
  const resolution = RESOLUTIONS.find((known) => String(known) === parameters.get('resolution'))
  return {
    period: periodOfText(parameters.get('period') ?? '') ?? FIRST_QUERY.period,
    category: parameters.get('category') ?? undefined,
    area: parameters.get('area') ?? undefined,
    resolution: resolution ?? FIRST_QUERY.resolution,
  }
}

/** The same as parameters of an address, so that a view can be handed on; reading them back gives `query`. */
export function searchOfQuery(query: ReviewQuery): Record<string, string | undefined> {
  const { period } = query
  const text = period.type === 'preset'
    ? period.preset
    : period.type === 'days' ? `${period.from}_${period.to}` : `${period.day}T${String(period.hour).padStart(2, '0')}`
  return { period: text, category: query.category, area: query.area, resolution: String(query.resolution) }
}

function periodOfText(text: string): Period | undefined {
  const preset = PRESETS.find((known) => known === text)
  if (preset !== undefined) return { type: 'preset', preset }
  const [from, to] = text.split('_')
  if (to !== undefined) return isDay(from) && isDay(to) && from <= to ? { type: 'days', from, to } : undefined
  const [day, hour] = text.split('T')
  const hours = Number(hour)
  return isDay(day) && /^\d{2}$/.test(hour ?? '') && hours < 24 ? { type: 'hour', day, hour: hours } : undefined
}

function isDay(text: string): boolean {
  if (!DAY.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}
