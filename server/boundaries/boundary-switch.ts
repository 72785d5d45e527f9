import type { SwitchResult } from '../contract/api/boundaries.ts'
import type { Database } from '../db/database.ts'
import { conflict } from '../errors.ts'
import { buildVersionIndex } from '../grids/build/build-version-index.ts'
import type { GridIndex } from '../grids/grid-index.ts'
import { withUnits } from '../grids/with-units.ts'
import { readGridUnits } from '../grids/repository.ts'
import { type CityFacts, readCityFacts } from '../org/city-facts.ts'
import { CandidateIndex } from './candidate-index.ts'
import { switchOver } from './switch-over.ts'
import { understandSwitch } from './understand-switch.ts'
import { readInForce } from './versions.ts'

/** What a switch works on. */
export interface SwitchedParts {
  database: Database
  timeZone: string
  /** The index that lookups use. */
  current(): GridIndex
  /** Makes everything use another index and its city, both at once. */
  replace(index: GridIndex, facts: CityFacts): void
  onError(error: unknown, what: string): void
}

export interface SwitchRequest {
  versionId?: number | undefined
  importId?: number | undefined
  actor: string
}

/** After a failure to follow another process it is not tried again for this long. */
const FOLLOW_AGAIN_MS = 60_000

/**
 * Puts versions in force in this process: builds the index beside the one in use, runs the transaction, and only then
 * makes lookups use the new one. One at a time; whatever fails leaves lookups as they were.
 */
export class BoundarySwitch {
  /** The index of the draft that somebody looks at. */
  readonly candidate: CandidateIndex
  readonly #parts: SwitchedParts
  readonly #listeners: (() => void | Promise<void>)[] = []
  #work: Promise<unknown> | null = null
  #importsApplied: number
  #followAfterMs = 0

  constructor(parts: SwitchedParts, importsApplied: number) {
    this.#parts = parts
    this.#importsApplied = importsApplied
    this.candidate = new CandidateIndex(parts.database)
  }

  /** Calls `listener` after each switch, when lookups and the city are of the new version. Its errors are logged. */
  onSwitch(listener: () => void | Promise<void>): void {
    this.#listeners.push(listener)
  }

  /**
   * Puts a draft or a past version in force, applies an import, or both; returns when lookups use it and all
   * listeners were called. Throws as switchOver does, 409 SWITCHING while another switch runs, and 409
   * BAD_BOUNDARIES for a version that cannot be indexed.
   */
  async switchTo(request: SwitchRequest): Promise<SwitchResult> {
    if (this.#work !== null) throw conflict('SWITCHING', 'Another version is being put in force: try again when it is.')
    return this.#alone(() => this.#switch(request))
  }

  /**
   * Looks whether another process put a version in force or applied an import, and follows it. Does nothing while a
   * switch of this process runs. Errors are logged, and what is in use stays.
   */
  async followOthers(): Promise<void> {
    if (this.#work !== null || Date.now() < this.#followAfterMs) return
    try {
      const { versionId, importsApplied } = await readInForce(this.#parts.database)
      const current = this.#parts.current()
      const isSame = versionId === current.versionId && importsApplied === this.#importsApplied
      if (versionId === null || isSame || this.#work !== null) return
      await this.#alone(async () => {
        const known = versionId === current.versionId
        await this.#adopt(known ? current : await buildVersionIndex(this.#parts.database, versionId))
      })
    } catch (error) {
      this.#followAfterMs = Date.now() + FOLLOW_AGAIN_MS
      this.#parts.onError(error, 'the boundaries that another process put in force could not be followed')
    }
  }

  /** Waits for what runs. */
  async close(): Promise<void> {
    this.candidate.drop()
    await this.#work?.catch(() => {})
  }

  async #switch({ versionId, importId, actor }: SwitchRequest): Promise<SwitchResult> {
    const { database } = this.#parts
    const startedAt = performance.now()
    // What cannot be switched is refused before anything is built.
    const wanted = await understandSwitch(database, { versionId, importId })
    const built = wanted.versionId === null ? null : await this.candidate.take(wanted.versionId)
    const buildMs = performance.now() - startedAt
    const done = await switchOver(database, { versionId, importId, revision: built?.revision, actor, at: new Date() })
    await this.#adopt(built?.index ?? this.#parts.current())
    const { previousVersionId, commitMs, rehomedWorkers } = done
    return { versionId: done.versionId, previousVersionId, buildMs, commitMs, rehomedWorkers }
  }

  /** Makes everything use the index and what the database says of its city. */
  async #adopt(index: GridIndex): Promise<void> {
    const { database, timeZone, replace, onError } = this.#parts
    const { importsApplied } = await readInForce(database)
    // An import may have given grids their units after the index was built.
    const named = withUnits(index, await readGridUnits(database, index.versionId))
    const facts = await readCityFacts(database, timeZone)
    replace(named, facts)
    this.#importsApplied = importsApplied
    for (const listener of this.#listeners) {
      try {
        await listener()
      } catch (error) {
        onError(error, 'something could not follow a switch of boundaries')
      }
    }
  }

  async #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const running = work()
    this.#work = running
    try {
      return await running
    } finally {
      this.#work = null
    }
  }
}
