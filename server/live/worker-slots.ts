import {
  MOTION_GONE, MOTION_SILENT, MOTION_SOS, MOTION_STANDING, type SlotColumns,
} from '../contract/position-frame.ts'
import { type Fix, motionOfFix } from './motion.ts'

/** A marker is drawn silent when its worker was not heard for this long, and is taken away after GONE_AFTER_MS. */
export const SILENT_AFTER_MS = 5 * 60_000
export const GONE_AFTER_MS = 30 * 60_000
/** A call for help stays on the map this long after the phone last sent it. */
export const SOS_LASTS_MS = 10 * 60_000

/**
 * The live markers: index i of each array is the worker in slot i. A marker of whom nothing was heard is MOTION_GONE.
 * changedAt is the tick in which lng, lat or motion last changed (0 = never); changes are stamped with openTick.
 */
export interface WorkerSlots extends SlotColumns {
  readonly size: number
  openTick: number
  changedAt: Uint32Array
  /** Unix time of the fix that the marker shows; 0 = none. */
  recordedAtMs: Float64Array
  /** Unix time of the newest fix or heartbeat. */
  heardAtMs: Float64Array
  sosUntilMs: Float64Array
}

/** Slots for `size` workers, all gone, at tick 1 (0 is what a client has that acknowledged nothing). */
export function createWorkerSlots(size: number): WorkerSlots {
  return {
    size,
    openTick: 1,
    lng: new Float64Array(size),
    lat: new Float64Array(size),
    motion: new Uint8Array(size).fill(MOTION_GONE),
    changedAt: new Uint32Array(size),
    recordedAtMs: new Float64Array(size),
    heardAtMs: new Float64Array(size),
    sosUntilMs: new Float64Array(size),
  }
}

/**
 * Slots for `size` workers in which slot i is what slot `slotBefore(i)` was, gone where that is undefined. The tick goes
 * on, since a screen ignores a frame that is not newer than its last.
 */
export function rearrangeSlots(
  before: WorkerSlots, size: number, slotBefore: (slot: number) => number | undefined,
): WorkerSlots {
  const slots = createWorkerSlots(size)
  slots.openTick = before.openTick
  for (let slot = 0; slot < size; slot++) {
    const from = slotBefore(slot)
    if (from === undefined) continue
    slots.lng[slot] = before.lng[from]
    slots.lat[slot] = before.lat[from]
    slots.motion[slot] = before.motion[from]
    slots.changedAt[slot] = before.changedAt[from]
    slots.recordedAtMs[slot] = before.recordedAtMs[from]
    slots.heardAtMs[slot] = before.heardAtMs[from]
    slots.sosUntilMs[slot] = before.sosUntilMs[from]
  }
  return slots
}

/** The motion of a slot by how long ago it was heard; `heard` where it was heard just now. */
function motionByAge(slots: WorkerSlots, slot: number, heard: number, nowMs: number): number {
  const ageMs = nowMs - slots.heardAtMs[slot]
  if (ageMs >= GONE_AFTER_MS) return MOTION_GONE
  if (slots.sosUntilMs[slot] > nowMs) return MOTION_SOS
  if (ageMs >= SILENT_AFTER_MS) return MOTION_SILENT
  return heard
}

function setMotion(slots: WorkerSlots, slot: number, motion: number): void {
  if (slots.motion[slot] === motion) return
  slots.motion[slot] = motion
  slots.changedAt[slot] = slots.openTick
}

/** Moves a marker to a newer fix. A fix that is not newer than the one shown is late: false, and nothing moves. */
export function applyFix(slots: WorkerSlots, slot: number, fix: Fix & { sos?: boolean }, nowMs: number): boolean {
  const { lng, lat, recordedAtMs } = slots
  if (fix.recordedAtMs <= recordedAtMs[slot]) return false
  const before =
    recordedAtMs[slot] === 0
      ? undefined
      : { lng: lng[slot], lat: lat[slot], recordedAtMs: recordedAtMs[slot] }
  const motion = motionOfFix(fix, before)
  if (lng[slot] !== fix.lng || lat[slot] !== fix.lat) slots.changedAt[slot] = slots.openTick
  lng[slot] = fix.lng
  lat[slot] = fix.lat
  recordedAtMs[slot] = fix.recordedAtMs
  slots.heardAtMs[slot] = Math.max(slots.heardAtMs[slot], fix.recordedAtMs)
  if (fix.sos) slots.sosUntilMs[slot] = nowMs + SOS_LASTS_MS
  setMotion(slots, slot, motionByAge(slots, slot, motion, nowMs))
  return true
}

/** Keeps a marker alive where it is: the phone was heard at `heardAtMs` but gave no place. Without any fix yet there
 * is no marker to keep: nothing happens. */
export function applyHeartbeat(
  slots: WorkerSlots, slot: number, heardAtMs: number, sos: boolean, nowMs: number,
): void {
  if (slots.recordedAtMs[slot] === 0) return
  slots.heardAtMs[slot] = Math.max(slots.heardAtMs[slot], heardAtMs)
  if (sos) slots.sosUntilMs[slot] = nowMs + SOS_LASTS_MS
  const shown = slots.motion[slot]
  setMotion(slots, slot, motionByAge(slots, slot, shown < MOTION_SILENT ? shown : MOTION_STANDING, nowMs))
}

/** Turns markers silent, then gone, as their workers stay unheard, and ends calls for help that have run out. */
export function sweepSilent(slots: WorkerSlots, nowMs: number): void {
  const { size, motion } = slots
  for (let slot = 0; slot < size; slot++) {
    const shown = motion[slot]
    if (shown === MOTION_GONE) continue
    setMotion(slots, slot, motionByAge(slots, slot, shown === MOTION_SOS ? MOTION_STANDING : shown, nowMs))
  }
}

/** How many workers were heard within SILENT_AFTER_MS, among those that `visible` marks (all where undefined). */
export function countOnline(slots: WorkerSlots, visible: Uint8Array | undefined): number {
  const { size, motion } = slots
  let online = 0
  for (let slot = 0; slot < size; slot++) {
    if (motion[slot] === MOTION_GONE || motion[slot] === MOTION_SILENT) continue
    if (visible === undefined || visible[slot] === 1) online++
  }
  return online
}
