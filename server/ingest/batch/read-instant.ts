const INSTANT = /^(\d{4})-(\d\d)-(\d\d)[t\s](\d\d):(\d\d):(\d\d)(\.\d+)?(?:z|([+-])(\d\d)(?::?(\d\d))?)$/i
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * Unix milliseconds of an RFC 3339 time; NaN of any other text. It takes what the format `date-time` of our schemas
 * admits, leap seconds included; `Date.parse` is both laxer (it knows a 30th of February) and stricter.
 */
export function readInstant(text: string): number {
  const quick = readPlainInstant(text)
  if (!Number.isNaN(quick)) return quick

  const match = INSTANT.exec(text)
  if (match === null) return Number.NaN
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number)
  const sign = match[8] === '-' ? -1 : 1
  const zoneHour = Number(match[9] ?? 0)
  const zoneMinute = Number(match[10] ?? 0)
  if (!isDate(year, month, day) || hour > 23 || minute > 59 || zoneHour > 23 || zoneMinute > 59) return Number.NaN
  const offsetMinutes = sign * (zoneHour * 60 + zoneMinute)
  // a leap second is the last of a day of UTC, and counts as the first of the next
  const isLeapSecond = second === 60 && (hour * 60 + minute - offsetMinutes + 2880) % 1440 === 1439
  if (second > 59 && !isLeapSecond) return Number.NaN
  const date = new Date(0)
  // not Date.UTC, to which the year 50 is 1950
  date.setUTCFullYear(year, month - 1, day)
  date.setUTCHours(hour, minute - offsetMinutes, second, Math.trunc(Number(match[7] ?? 0) * 1000))
  return date.getTime()
}

/** As nearly everybody writes it, `2026-01-31T08:00:00.000Z` or without the fraction: a fifth of the time of the
 * expression above. NaN means that this could not tell. */
function readPlainInstant(text: string): number {
  const { length } = text
  if ((length !== 24 && length !== 20) || text.charCodeAt(length - 1) !== 90) return Number.NaN
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(10) !== 84) return Number.NaN
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return Number.NaN
  if (length === 24 && text.charCodeAt(19) !== 46) return Number.NaN
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 7)
  const day = digits(text, 8, 10)
  const hour = digits(text, 11, 13)
  const minute = digits(text, 14, 16)
  const second = digits(text, 17, 19)
  const ms = length === 24 ? digits(text, 20, 23) : 0
  if (!(year >= 100 && isDate(year, month, day) && hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN
  return Date.UTC(year, month - 1, day, hour, minute, second, ms)
}

function isDate(year: number, month: number, day: number): boolean {
  if (!(month >= 1 && month <= 12 && day >= 1)) return false
  const leapDay = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0
  return day <= DAYS[month - 1] + leapDay
}

function digits(text: string, from: number, to: number): number {
  let number = 0
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    number = number * 10 + digit
  }
  return number
}
