import { mulberry32 } from '../../geodata/city/random.ts'
import { distanceM } from '../../server/live/geodesy.ts'
import type { PlacedFix } from '../../server/tracks/stops.ts'

const METRES_PER_DEGREE = 111_195
const LNG = 116.4
const LAT = 39.9

/** A fix so many metres east and north of a corner of the city. */
export function fixAt(recordedAtMs: number, eastM: number, northM: number): PlacedFix {
  return {
    recordedAtMs,
    lng: LNG + eastM / (METRES_PER_DEGREE * Math.cos((LAT * Math.PI) / 180)),
    lat: LAT + northM / METRES_PER_DEGREE,
  }
}

export const metresBetween = (a: { lng: number; lat: number }, b: { lng: number; lat: number }) =>
  distanceM(a.lng, a.lat, b.lng, b.lat)

/** A seeded number with mean 0 and the given spread, much as a receiver errs. */
export function noise(random: () => number, spread: number): number {
  return spread * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

export interface PlannedStop { eastM: number; northM: number; fromMs: number; toMs: number }

/**
 * A shift as somebody might walk it, with the stops and the way that are really in it: legs of some hundred metres at
 * 1.3 m/s, rests of 6 to 20 minutes, a fix every 10 s that errs by `spreadM`, now and then by 200 m.
 */
export function walkShift(seed: number, legs: number, spreadM: number): {
  fixes: PlacedFix[]; stops: PlannedStop[]; walkedM: number
} {
  const random = mulberry32(seed)
  const fixes: PlacedFix[] = []
  const stops: PlannedStop[] = []
  let [atMs, eastM, northM, walkedM] = [0, 0, 0, 0]
  const send = (wild: boolean) => {
    const far = wild ? 200 : 0
    fixes.push(fixAt(atMs, eastM + far + noise(random, spreadM), northM + noise(random, spreadM)))
    atMs += 10_000
  }
  for (let leg = 0; leg < legs; leg++) {
    const [headingRad, steps] = [random() * 2 * Math.PI, 30 + Math.floor(random() * 40)]
    for (let step = 0; step < steps; step++) {
      eastM += 13 * Math.cos(headingRad)
      northM += 13 * Math.sin(headingRad)
      walkedM += 13
      send(false)
    }
    const [fromMs, rests] = [atMs, 36 + Math.floor(random() * 84)]
    for (let rest = 0; rest < rests; rest++) send(random() < 0.03)
    stops.push({ eastM, northM, fromMs, toMs: atMs - 10_000 })
  }
  return { fixes, stops, walkedM }
}
