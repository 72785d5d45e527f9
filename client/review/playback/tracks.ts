import {
  MOTION_GONE, MOTION_SILENT, MOTION_STANDING, motionOfHeading, type SlotColumns,
} from '../../../server/contract/position-frame.ts'
import { degreesOfSteps, type TrackBlock } from '../../../server/contract/track-columns.ts'

/** Between two fixes further apart in time nobody knows the way: the worker is shown where he was last, as silent, */
export const SILENT_AFTER_MS = 300_000
/** and after a longer time not at all. */
export const GONE_AFTER_MS = 1_800_000
/** Slower than this is standing: what a receiver drifts by. */
const WALKING_MPS = 0.4
const METRES_PER_DEGREE = 111_195

/** One worker's fixes in the order of time. */
interface Track {
  atMs: number[]
  lng: number[]
  lat: number[]
}

/** What is known of a playback so far, to be asked for any instant of it. */
export class Tracks {
  /** Slot i is this worker's; slots are given in the order in which workers first come up. */
  readonly workerIds: number[] = []
  /** All fixes before this instant are there. */
  loadedUntilMs: number
  fixes = 0
  /** False: some of the time is not kept any more. */
  isKept = true
  private readonly tracks: Track[] = []
  private readonly slotOf = new Map<number, number>()

  constructor(fromMs: number) {
    this.loadedUntilMs = fromMs
  }

  /** Takes the next slice of time. */
  add(block: TrackBlock): void {
    const { workerId, first, afterMs, lngSteps, latSteps } = block
    for (let k = 0; k < workerId.length; k++) {
      const track = this.trackOf(workerId[k])
      for (let i = first[k]; i < first[k + 1]; i++) {
        track.atMs.push(block.fromMs + afterMs[i])
        track.lng.push(degreesOfSteps(lngSteps[i]))
        track.lat.push(degreesOfSteps(latSteps[i]))
      }
    }
    this.fixes += afterMs.length
    this.isKept &&= block.isKept
    this.loadedUntilMs = block.toMs
  }

  /** The instant of a worker's last fix at or before `atMs`; undefined where there is none. */
  lastFixMs(slot: number, atMs: number): number | undefined {
    const track = this.tracks[slot]
    return track?.atMs[lastAtOrBefore(track.atMs, atMs)]
  }

  /** Where every worker is at an instant, into the columns: on the straight line between the fixes around it, with the
   * motion byte of a position frame. The columns must have room for all workers. */
  placeAll(atMs: number, { lng, lat, motion }: SlotColumns): void {
    for (const [slot, track] of this.tracks.entries()) {
      const i = lastAtOrBefore(track.atMs, atMs)
      motion[slot] = MOTION_GONE
      if (i < 0) continue
      lng[slot] = track.lng[i]
      lat[slot] = track.lat[i]
      const sinceMs = atMs - track.atMs[i]
      const stepMs = i + 1 < track.atMs.length ? track.atMs[i + 1] - track.atMs[i] : Infinity
      if (stepMs <= SILENT_AFTER_MS) {
        const share = stepMs === 0 ? 0 : sinceMs / stepMs
        lng[slot] += (track.lng[i + 1] - track.lng[i]) * share
        lat[slot] += (track.lat[i + 1] - track.lat[i]) * share
        motion[slot] = motionOfStep(track, i, stepMs)
      } else if (sinceMs < SILENT_AFTER_MS) motion[slot] = MOTION_STANDING
      else if (sinceMs < GONE_AFTER_MS) motion[slot] = MOTION_SILENT
    }
  }

  private trackOf(workerId: number): Track {
    let slot = this.slotOf.get(workerId)
    if (slot === undefined) {
      slot = this.workerIds.push(workerId) - 1
      this.slotOf.set(workerId, slot)
      this.tracks.push({ atMs: [], lng: [], lat: [] })
    }
    return this.tracks[slot]
  }
}

/** The index of the last time that is not after `atMs`; -1 where all are. */
function lastAtOrBefore(times: readonly number[], atMs: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle] <= atMs) low = middle + 1
    else high = middle
  }
  return low - 1
}

function motionOfStep({ lng, lat }: Track, i: number, stepMs: number): number {
  const northM = (lat[i + 1] - lat[i]) * METRES_PER_DEGREE
  const eastM = (lng[i + 1] - lng[i]) * METRES_PER_DEGREE * Math.cos((lat[i] * Math.PI) / 180)
  if (Math.hypot(eastM, northM) * 1000 < WALKING_MPS * stepMs) return MOTION_STANDING
  return motionOfHeading((Math.atan2(eastM, northM) * 180) / Math.PI)
}
