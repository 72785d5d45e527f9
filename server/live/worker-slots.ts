import { MOTION_GONE, MOTION_STANDING, type SlotColumns } from '../contract/position-frame.ts'
import { DEFAULT_RULES, type StateRules } from './state-rules.ts'

/**
 * The live markers and what is known of their workers: index i of each array is the worker in slot i. A marker of whom
 * nothing was heard is MOTION_GONE. changedAt is the tick in which lng, lat or motion last changed (0 = never); changes
 * are stamped with openTick. All times are Unix milliseconds.
 */
export interface WorkerSlots extends SlotColumns {
  readonly size: number
  openTick: number
  rules: StateRules
  changedAt: Uint32Array
  /** Of the fix that the marker shows; 0 = none. */
  recordedAtMs: Float64Array
  /** Of the newest fix or heartbeat. */
  heardAtMs: Float64Array
  /** What the last fix alone says of the motion: a heading, or standing. */
  movement: Uint8Array
  /** The place that the worker has kept near to since stillSinceMs; 0 = no fix since duty began. */
  anchorLng: Float64Array
  anchorLat: Float64Array
  stillSinceMs: Float64Array
  /** Since when the worker has been settled away from where he belongs; 0 = he is not. */
  outsideSinceMs: Float64Array
  /** Since when the worker calls for help; 0 = he does not. */
  sosSinceMs: Float64Array
  /** When the duty that runs began: -Infinity for always, Infinity for a worker off duty and a slot without one. */
  dutyFromMs: Float64Array
}

const COLUMNS = [
  'lng', 'lat', 'motion', 'changedAt', 'recordedAtMs', 'heardAtMs', 'movement', 'anchorLng', 'anchorLat', 'stillSinceMs',
  'outsideSinceMs', 'sosSinceMs', 'dutyFromMs',
] as const

/** Slots for `size` workers, all gone and on duty, at tick 1 (0 is what a client has that acknowledged nothing). */
export function createWorkerSlots(size: number, rules: StateRules = DEFAULT_RULES): WorkerSlots {
  return {
    size,
    openTick: 1,
    rules,
    lng: new Float64Array(size),
    lat: new Float64Array(size),
    motion: new Uint8Array(size).fill(MOTION_GONE),
    changedAt: new Uint32Array(size),
    recordedAtMs: new Float64Array(size),
    heardAtMs: new Float64Array(size),
    movement: new Uint8Array(size).fill(MOTION_STANDING),
    anchorLng: new Float64Array(size),
    anchorLat: new Float64Array(size),
    stillSinceMs: new Float64Array(size),
    outsideSinceMs: new Float64Array(size),
    sosSinceMs: new Float64Array(size),
    dutyFromMs: new Float64Array(size).fill(-Infinity),
  }
}

/**
 * Slots for `size` workers in which slot i is what slot `slotBefore(i)` was, gone where that is undefined. The tick goes
 * on, since a screen ignores a frame that is not newer than its last.
 */
export function rearrangeSlots(
  before: WorkerSlots, size: number, slotBefore: (slot: number) => number | undefined,
): WorkerSlots {
  const slots = createWorkerSlots(size, before.rules)
  slots.openTick = before.openTick
  for (let slot = 0; slot < size; slot++) {
    const from = slotBefore(slot)
    if (from === undefined) continue
    for (const column of COLUMNS) slots[column][slot] = before[column][from]
  }
  return slots
}
