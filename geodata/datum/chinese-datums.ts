import gcoord from 'gcoord'

/** How an exported file can state its degrees. */
export const DEGREE_DATUMS = ['wgs84', 'gcj02', 'bd09'] as const
export type DegreeDatum = (typeof DEGREE_DATUMS)[number]

type Position = [lng: number, lat: number]

const SYSTEMS = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 }

/** Degrees in WGS-84 → in `datum`. GCJ-02 and BD-09 are off by 100 to 700 m in China and equal WGS-84 elsewhere. */
export function fromWgs84(lng: number, lat: number, datum: DegreeDatum): Position {
  return datum === 'wgs84' ? [lng, lat] : gcoord.transform([lng, lat], SYSTEMS.wgs84, SYSTEMS[datum])
}

/** A hundredth of a millimetre. */
const TOLERANCE_DEG = 1e-10
const MOST_STEPS = 20
/** A tenth of a millimetre: points that were stored with so many decimals come back as the very same numbers. */
const KEPT_DECIMALS = 9

/**
 * Degrees in `datum` → in WGS-84: the inverse of `fromWgs84`, rounded to 1e-9 degrees. gcoord's own inverse stops at
 * 1e-6, ten centimetres, which would tear shared edges apart; the offset changes so slowly that correcting by what is
 * left over gains two digits a step.
 */
export function toWgs84(lng: number, lat: number, datum: DegreeDatum): Position {
  if (datum === 'wgs84') return [lng, lat]
  let guess: Position = [lng, lat]
  for (let step = 0; step < MOST_STEPS; step++) {
    const there = fromWgs84(guess[0], guess[1], datum)
    const restLng = lng - there[0]
    const restLat = lat - there[1]
    guess = [guess[0] + restLng, guess[1] + restLat]
    if (Math.abs(restLng) < TOLERANCE_DEG && Math.abs(restLat) < TOLERANCE_DEG) break
  }
  return [Number(guess[0].toFixed(KEPT_DECIMALS)), Number(guess[1].toFixed(KEPT_DECIMALS))]
}
