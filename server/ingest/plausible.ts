import type { Reading } from './position.ts'

type LesserValues = Pick<Reading, 'accuracyM' | 'speedMps' | 'headingDeg' | 'altitudeM' | 'batteryPercent'>

/** The number that a value is or spells; NaN for anything else, also for blanks. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
}

function within(value: unknown, least: number, most: number): number | undefined {
  const number = numberOf(value)
  return number >= least && number <= most ? number : undefined
}

/** What goes with a fix, each undefined where it cannot be: what is beside the point of a fix must not cost the fix.
 * Devices write -1 or nonsense for what they do not know. */
export function plausible(values: Readonly<Partial<Record<keyof LesserValues, unknown>>>): LesserValues {
  return {
    accuracyM: within(values.accuracyM, 0, 1e6),
    speedMps: within(values.speedMps, 0, 500),
    headingDeg: within(values.headingDeg, 0, 360),
    altitudeM: within(values.altitudeM, -1000, 20_000),
    batteryPercent: within(values.batteryPercent, 0, 100),
  }
}
