import {
  type DecodedFrame, MOTION_GONE, type SlotColumns, headingOfMotion,
} from '../../server/contract/position-frame.ts'

const FIRST_CAPACITY = 1024
const CAPACITY_LIMIT = 65536
/** A marker glides from its last place to the new one for as long as the fix took to come, within these bounds. */
export const GLIDE_MIN_MS = 250
export const GLIDE_MAX_MS = 10_000
/** A longer way is a jump of the receiver or a worker who was away: gliding would draw a way nobody went. */
const JUMP_DEG = 0.005

/**
 * Where every worker is, by slot, as a struct of arrays outside React. A slot holds its last place and the one before,
 * so that whoever draws can show it on the way between: one fix late, but never a guess. Slots are never compacted:
 * an index means the same worker until the roster says otherwise.
 */
export class WorkerSlots {
  /** Slots in use are below this. */
  count = 0
  /** Rises with every change, so that a reader can tell whether it has seen this state. */
  version = 0
  /** When the last glide ends, on the clock of `apply`: until then something moves. */
  movingUntilMs = 0
  previousLng = new Float64Array(FIRST_CAPACITY)
  previousLat = new Float64Array(FIRST_CAPACITY)
  lng = new Float64Array(FIRST_CAPACITY)
  lat = new Float64Array(FIRST_CAPACITY)
  motion = new Uint8Array(FIRST_CAPACITY).fill(MOTION_GONE)
  lastChangeMs = new Float64Array(FIRST_CAPACITY)
  glideMs = new Float32Array(FIRST_CAPACITY)
  private readonly listeners = new Set<() => void>()

  /** Calls `listener` after every change; the answer ends that. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Takes the records of a frame at `nowMs` (a monotonic clock, e.g. performance.now). A frame with base tick 0 is
   * complete: slots that it does not name are gone. */
  apply(frame: DecodedFrame, nowMs: number): void {
    const { slot, lng, lat, motion, count } = frame
    let highest = -1
    for (let i = 0; i < count; i++) if (slot[i] > highest) highest = slot[i]
    this.reserve(highest + 1)
    if (frame.baseTick === 0) this.forgetAllBut(slot, count)
    for (let i = 0; i < count; i++) this.move(slot[i], lng[i], lat[i], motion[i], nowMs)
    this.changed()
  }

  /** Puts the workers of the slots below `count` where they are, with no glide: for who knows their place at every
   * instant. */
  show(count: number, { lng, lat, motion }: SlotColumns): void {
    this.reserve(count)
    for (let slot = 0; slot < count; slot++) {
      this.lng[slot] = this.previousLng[slot] = lng[slot]
      this.lat[slot] = this.previousLat[slot] = lat[slot]
      this.motion[slot] = motion[slot]
      this.glideMs[slot] = GLIDE_MIN_MS
    }
    this.changed()
  }

  /** Forgets every worker: the roster has changed hands, or the screen looks elsewhere. */
  clear(): void {
    this.motion.fill(MOTION_GONE)
    this.count = 0
    this.changed()
  }

  /** True where the slot holds a worker who is on duty and of interest. */
  has(slot: number): boolean {
    return slot < this.count && this.motion[slot] !== MOTION_GONE
  }

  /** Where the marker is drawn at `nowMs`, or undefined for a slot without a worker. */
  drawnAt(slot: number, nowMs: number): [lng: number, lat: number] | undefined {
    if (!this.has(slot)) return undefined
    const remaining = this.remaining(slot, nowMs)
    return [
      this.lng[slot] - (this.lng[slot] - this.previousLng[slot]) * remaining,
      this.lat[slot] - (this.lat[slot] - this.previousLat[slot]) * remaining,
    ]
  }

  /** The last known place, or undefined for a slot without a worker. */
  lastAt(slot: number): [lng: number, lat: number] | undefined {
    return this.has(slot) ? [this.lng[slot], this.lat[slot]] : undefined
  }

  /** Degrees clockwise from north, or undefined while standing, silent or gone. */
  headingDeg(slot: number): number | undefined {
    return this.has(slot) ? headingOfMotion(this.motion[slot]) : undefined
  }

  private changed(): void {
    this.version++
    for (const listener of this.listeners) listener()
  }

  private remaining(slot: number, nowMs: number): number {
    const share = (nowMs - this.lastChangeMs[slot]) / this.glideMs[slot]
    return share >= 1 ? 0 : share <= 0 ? 1 : 1 - share
  }

  private move(slot: number, lng: number, lat: number, motion: number, nowMs: number): void {
    const fresh = this.motion[slot] === MOTION_GONE
    this.motion[slot] = motion
    if (motion === MOTION_GONE) return
    const far = Math.abs(lng - this.lng[slot]) > JUMP_DEG || Math.abs(lat - this.lat[slot]) > JUMP_DEG
    if (fresh || far) {
      this.previousLng[slot] = lng
      this.previousLat[slot] = lat
      this.glideMs[slot] = GLIDE_MIN_MS
    } else {
      // The next glide starts where the marker is drawn now: a fix that comes early must not make it jump.
      const remaining = this.remaining(slot, nowMs)
      this.previousLng[slot] = this.lng[slot] - (this.lng[slot] - this.previousLng[slot]) * remaining
      this.previousLat[slot] = this.lat[slot] - (this.lat[slot] - this.previousLat[slot]) * remaining
      this.glideMs[slot] = Math.min(GLIDE_MAX_MS, Math.max(GLIDE_MIN_MS, nowMs - this.lastChangeMs[slot]))
      this.movingUntilMs = Math.max(this.movingUntilMs, nowMs + this.glideMs[slot])
    }
    this.lng[slot] = lng
    this.lat[slot] = lat
    this.lastChangeMs[slot] = nowMs
  }

  private forgetAllBut(slots: Uint16Array, count: number): void {
    const named = new Uint8Array(this.motion.length)
    for (let i = 0; i < count; i++) named[slots[i]] = 1
    for (let slot = 0; slot < this.count; slot++) if (named[slot] === 0) this.motion[slot] = MOTION_GONE
  }

  private reserve(count: number): void {
    if (count > this.count) this.count = count
    if (count <= this.motion.length) return
    let capacity = this.motion.length
    while (capacity < count) capacity *= 2
    capacity = Math.min(capacity, CAPACITY_LIMIT)
    const motion = new Uint8Array(capacity).fill(MOTION_GONE)
    motion.set(this.motion)
    this.motion = motion
    this.previousLng = grown(this.previousLng, capacity)
    this.previousLat = grown(this.previousLat, capacity)
    this.lng = grown(this.lng, capacity)
    this.lat = grown(this.lat, capacity)
    this.lastChangeMs = grown(this.lastChangeMs, capacity)
    const glideMs = new Float32Array(capacity)
    glideMs.set(this.glideMs)
    this.glideMs = glideMs
  }
}

function grown(values: Float64Array<ArrayBuffer>, capacity: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(capacity)
  larger.set(values)
  return larger
}
