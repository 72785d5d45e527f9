import { MOTION_STANDING, motionOfHeading } from '../contract/position-frame.ts'
import { bearingDeg, distanceM } from './geodesy.ts'

/** Slower than this is standing: a phone on a table drifts at 0.1 to 0.4 m/s. */
const WALKING_MPS = 0.5
/** Two fixes nearer than this say nothing of a direction: it is within what satellites err in a street. */
const DRIFT_M = 10
/** A step that took longer than this is no movement to be seen: the worker may have been anywhere between. */
const STEP_MS = 5 * 60_000

/** Where and when a worker was, with what the phone said of its movement. */
export interface Fix {
  lng: number
  lat: number
  recordedAtMs: number
  speedMps?: number
  headingDeg?: number
}

/** The motion byte of a fix: a heading where the worker walks, else standing. What the phone says comes first; a phone
 * that gives no speed or heading is judged by the step from the fix before, where there is one. */
export function motionOfFix(fix: Fix, before: Fix | undefined): number {
  const { speedMps, headingDeg } = fix
  if (speedMps !== undefined && speedMps < WALKING_MPS) return MOTION_STANDING
  if (speedMps !== undefined && headingDeg !== undefined) return motionOfHeading(headingDeg)
  if (before === undefined) return MOTION_STANDING
  const stepM = distanceM(before.lng, before.lat, fix.lng, fix.lat)
  const stepMs = fix.recordedAtMs - before.recordedAtMs
  const walking = stepM >= DRIFT_M && stepMs <= STEP_MS && (stepM / stepMs) * 1000 >= WALKING_MPS
  if (!walking) return MOTION_STANDING
  return motionOfHeading(headingDeg ?? bearingDeg(before.lng, before.lat, fix.lng, fix.lat))
}
