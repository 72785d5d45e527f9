import type { Random } from '../../city/random.ts'

/** What a device is to say: when, as which of its records, and whether all is well. */
export interface SensorMoment {
  atMs: number
  /** Counts its records up. */
  number: number
  alarmed: boolean
  random: Random
}

type Shape = (moment: SensorMoment) => object

/** From one number to another, the higher the rarer, with so many digits. */
function between(random: Random, low: number, high: number, digits = 0): number {
  return Number((low + (high - low) * random() ** 2).toFixed(digits))
}
const seconds = (atMs: number) => Math.floor(atMs / 1000)

/** A time as clocks in China show it. */
function chinaTime(atMs: number): string {
  return new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 19)
}

/** By kind, in the form that makers of such devices have chosen; what they mean is said by the definitions of kinds. */
const SHAPES: Readonly<Record<string, Shape>> = {
  smoke: ({ atMs, number, alarmed, random }) => ({
    imei: '86', ts: atMs, seq: number,
    data: {
      smoke: alarmed ? between(random, 0.12, 0.6, 2) : between(random, 0, 0.03, 3), temp: between(random, 18, 31, 1),
      battery: 100 - (number % 60), state: alarmed ? 'alarm' : 'normal',
    },
  }),
  gas: ({ atMs, alarmed, random }) => ({
    time: chinaTime(atMs).replace('T', ' '), lel: alarmed ? between(random, 22, 60, 1) : between(random, 0, 3, 1),
    valve: alarmed ? 'closed' : 'open',
  }),
  elevator: ({ atMs, number, alarmed, random }) => ({
    ts: seconds(atMs), n: number,
    car: { trapped: alarmed ? between(random, 1, 5) : 0, floor: between(random, 1, 18), door: 'closed' },
  }),
  water_level: ({ atMs, alarmed, random }) => ({
    ts: atMs,
    values: {
      level_cm: alarmed ? between(random, 320, 460) : between(random, 60, 200),
      rain_mm_h: alarmed ? between(random, 5, 60, 1) : 0,
    },
  }),
  crowd_counter: ({ atMs, alarmed, random }) => ({
    utc: seconds(atMs),
    zone: {
      inside: alarmed ? between(random, 350, 1200) : between(random, 5, 180), in: between(random, 0, 60),
      out: between(random, 0, 60),
    },
  }),
  camera_ai: ({ atMs, number, alarmed, random }) => ({
    event: {
      id: `${atMs}-${number}`, time: `${chinaTime(atMs)}+08:00`, type: 'fire_lane', state: alarmed ? 'ongoing' : 'idle',
      objects: alarmed ? [{ class: 'car', confidence: Number((0.7 + 0.29 * random()).toFixed(2)) }] : [],
    },
  }),
  manhole_tilt: ({ atMs, number, alarmed, random }) => ({
    t: seconds(atMs), f: number,
    d: { tilt: alarmed ? between(random, 16, 70) : between(random, 0, 3), bat: 100 - (number % 60) },
  }),
  electricity_meter: ({ atMs, number, alarmed, random }) => ({
    ts: seconds(atMs),
    reads: [
      { k: 'U', v: Number((220 + 8 * random()).toFixed(1)) },
      { k: 'I', v: alarmed ? between(random, 65, 95, 1) : between(random, 1, 32, 1) },
      { k: 'EP', v: 1200 + number / 10 },
    ],
  }),
  water_meter: ({ atMs, number, alarmed, random }) => ({
    ts: seconds(atMs), m3: 310 + number / 100, idleHours: alarmed ? between(random, 24, 96) : between(random, 0, 9),
  }),
  access_control: ({ atMs, number, alarmed }) => ({
    at: `${chinaTime(atMs)}+08:00`, no: number, door: { state: alarmed ? 'open' : 'closed', forced: alarmed },
  }),
  air_quality: ({ atMs, alarmed, random }) => ({
    ts: seconds(atMs), pm10: alarmed ? between(random, 155, 420) : between(random, 25, 110),
    pm25: between(random, 10, 75), wind: between(random, 0, 6, 1),
  }),
  noise: ({ atMs, alarmed, random }) => {
    const laeq = alarmed ? between(random, 72, 98, 1) : between(random, 42, 62, 1)
    return { ts: seconds(atMs), laeq, lamax: Number((laeq + 9 * random()).toFixed(1)) }
  },
  parking: ({ atMs, alarmed, random }) => ({
    ts: seconds(atMs), occupied: alarmed, minutes: alarmed ? between(random, 35, 180) : 0,
  }),
  litter_bin: ({ atMs, alarmed, random }) => ({
    ts: seconds(atMs), fill: alarmed ? between(random, 90, 100) : between(random, 5, 55), temp: between(random, 150, 320),
  }),
  gas_meter: ({ atMs, number, alarmed, random }) => ({
    ts: seconds(atMs), flow: alarmed ? between(random, 6.5, 9, 2) : between(random, 0, 2, 2), total: 840 + number / 50,
  }),
  drone: ({ atMs, number, alarmed, random }) => ({
    ts: atMs, seq: number,
    telemetry: {
      battery: alarmed ? between(random, 8, 23) : between(random, 45, 98), altitude: alarmed ? between(random, 20, 120) : 0,
      rssi: -between(random, 50, 88), mode: alarmed ? 'returning' : 'charging',
    },
  }),
}

/** What a device of the kind sends; undefined for a kind that the demo does not know. */
export function sensorPayload(kind: string, moment: SensorMoment): object | undefined {
  return Object.hasOwn(SHAPES, kind) ? SHAPES[kind](moment) : undefined
}
