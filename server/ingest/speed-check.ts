import { ASSUMED_ACCURACY_M } from '../grids/settled-grid.ts'
import { distanceM } from '../live/geodesy.ts'
import type { Reading } from './position.ts'

/** A fix as far as this check looks at it. */
export type Step = Pick<Reading, 'recordedAtMs' | 'lng' | 'lat' | 'accuracyM'>

/** What is known of a device: the newest fix that was believed, and the run of those since that could not be. */
interface SpeedState extends Step {
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

/** Which fixes can be true after those that came of the same device before, in memory. */
export class SpeedCheck {
  readonly #states = new Map<string, SpeedState>()

  /** How fast a device would have had to be for this fix, in m/s, where that is more than `fastestMps`; undefined where
   * the fix is believed. The first is. */
  impossibleMps(deviceKey: string, fix: Step, fastestMps: number): number | undefined {
    const state = this.#states.get(deviceKey)
    if (state === undefined) {
      const { recordedAtMs, lng, lat, accuracyM } = fix
      this.#states.set(deviceKey, { recordedAtMs, lng, lat, accuracyM, doubted: null, runLength: 0 })
      return undefined
    }
    const speedMps = leastSpeedMps(state, fix)
    if (speedMps <= fastestMps) {
      // A late one says nothing of where the device is now.
      if (fix.recordedAtMs >= state.recordedAtMs) believe(state, fix)
      return undefined
    }
    const { doubted } = state
    const fitsRun = doubted !== null && leastSpeedMps(doubted, fix) <= fastestMps
    // One that is sent again is no second witness.
    if (fitsRun && fix.recordedAtMs <= doubted.recordedAtMs) return speedMps
    const runLength = fitsRun ? state.runLength + 1 : 1
    if (runLength === RUN_TO_BELIEVE) {
      believe(state, fix)
      return undefined
    }
    state.doubted = fix
    state.runLength = runLength
    return speedMps
  }
}

/** Written into what is there: of tens of thousands a second, objects would be garbage that is dear. */
function believe(state: SpeedState, { recordedAtMs, lng, lat, accuracyM }: Step): void {
  state.recordedAtMs = recordedAtMs
  state.lng = lng
  state.lat = lat
  state.accuracyM = accuracyM
  state.doubted = null
  state.runLength = 0
}
