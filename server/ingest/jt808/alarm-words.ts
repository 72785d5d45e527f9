interface AlarmWord {
  workerId: number
  /** As the terminal last gave it. */
  word: number
  atMs: number
  /** Events among them that a person has acknowledged. */
  handled: number
}

/** Remembers for each tracker which alarms it last gave, over reconnects, so that only what changes is told. */
export class AlarmWords {
  readonly #words = new Map<string, AlarmWord>()
  readonly #openAlarms: ReadonlyMap<number, number>

  /** `openAlarms`: by worker, the alarms that were raised and not cleared when this began. */
  constructor(openAlarms: ReadonlyMap<number, number> = new Map()) {
    this.#openAlarms = openAlarms
  }

  /** Takes a word of a tracker. Answers with the bits that it changed; none for one that is older than the newest: what
   * was stored without a connection says nothing of now. */
  follow(key: string, workerId: number, word: number, atMs: number): number {
    const known = this.#words.get(key)
    if (known === undefined) {
      const before = this.#openAlarms.get(workerId) ?? 0
      this.#words.set(key, { workerId, word, atMs, handled: 0 })
      return (before ^ word) >>> 0
    }
    if (atMs < known.atMs) return 0
    const changed = (known.word ^ word) >>> 0
    known.word = word
    known.atMs = atMs
    known.handled = (known.handled & word) >>> 0
    return changed
  }

  /** Takes it back that these bits changed: nobody was told. The record will come again. */
  undo(key: string, changed: number, atMs: number): void {
    const known = this.#words.get(key)
    if (known === undefined) return
    known.word = (known.word ^ changed) >>> 0
    known.atMs = Math.min(known.atMs, atMs)
  }

  /** Events of this tracker that a person has acknowledged and that it still gives. */
  handled(key: string): number {
    return this.#words.get(key)?.handled ?? 0
  }

  /** A person has acknowledged these events of a worker. Answers with the keys of the trackers that give them. */
  handle(workerId: number, bits: number): string[] {
    const keys: string[] = []
    for (const [key, known] of this.#words) {
      if (known.workerId !== workerId || (known.word & bits) === 0) continue
      known.handled = (known.handled | (known.word & bits)) >>> 0
      keys.push(key)
    }
    return keys
  }
}
