import type { CityTime } from './city-time.ts'

const SHIFT_MS = 8 * 3_600_000

/** Three shifts a day on the city's clock, from 0, 8 and 16 o'clock: the one that runs at `utcMs`, from ≤ t < to. */
export function shiftAt(cityTime: CityTime, utcMs: number): { fromMs: number; toMs: number } {
  const start = Math.floor(cityTime.toLocal(utcMs) / SHIFT_MS) * SHIFT_MS
  return { fromMs: cityTime.toUtc(start), toMs: cityTime.toUtc(start + SHIFT_MS) }
}
