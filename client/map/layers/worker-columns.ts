import type { WorkerSlots } from '../../live/worker-slots.ts'

/** What the worker layer uploads: index i of each column is slot i. Filled anew whenever the slots have changed. */
export interface WorkerColumns {
  count: number
  /** The clock that `glide` counts from, milliseconds: times small enough for 32 bits. */
  filledAtMs: number
  /** lng, lat, 0: where the worker is now. Float64, which deck splits into two 32-bit parts. */
  positions: Float64Array
  /** Degrees of lng, lat that were gone in the last glide. */
  delta: Float32Array
  /** When the glide begins, in seconds from filledAtMs (never positive), and 1 / its seconds. */
  glide: Float32Array
  /** The motion byte of the frame. */
  motion: Float32Array
}

/** Columns of the slots at `nowMs`. Arrays of `reuse` are used again where they are long enough; 20,000 slots take
 * less than half a millisecond. */
export function fillWorkerColumns(slots: WorkerSlots, nowMs: number, reuse: WorkerColumns | null): WorkerColumns {
  const { count, lng, lat, previousLng, previousLat, lastChangeMs, glideMs } = slots
  const columns = reuse !== null && reuse.motion.length >= count ? reuse : emptyColumns(slots.motion.length)
  const { positions, delta, glide, motion } = columns
  for (let slot = 0; slot < count; slot++) {
    positions[slot * 3] = lng[slot]
    positions[slot * 3 + 1] = lat[slot]
    delta[slot * 2] = lng[slot] - previousLng[slot]
    delta[slot * 2 + 1] = lat[slot] - previousLat[slot]
    glide[slot * 2] = (lastChangeMs[slot] - nowMs) / 1000
    glide[slot * 2 + 1] = 1000 / glideMs[slot]
    motion[slot] = slots.motion[slot]
  }
  return { ...columns, count, filledAtMs: nowMs }
}

function emptyColumns(capacity: number): WorkerColumns {
  return {
    count: 0,
    filledAtMs: 0,
    positions: new Float64Array(capacity * 3),
    delta: new Float32Array(capacity * 2),
    glide: new Float32Array(capacity * 2),
    motion: new Float32Array(capacity),
  }
}
