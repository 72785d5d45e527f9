import {
  MOTION_GONE, MOTION_IDLE, MOTION_OUTSIDE, MOTION_SILENT, MOTION_SOS,
} from '../contract/position-frame.ts'
import type { WorkerSlots } from './worker-slots.ts'

/** What can be true of a worker at once, as bits. All but SOS are only said of workers on duty; IDLE and OUTSIDE only
 * of those who are heard. */
export const ON_DUTY = 1
export const IDLE = 2
export const SILENT = 4
export const OUTSIDE = 8
export const SOS = 16

/**
 * What is true of the worker in a slot. Idle and outside rest on what was heard, not on the clock: they begin with the
 * fix that makes them so. Silent is who was heard once, but in the duty that runs not for a while.
 */
export function statesOf(slots: WorkerSlots, slot: number, nowMs: number): number {
  const { rules } = slots
  const help = slots.sosSinceMs[slot] > 0 ? SOS : 0
  const dutyFromMs = slots.dutyFromMs[slot]
  if (dutyFromMs > nowMs) return help
  const states = help | ON_DUTY
  const heardAtMs = slots.heardAtMs[slot]
  if (heardAtMs === 0) return states
  if (nowMs - Math.max(heardAtMs, dutyFromMs) >= rules.silentAfterMs) return states | SILENT
  const stillSinceMs = slots.stillSinceMs[slot]
  const outsideSinceMs = slots.outsideSinceMs[slot]
  const idle = stillSinceMs > 0 && heardAtMs - stillSinceMs >= rules.idleAfterMs ? IDLE : 0
  const outside = outsideSinceMs > 0 && heardAtMs - outsideSinceMs >= rules.outsideAfterMs ? OUTSIDE : 0
  return states | idle | outside
}

/** When a state of the worker in a slot began. */
export function sinceOf(slots: WorkerSlots, slot: number, state: number): number {
  if (state === IDLE) return slots.stillSinceMs[slot]
  if (state === OUTSIDE) return slots.outsideSinceMs[slot]
  if (state === SOS) return slots.sosSinceMs[slot]
  return Math.max(slots.heardAtMs[slot], slots.dutyFromMs[slot])
}

/**
 * The motion that a marker shows: the gravest of what is true. A worker off duty, or not heard for long, is gone. One
 * who calls for help stays on the map whatever else is true, until somebody has ended the call.
 */
function shownMotion(slots: WorkerSlots, slot: number, nowMs: number): number {
  if (slots.recordedAtMs[slot] === 0) return MOTION_GONE
  const states = statesOf(slots, slot, nowMs)
  if (states & SOS) return MOTION_SOS
  const heardAtMs = slots.heardAtMs[slot]
  if (!(states & ON_DUTY) || heardAtMs < slots.dutyFromMs[slot]) return MOTION_GONE
  if (nowMs - heardAtMs >= slots.rules.goneAfterMs) return MOTION_GONE
  if (states & SILENT) return MOTION_SILENT
  if (states & OUTSIDE) return MOTION_OUTSIDE
  if (states & IDLE) return MOTION_IDLE
  return slots.movement[slot]
}

/** Makes the marker of a slot show what is true now. */
export function showStates(slots: WorkerSlots, slot: number, nowMs: number): void {
  const motion = shownMotion(slots, slot, nowMs)
  if (slots.motion[slot] === motion) return
  slots.motion[slot] = motion
  slots.changedAt[slot] = slots.openTick
}

/** Makes all markers show what is true now: who is not heard turns silent, then gone. */
export function sweepStates(slots: WorkerSlots, nowMs: number): void {
  for (let slot = 0; slot < slots.size; slot++) showStates(slots, slot, nowMs)
}

/** How many workers something is true of. `idle`, `silent`, `outOfArea` and `sos` are among those counted by the
 * gravest, each worker once; `online` were heard lately and are on the map. */
export interface StateCounts {
  onDuty: number
  online: number
  idle: number
  silent: number
  outOfArea: number
  sos: number
}

/** Counts the workers that `visible` marks (all where undefined). */
export function countStates(slots: WorkerSlots, visible: Uint8Array | undefined, nowMs: number): StateCounts {
  const counts: StateCounts = { onDuty: 0, online: 0, idle: 0, silent: 0, outOfArea: 0, sos: 0 }
  for (let slot = 0; slot < slots.size; slot++) {
    if (visible !== undefined && visible[slot] === 0) continue
    const states = statesOf(slots, slot, nowMs)
    if (states & ON_DUTY) counts.onDuty++
    const motion = slots.motion[slot]
    if (motion !== MOTION_GONE && !(states & SILENT)) counts.online++
    if (states & SOS) counts.sos++
    else if (states & SILENT) counts.silent++
    else if (states & OUTSIDE) counts.outOfArea++
    else if (states & IDLE) counts.idle++
  }
  return counts
}
