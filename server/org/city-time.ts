const DAY_MS = 86_400_000

/**
 * The wall clock of the city. A "local" time is the number of milliseconds whose UTC reading is what the city's
 * clocks show, so that days, weeks and hours of the city are plain arithmetic.
 */
export interface CityTime {
  /** What the clocks show at an instant. */
  toLocal(utcMs: number): number
  /** The instant at which the clocks show `localMs`; the first one where they show it twice. */
  toUtc(localMs: number): number
  /** The city's date at an instant: 'YYYY-MM-DD'. */
  dayKey(utcMs: number): string
}

/** The wall clock of an IANA time zone. Throws RangeError for a zone that does not exist. */
export function createCityTime(timeZone: string): CityTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })

  function offsetAt(utcMs: number): number {
    const part: Record<string, number> = {}
    for (const { type, value } of format.formatToParts(utcMs)) part[type] = Number(value)
    const shown = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second)
    return shown - Math.floor(utcMs / 1000) * 1000
  }

  // Intl takes microseconds and a year of cases asks 100,000 times, so a day on which the clocks are not changed is
  // asked for once; NaN marks one on which they are.
  const offsetOfDay = new Map<number, number>()

  function offset(utcMs: number): number {
    const day = Math.floor(utcMs / DAY_MS)
    let known = offsetOfDay.get(day)
    if (known === undefined) {
      const start = offsetAt(day * DAY_MS)
      known = start === offsetAt((day + 1) * DAY_MS) ? start : Number.NaN
      offsetOfDay.set(day, known)
    }
    return Number.isNaN(known) ? offsetAt(utcMs) : known
  }

  const toLocal = (utcMs: number) => utcMs + offset(utcMs)
  return {
    toLocal,
    toUtc(localMs) {
      // the offset a day earlier is right unless the clocks are changed in between
      const early = localMs - offset(localMs - DAY_MS)
      return toLocal(early) === localMs ? early : localMs - offset(localMs + DAY_MS)
    },
    dayKey: (utcMs) => new Date(toLocal(utcMs)).toISOString().slice(0, 10),
  }
}
