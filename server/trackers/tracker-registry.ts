import type { Tracker } from '../ingest/intake.ts'

/** All devices that may send positions, in memory. */
export class TrackerRegistry {
  #byKey = new Map<string, Tracker>()

  constructor(trackers: readonly Tracker[]) {
    this.replace(trackers)
  }

  /** Takes these in place of all. */
  replace(trackers: readonly Tracker[]): void {
    this.#byKey = new Map(trackers.map((tracker) => [tracker.key, tracker]))
  }

  /** A terminal is bound to this number from now on. */
  bind(key: string, terminal: string): void {
    const tracker = this.#byKey.get(key)
    if (tracker !== undefined) this.#byKey.set(key, { ...tracker, terminal })
  }

  /** The tracker with this key, or undefined. */
  get(key: string): Tracker | undefined {
    return this.#byKey.get(key)
  }

  /** The tracker with this key, where its worker is in the scope. */
  within(key: string, scopeCode: string): Tracker | undefined {
    const tracker = this.#byKey.get(key)
    return tracker?.areaCode.startsWith(scopeCode) ? tracker : undefined
  }
}
