import { type Fix, motionOfFix } from './motion.ts'
import type { WorkerSlots } from './worker-slots.ts'
import { showStates } from './worker-states.ts'

/** Who keeps within this of one place stands there; a fix that errs by more may lie as far off as it errs, */
const STILL_RADIUS_M = 30
/** up to this: a fix that errs by more says nothing of standing. */
const MOST_ERROR_M = 100
const METRES_PER_DEGREE = 111_195
const RADIANS = Math.PI / 180

type FixWithAccuracy = Fix & { accuracyM?: number | undefined }

/** Moves a marker to a newer fix; `outside`: whether its worker has settled away from where he belongs, undefined where
 * that cannot be said. A fix that is not newer than the one shown is late: false, and nothing changes. */
export function applyFix(
  slots: WorkerSlots, slot: number, fix: FixWithAccuracy, nowMs: number, outside?: boolean | undefined,
): boolean {
  const { lng, lat, recordedAtMs, heardAtMs } = slots
  const atMs = fix.recordedAtMs
  if (atMs <= recordedAtMs[slot]) return false
  const before =
    recordedAtMs[slot] === 0 ? undefined : { lng: lng[slot], lat: lat[slot], recordedAtMs: recordedAtMs[slot] }
  slots.movement[slot] = motionOfFix(fix, before)
  followStanding(slots, slot, fix)
  if (outside === false) slots.outsideSinceMs[slot] = 0
  else if (outside === true && slots.outsideSinceMs[slot] === 0) slots.outsideSinceMs[slot] = atMs
  if (lng[slot] !== fix.lng || lat[slot] !== fix.lat) slots.changedAt[slot] = slots.openTick
  lng[slot] = fix.lng
  lat[slot] = fix.lat
  recordedAtMs[slot] = atMs
  heardAtMs[slot] = Math.max(heardAtMs[slot], atMs)
  showStates(slots, slot, nowMs)
  return true
}

/** The time of standing begins anew where the worker is away from his anchor, or where nothing was heard for so long
 * that he may have been. */
function followStanding(slots: WorkerSlots, slot: number, fix: FixWithAccuracy): void {
  const { anchorLng, anchorLat, stillSinceMs, heardAtMs, rules } = slots
  const east = (fix.lng - anchorLng[slot]) * Math.cos(fix.lat * RADIANS) * METRES_PER_DEGREE
  const north = (fix.lat - anchorLat[slot]) * METRES_PER_DEGREE
  const radiusM = Math.min(Math.max(STILL_RADIUS_M, fix.accuracyM ?? 0), MOST_ERROR_M)
  const heard = fix.recordedAtMs - heardAtMs[slot] < rules.silentAfterMs
  if (stillSinceMs[slot] > 0 && heard && east * east + north * north <= radiusM * radiusM) return
  anchorLng[slot] = fix.lng
  anchorLat[slot] = fix.lat
  stillSinceMs[slot] = fix.recordedAtMs
}

/** Keeps a marker alive where it is: the phone was heard at `heardAtMs` but gave no place. Without any fix yet there
 * is no marker to keep: nothing happens. */
export function applyHeartbeat(slots: WorkerSlots, slot: number, heardAtMs: number, nowMs: number): void {
  if (slots.recordedAtMs[slot] === 0) return
  slots.heardAtMs[slot] = Math.max(slots.heardAtMs[slot], heardAtMs)
  showStates(slots, slot, nowMs)
}

/** Says since when the duty runs that a worker is on (Infinity: off duty). What was said of the duty before is over. */
export function applyDuty(slots: WorkerSlots, slot: number, dutyFromMs: number, nowMs: number): void {
  const before = slots.dutyFromMs[slot]
  if (before === dutyFromMs) return
  slots.dutyFromMs[slot] = dutyFromMs
  // Shifts may be changed while one runs: who is on duty before and after goes on.
  if (before === Infinity || dutyFromMs === Infinity) {
    slots.stillSinceMs[slot] = 0
    slots.outsideSinceMs[slot] = 0
  }
  showStates(slots, slot, nowMs)
}

/** Says since when a worker calls for help; 0: he does not. */
export function applySos(slots: WorkerSlots, slot: number, sosSinceMs: number, nowMs: number): void {
  slots.sosSinceMs[slot] = sosSinceMs
  showStates(slots, slot, nowMs)
}
