import type { CityIndex } from '../../city/city-index.ts'
import type { CityTime } from '../../city/city-time.ts'

const HOUR_MS = 3_600_000

/** Whose hour is played back. The day is 'YYYY-MM-DD' of the city. */
export interface PlaybackQuestion {
  area: string
  day: string
  hour: number
}

/** The first district that somebody may see, in the last hour that is over. */
export function firstQuestion(city: CityIndex, time: CityTime, nowMs: number): PlaybackQuestion {
  const { areas } = city.record
  const first = areas.find(({ level }) => level === 'district') ?? areas[0]
  const lastHourMs = nowMs - HOUR_MS
  return { area: first.code, day: time.day(lastHourMs), hour: Number(time.time(lastHourMs).slice(0, 2)) }
}

/** The instants of the hour; an hour that is not over ends now. */
export function hourOf({ day, hour }: PlaybackQuestion, time: CityTime, nowMs: number): { fromMs: number; toMs: number } {
  const fromMs = time.startOfDay(day) + hour * HOUR_MS
  return { fromMs, toMs: Math.max(fromMs + 1000, Math.min(fromMs + HOUR_MS, nowMs)) }
}
