const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Times as the city's clocks show them, wherever the screen stands. */
export interface CityTime {
  /** '2026-03-01 08:05' */
  dateTime(at: string | number): string
  /** '08:05:09' */
  time(at: string | number): string
  /** '08:05' on the day of `now`, else '03-01 08:05'. */
  short(at: string | number, now: number): string
  /** '2026-03-01' */
  day(at: string | number): string
  /** The instant at which a day ('YYYY-MM-DD') begins, in Unix milliseconds. */
  startOfDay(day: string): number
}

/** The clock of an IANA time zone. Throws RangeError where there is no such zone. */
export function cityTime(timeZone: string): CityTime {
  // Swedish is written as ISO 8601 is: year first, 24 hours.
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  })
  const shown = (at: string | number) => format.format(new Date(at))
  const offset = (at: number) => {
    const whole = Math.floor(at / 1000) * 1000
    return Date.parse(`${shown(whole).replace(' ', 'T')}Z`) - whole
  }
  return {
    dateTime: (at) => shown(at).slice(0, 16),
    time: (at) => shown(at).slice(11),
    short(at, now) {
      const text = shown(at)
      return text.slice(0, 10) === shown(now).slice(0, 10) ? text.slice(11, 16) : text.slice(5, 16)
    },
    day: (at) => shown(at).slice(0, 10),
    startOfDay(day) {
      const local = Date.parse(`${day}T00:00:00Z`)
      // The offset a day before is right unless the clocks are changed in between.
      const early = local - offset(local - DAY_MS)
      return shown(early).slice(0, 10) === day && shown(early).slice(11) === '00:00:00' ? early : local - offset(local)
    },
  }
}

/** The day that is `days` after one ('YYYY-MM-DD'); negative for before. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The first whole minute at or after an instant. */
export function nextMinute(at: number): number {
  return Math.ceil(at / MINUTE_MS) * MINUTE_MS
}
