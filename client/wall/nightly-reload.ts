import type { CityTime } from '../city/city-time.ts'
import { addDays } from '../city/city-time.ts'

const QUIET_HOUR_MS = 4 * 3_600_000
/** Walls of one room must not all go dark in the same second. */
const SPREAD_MS = 40 * 60_000

/** When a wall reloads next: in the small hours of the city, `spread` (0 to 1) of forty minutes after four. */
export function nextReloadMs(nowMs: number, time: CityTime, spread: number): number {
  const today = time.day(nowMs)
  const at = time.startOfDay(today) + QUIET_HOUR_MS + spread * SPREAD_MS
  return at > nowMs ? at : time.startOfDay(addDays(today, 1)) + QUIET_HOUR_MS + spread * SPREAD_MS
}
