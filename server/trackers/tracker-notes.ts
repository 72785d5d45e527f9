import { clockAheadMs, type ClockDrift, observeDelay } from './clock-drift.ts'

/** What is written about a device now and then. */
export interface TrackerNote {
  key: string
  heardAtMs: number
  protocol: string
  /** Null where none of its records said anything of its clock. */
  clockAheadMs: number | null
}

interface Entry {
  heardAtMs: number
  protocol: string
  drift: ClockDrift | undefined
}

/** When each device was last heard, by which protocol, and how its clock goes: in memory, for whoever saves it. */
export class TrackerNotes {
  readonly #entries = new Map<string, Entry>()
  readonly #changed = new Set<string>()

  /** A device was heard. */
  heard(key: string, protocol: string, receivedAtMs: number): void {
    const before = this.#entries.get(key)
    if (before === undefined) {
      this.#entries.set(key, { heardAtMs: receivedAtMs, protocol, drift: undefined })
    } else {
      before.heardAtMs = receivedAtMs
      before.protocol = protocol
    }
    this.#changed.add(key)
  }

  /** A device that was heard sent something that it had recorded at this time, by itself: a file that a person brought
   * later says nothing of a clock. */
  recorded(key: string, recordedAtMs: number, receivedAtMs: number): void {
    const entry = this.#entries.get(key)
    if (entry !== undefined && Number.isFinite(recordedAtMs)) {
      entry.drift = observeDelay(entry.drift, recordedAtMs, receivedAtMs)
    }
  }

  /** At most `most` of those that have changed since they were taken last. */
  takeChanged(most: number): TrackerNote[] {
    const notes: TrackerNote[] = []
    for (const key of this.#changed) {
      if (notes.length === most) break
      const { heardAtMs, protocol, drift } = this.#entries.get(key)!
      notes.push({ key, heardAtMs, protocol, clockAheadMs: drift === undefined ? null : clockAheadMs(drift) })
      this.#changed.delete(key)
    }
    return notes
  }

  /** Gives back what could not be saved, so that it is taken again. */
  changedStill(notes: readonly TrackerNote[]): void {
    for (const { key } of notes) this.#changed.add(key)
  }
}
