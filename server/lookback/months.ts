import type { CityTime } from '../org/city-time.ts'

/** The month of an instant by the city's clocks: 'YYYY-MM'. */
export function monthOf(atMs: number, time: CityTime): string {
  return time.dayKey(atMs).slice(0, 7)
}

/** The month so many after this one, or before it where `by` is negative. */
export function shiftMonth(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}

/** The instant at which a month begins in the city. */
export function monthStartMs(month: string, time: CityTime): number {
  return time.toUtc(Date.parse(`${month}-01T00:00:00Z`))
}
