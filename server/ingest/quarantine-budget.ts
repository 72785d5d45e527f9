import type { QuarantinedRecord } from './position.ts'

const MINUTE_MS = 60_000
/** What each device or address, and what all of them together, may have kept in a minute: a bad month is some 6 GB. */
export const MOST_OF_ONE = 30
export const MOST_BYTES_OF_ALL = 128 * 1024
/** The most of a record that is kept, in characters or bytes. */
export const MOST_OF_RECORD = 4096
/** So many are counted each for itself; who sends under ever new names is counted under one. */
export const MOST_NAMES = 300
const THE_OTHERS = '…'

interface Tally {
  kept: number
  dropped: number
  protocol: string
}

/** Keeps rubbish from filling the disk: so much of it a minute is kept, the rest is counted, and the count is kept. */
export class QuarantineBudget {
  readonly #tallies = new Map<string, Tally>()
  #minute = 0
  #bytes = 0

  /** What of these is to be kept, preceded by what is to be said of those dropped in a minute that is over. */
  admit(records: readonly QuarantinedRecord[], nowMs: number): QuarantinedRecord[] {
    return records.length === 0 ? [] : [...this.takeCounts(nowMs), ...records.filter((record) => this.#admits(record))]
  }

  /** One record about each device that too much came of, once that minute is over. */
  takeCounts(nowMs: number): QuarantinedRecord[] {
    const minute = Math.floor(nowMs / MINUTE_MS)
    if (minute === this.#minute) return []
    const counts = [...this.#tallies].filter(([, { dropped }]) => dropped > 0).map(([deviceKey, tally]) => ({
      receivedAtMs: this.#minute * MINUTE_MS,
      protocol: tally.protocol,
      deviceKey,
      reason: `too-many: ${tally.dropped} more within a minute were not kept`,
      record: '',
    }))
    this.#tallies.clear()
    this.#minute = minute
    this.#bytes = 0
    return counts
  }

  #admits({ deviceKey, protocol, reason, record }: QuarantinedRecord): boolean {
    const known = this.#tallies.has(deviceKey) || this.#tallies.size < MOST_NAMES
    const name = known ? deviceKey : THE_OTHERS
    const tally = this.#tallies.get(name) ?? { kept: 0, dropped: 0, protocol }
    this.#tallies.set(name, tally)
    const bytes = reason.length + Math.min(record.length, MOST_OF_RECORD)
    const isTooMuch = name !== THE_OTHERS && tally.kept >= MOST_OF_ONE
    if (isTooMuch || this.#bytes + bytes > MOST_BYTES_OF_ALL) {
      tally.dropped++
      return false
    }
    tally.kept++
    this.#bytes += bytes
    return true
  }
}
