import { ASSUMED_ACCURACY_M } from '../grids/settled-grid.ts'
import { distanceM } from '../live/geodesy.ts'
import type { Reading } from './position.ts'

/** A fix as far as this check looks at it. */
export type Step = Pick<Reading, 'recordedAtMs' | 'lng' | 'lat' | 'accuracyM'>

/** What is known of a device: the newest fix that was believed, and the run of those since that could not be. */
export interface SpeedState {
  believed: Step
  /** Newest of a run of fixes that fit each other but not the believed one; null where there is none. */
  doubted: Step | null
  runLength: number
}

/** So many fixes on end that fit each other, and not the believed one, are believed: then that was the wild one. */
const RUN_TO_BELIEVE = 3
/** Many devices give whole seconds. */
const CLOCK_STEP_MS = 1000

/** Metres a second that a device must have moved at least between two fixes, their accuracies taken off. */
export function leastSpeedMps(a: Step, b: Step): number {
  const errorsM = (a.accuracyM ?? ASSUMED_ACCURACY_M) + (b.accuracyM ?? ASSUMED_ACCURACY_M)
  const leastM = distanceM(a.lng, a.lat, b.lng, b.lat) - errorsM
  return leastM <= 0 ? 0 : leastM / ((Math.abs(a.recordedAtMs - b.recordedAtMs) + CLOCK_STEP_MS) / 1000)
}

/**
 * Whether a fix can be true after what is known of its device, nobody being faster than `fastestMps`, and what is known
 * after it. `speedMps` is how fast it would have had to be; undefined where the fix is believed. The first fix is.
 */
export function checkSpeed(
  state: SpeedState | undefined, fix: Step, fastestMps: number,
): { state: SpeedState; speedMps: number | undefined } {
  if (state === undefined) return { state: { believed: fix, doubted: null, runLength: 0 }, speedMps: undefined }
  const { believed, doubted, runLength } = state
  const speedMps = leastSpeedMps(believed, fix)
  if (speedMps <= fastestMps) {
    // A late one says nothing of where the device is now.
    if (fix.recordedAtMs < believed.recordedAtMs) return { state, speedMps: undefined }
    return { state: { believed: fix, doubted: null, runLength: 0 }, speedMps: undefined }
  }
  const fitsRun = doubted !== null && leastSpeedMps(doubted, fix) <= fastestMps
  // One that is sent again is no second witness.
  if (fitsRun && fix.recordedAtMs <= doubted.recordedAtMs) return { state, speedMps }
  const length = fitsRun ? runLength + 1 : 1
  if (length < RUN_TO_BELIEVE) return { state: { believed, doubted: fix, runLength: length }, speedMps }
  return { state: { believed: fix, doubted: null, runLength: 0 }, speedMps: undefined }
}
