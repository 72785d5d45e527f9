import type { Random } from '../../city/random.ts'

/** What a device measures while its alarm is on; nothing where it only knows yes or no. */
export interface Reading {
  value?: number
  unit?: string
}

/** By kind of device: from, to, digits behind the point, unit. */
const RANGES: Readonly<Record<string, readonly [low: number, high: number, digits: number, unit: string]>> = {
  smoke: [0.12, 0.6, 2, 'dB/m'],
  gas: [22, 60, 1, '%LEL'],
  elevator: [1, 5, 0, '人'],
  water_level: [3.2, 4.6, 2, 'm'],
  crowd_counter: [350, 1200, 0, '人'],
  manhole_tilt: [16, 70, 0, '°'],
  electricity_meter: [65, 95, 1, 'A'],
  water_meter: [24, 96, 0, 'h'],
  air_quality: [155, 420, 0, 'µg/m³'],
  noise: [72, 98, 1, 'dB'],
  parking: [35, 180, 0, 'min'],
  litter_bin: [90, 100, 0, '%'],
}

/** A reading above the threshold of its kind, the worse the rarer. */
export function readingOf(kind: string, random: Random): Reading {
  const range = RANGES[kind]
  if (range === undefined) return {}
  const [low, high, digits, unit] = range
  return { value: Number((low + (high - low) * random() ** 2).toFixed(digits)), unit }
}
