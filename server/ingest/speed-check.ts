import { ASSUMED_ACCURACY_M } from '../grids/settled-grid.ts'
import { distanceM } from '../live/geodesy.ts'
import type { Reading } from './position.ts'

/** A fix as far as this check looks at it. */
export type Step = Pick<Reading, 'recordedAtMs' | 'lng' | 'lat' | 'accuracyM'>

/** A fix of a device that was believed, and the run of those since that could not be. */
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
  /** By device, the newest. */
  readonly #newest = new Map<string, SpeedState>()
  /** By device, of those that came late the last: the newest may be hours away, in which one can get anywhere. */
  readonly #late = new Map<string, SpeedState>()

  /** How fast a device would have had to be for this fix, in m/s, where that is more than `fastestMps`; undefined where
   * the fix is believed. The first is. */
  impossibleMps(deviceKey: string, fix: Step, fastestMps: number): number | undefined {
    const newest = this.#newest.get(deviceKey)
    if (newest === undefined) {
      this.#newest.set(deviceKey, stateAt(fix))
      return undefined
    }
    const speedMps = judge(newest, fix, fastestMps, false)
    if (speedMps !== undefined || fix.recordedAtMs >= newest.recordedAtMs) return speedMps
    const late = this.#late.get(deviceKey)
    if (late !== undefined) return judge(late, fix, fastestMps, true)
    this.#late.set(deviceKey, stateAt(fix))
    return undefined
  }
}

/** As `impossibleMps`, by one state, which goes on to the fix where that is believed; to an older one that fits only in
 * `anyOrder`, since it says nothing of where the device is now. */
function judge(state: SpeedState, fix: Step, fastestMps: number, anyOrder: boolean): number | undefined {
  const speedMps = leastSpeedMps(state, fix)
  if (speedMps <= fastestMps) {
    if (anyOrder || fix.recordedAtMs >= state.recordedAtMs) believe(state, fix)
    return undefined
  }
  const { doubted } = state
  const fitsRun = doubted !== null && leastSpeedMps(doubted, fix) <= fastestMps
  // One that is sent again is no second witness.
  const aheadMs = fitsRun ? fix.recordedAtMs - doubted.recordedAtMs : 0
  if (fitsRun && (aheadMs === 0 || (aheadMs < 0 && !anyOrder))) return speedMps
  const runLength = fitsRun ? state.runLength + 1 : 1
  if (runLength === RUN_TO_BELIEVE) {
    believe(state, fix)
    return undefined
  }
  state.doubted = fix
  state.runLength = runLength
  return speedMps
}

function stateAt({ recordedAtMs, lng, lat, accuracyM }: Step): SpeedState {
  return { recordedAtMs, lng, lat, accuracyM, doubted: null, runLength: 0 }
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
