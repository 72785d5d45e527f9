import type { CityTime } from '../org/city-time.ts'
import { shiftAt } from '../org/shift.ts'

/** From ≤ t < to. */
export interface Span {
  fromMs: number
  toMs: number
}

/** What holds for a worker at an instant, since when, and until when; ±Infinity where that is open. */
export type DutyAt = (atMs: number) => { onDuty: boolean; sinceMs: number; untilMs: number }

/** Duty without a break for longer than this is not looked at as one shift. */
const LONGEST_MS = 24 * 3_600_000

/** The shift of a worker that runs at an instant, or else the one that ended last before it. Of a duty that does not end
 * within a day, and where no shift is known, it is the third of the city's day. */
export function shiftSpanAt(dutyAt: DutyAt, cityTime: CityTime, atMs: number): Span {
  const now = dutyAt(atMs)
  if (!now.onDuty && now.sinceMs === -Infinity) return shiftAt(cityTime, atMs)
  const withinMs = now.onDuty ? atMs : now.sinceMs - 1
  const { sinceMs, untilMs } = now.onDuty ? now : dutyAt(withinMs)
  if (untilMs - sinceMs <= LONGEST_MS) return { fromMs: sinceMs, toMs: untilMs }
  const third = shiftAt(cityTime, withinMs)
  return { fromMs: Math.max(third.fromMs, sinceMs), toMs: Math.min(third.toMs, untilMs) }
}

/** An instant in the shift after one that ends at `toMs`; undefined where none begins before `nowMs`. */
export function nextShiftAt(dutyAt: DutyAt, toMs: number, nowMs: number): number | undefined {
  const { onDuty, sinceMs, untilMs } = dutyAt(toMs)
  // Where no shift is known the next third of the day follows at once.
  const startMs = onDuty || sinceMs === -Infinity ? toMs : untilMs
  return startMs < nowMs ? startMs : undefined
}

/** How many milliseconds of a span are on duty. */
export function onDutyMs(dutyAt: DutyAt, { fromMs, toMs }: Span): number {
  let sumMs = 0
  for (let atMs = fromMs; atMs < toMs;) {
    const { onDuty, untilMs } = dutyAt(atMs)
    const endMs = Math.min(untilMs, toMs)
    if (onDuty) sumMs += endMs - atMs
    atMs = endMs
  }
  return sumMs
}
