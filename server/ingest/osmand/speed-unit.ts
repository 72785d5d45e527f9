import type { SpeedUnit } from '../intake.ts'
import { numberOf } from '../plausible.ts'

const MPS_OF: Readonly<Record<SpeedUnit, number>> = { knots: 1852 / 3600, mps: 1, kmh: 1 / 3.6, mph: 1609.344 / 3600 }

/** Metres a second of a speed in `unit`, or of the text of one; NaN for anything else. */
export function toMps(speed: unknown, unit: SpeedUnit): number {
  return numberOf(speed) * MPS_OF[unit]
}
