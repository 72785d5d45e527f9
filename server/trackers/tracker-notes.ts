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
  key: string
  heardAtMs: number
  protocol: string
  drift: ClockDrift | undefined
  /** Whether it waits to be taken. */
  changed: boolean
}

/** When each device was last heard, by which protocol, and how its clock goes: in memory, for whoever saves it. */
export class TrackerNotes {
  readonly #entries = new Map<string, Entry>()
  readonly #changed: Entry[] = []

  /** A device was heard, with a record that it made by itself at `recordedAtMs`: a file that a person brought later says
   * nothing of a clock. */
  heard(key: string, protocol: string, receivedAtMs: number, recordedAtMs?: number): void {
    let entry = this.#entries.get(key)
    if (entry === undefined) {
      entry = { key, heardAtMs: receivedAtMs, protocol, drift: undefined, changed: false }
      this.#entries.set(key, entry)
    }
    entry.heardAtMs = receivedAtMs
    entry.protocol = protocol
    if (recordedAtMs !== undefined && Number.isFinite(recordedAtMs)) {
      entry.drift = observeDelay(entry.drift, recordedAtMs, receivedAtMs)
    }
    this.#changes(entry)
  }

  /** At most `most` of those that have changed since they were taken last. */
  takeChanged(most: number): TrackerNote[] {
    return this.#changed.splice(0, most).map((entry) => {
      entry.changed = false
      const { key, heardAtMs, protocol, drift } = entry
      return { key, heardAtMs, protocol, clockAheadMs: drift === undefined ? null : clockAheadMs(drift) }
    })
  }

  /** Gives back what could not be saved, so that it is taken again. */
  changedStill(notes: readonly TrackerNote[]): void {
    for (const { key } of notes) this.#changes(this.#entries.get(key)!)
  }

  #changes(entry: Entry): void {
    if (entry.changed) return
    entry.changed = true
    this.#changed.push(entry)
  }
}
