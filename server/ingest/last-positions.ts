import type { SettledGrid } from '../grids/settled-grid.ts'
import {
  type CommittedPosition, type CommunityGrids, type PlacedPosition, placeOf, settledAfter,
} from './place-position.ts'

/** Where a worker was last, with where that means he has settled by the boundaries in force. */
export interface LastPosition {
  workerId: number
  recordedAtMs: number
  lng: number
  lat: number
  headingDeg?: number | undefined
  speedMps?: number | undefined
  batteryPercent?: number | undefined
  gridUncertain: boolean | null
  settled: SettledGrid
}

/** What is known of every worker, in memory: it moves only with positions that are durable, and only to newer ones. */
export class LastPositions {
  readonly #byWorker: Map<number, LastPosition>
  readonly #changed = new Set<number>()
  #grids: CommunityGrids

  constructor(known: Iterable<LastPosition>, grids: CommunityGrids) {
    this.#byWorker = new Map(Array.from(known, (last) => [last.workerId, { ...last }]))
    this.#grids = grids
  }

  /** The version of the boundaries that grids are of. */
  get gridVersionId(): number {
    return this.#grids.versionId
  }

  /** Where a worker was last, or undefined; it changes with him. */
  get(workerId: number): LastPosition | undefined {
    return this.#byWorker.get(workerId)
  }

  /** Of every worker that is known of. */
  all(): LastPosition[] {
    return [...this.#byWorker.values()]
  }

  /** Takes a position that is durable, and completes it. One that is not newer than what is known is late and moves
   * nothing. */
  take(position: PlacedPosition): CommittedPosition {
    const { workerId, recordedAtMs, lng, lat, headingDeg, speedMps, batteryPercent } = position
    const before = this.#byWorker.get(workerId)
    if (before !== undefined && recordedAtMs <= before.recordedAtMs) {
      return committed(position, true, before.settled.gridId)
    }
    // Boundaries may have been switched while it was being written.
    const placed = position.gridVersionId === this.#grids.versionId
      ? position
      : { ...position, ...placeOf(position, this.#grids) }
    const settled = settledAfter(before?.settled, placed, this.#grids)
    const { gridUncertain } = placed
    if (before === undefined) {
      this.#byWorker.set(
        workerId, { workerId, recordedAtMs, lng, lat, headingDeg, speedMps, batteryPercent, gridUncertain, settled },
      )
    } else {
      // In its place: an object for each would be garbage that had lived long enough to be dear.
      before.recordedAtMs = recordedAtMs
      before.lng = lng
      before.lat = lat
      before.headingDeg = headingDeg
      before.speedMps = speedMps
      before.batteryPercent = batteryPercent
      before.gridUncertain = gridUncertain
      before.settled = settled
    }
    this.#changed.add(workerId)
    return committed(position, false, settled.gridId)
  }

  /** Those that have changed since the last call, by worker. */
  takeChanged(): LastPosition[] {
    const changed = [...this.#changed].sort((a, b) => a - b).map((workerId) => this.#byWorker.get(workerId)!)
    this.#changed.clear()
    return changed
  }

  /** Gives back what could not be saved, so that it is taken again. */
  changedStill(positions: readonly LastPosition[]): void {
    for (const { workerId } of positions) if (this.#byWorker.has(workerId)) this.#changed.add(workerId)
  }

  /** Other boundaries are in force: each worker settles anew where he was last. Who is no worker any more is forgotten. */
  renew(grids: CommunityGrids, isWorker: (workerId: number) => boolean): void {
    this.#grids = grids
    for (const [workerId, last] of this.#byWorker) {
      if (isWorker(workerId)) {
        const gridId = grids.layers.community.ownerOf(last.lng, last.lat)
        this.#byWorker.set(workerId, { ...last, settled: { gridId, candidate: null, fixAtMs: last.recordedAtMs } })
        this.#changed.add(workerId)
      } else {
        this.#byWorker.delete(workerId)
        this.#changed.delete(workerId)
      }
    }
  }
}

function committed(position: PlacedPosition, late: boolean, settledGridId: number): CommittedPosition {
  position.late = late
  position.settledGridId = settledGridId
  return position as CommittedPosition
}
