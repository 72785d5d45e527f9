import { writeAudit } from '../auth/audit.ts'
import type { FieldPolicy } from '../contract/api/field.ts'
import type { Database } from '../db/database.ts'
import type { CityTime } from '../org/city-time.ts'
import { createDutyBoard, type DutyBoard } from './duty-board.ts'
import { countDutyChange, readDutyChanges, readDutyFacts, readPolicy, writePolicy } from './repository.ts'
import { dutyAt, isOnDuty } from './timeline.ts'

const DAY_MS = 86_400_000
/** The board reaches so far ahead, and is made anew when half of that is over. */
const AHEAD_MS = 16 * DAY_MS

/** Who is on duty, and how the field is watched: in memory, of now. */
export class Duty {
  readonly #database: Database
  readonly #cityTime: CityTime
  readonly #listeners = new Set<(policy: FieldPolicy) => void>()
  #policy: FieldPolicy
  #board: DutyBoard
  #changes: number
  #boardUntilMs: number
  #reading: Promise<void> = Promise.resolve()

  private constructor(database: Database, cityTime: CityTime, policy: FieldPolicy) {
    this.#database = database
    this.#cityTime = cityTime
    this.#policy = policy
    this.#changes = -1
    this.#boardUntilMs = 0
    this.#board = { timelineOf: () => { throw new Error('The shifts have not been read yet.') } }
  }

  /** Reads policy and shifts. */
  static async open(database: Database, cityTime: CityTime, nowMs: number): Promise<Duty> {
    const duty = new Duty(database, cityTime, await readPolicy(database))
    await duty.reread(nowMs)
    return duty
  }

  /** How the field is watched. */
  get policy(): FieldPolicy {
    return this.#policy
  }

  /** Whether a worker's shift runs at an instant: as far back as positions are kept, and some days ahead. Shifts of the
   * past are those that the worker has now. */
  onDuty(workerId: number, atMs: number): boolean {
    return isOnDuty(this.#board.timelineOf(workerId), atMs)
  }

  /** What holds for a worker at an instant, since when, and until when; ±Infinity where that is open. */
  dutyAt(workerId: number, atMs: number): { onDuty: boolean; sinceMs: number; untilMs: number } {
    return dutyAt(this.#board.timelineOf(workerId), atMs)
  }

  /** Sets the policy, and writes down who did. Resolves when it holds here; other processes notice within seconds. */
  async setPolicy(policy: FieldPolicy, actor = 'system'): Promise<void> {
    await this.#database.transaction(async (transaction) => {
      await writePolicy(transaction, policy)
      await countDutyChange(transaction)
      await writeAudit(transaction, actor, 'set-field-policy', 'settings:field', policy)
    })
    await this.reread(Date.now())
  }

  /** Calls `listener` with each policy that is set from now on; returns what ends that. */
  onPolicy(listener: (policy: FieldPolicy) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Reads all anew: shifts, exceptions or workers are others. Resolves when what was committed before the call holds. */
  reread(nowMs: number): Promise<void> {
    // One after the other, so that an older answer never takes the place of a newer one.
    this.#reading = this.#reading.catch(() => {}).then(() => this.#read(nowMs))
    return this.#reading
  }

  /** Reads anew where another process changed something, or where the board comes to its end. */
  async follow(nowMs: number): Promise<void> {
    const due = nowMs > this.#boardUntilMs - AHEAD_MS / 2
    if (due || (await readDutyChanges(this.#database)) !== this.#changes) await this.reread(nowMs)
  }

  async #read(nowMs: number): Promise<void> {
    const changes = await readDutyChanges(this.#database)
    const policy = await readPolicy(this.#database)
    const fromMs = nowMs - policy.positionDays * DAY_MS
    const untilMs = nowMs + AHEAD_MS
    const facts = await readDutyFacts(this.#database, fromMs)
    this.#board = createDutyBoard(facts, this.#cityTime, fromMs, untilMs)
    this.#boardUntilMs = untilMs
    this.#changes = changes
    if (JSON.stringify(policy) === JSON.stringify(this.#policy)) return
    this.#policy = policy
    for (const listener of this.#listeners) listener(policy)
  }
}
