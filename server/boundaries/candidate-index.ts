import type { Database } from '../db/database.ts'
import { conflict, notFound } from '../errors.ts'
import { buildVersionIndex } from '../grids/build/build-version-index.ts'
import type { GridIndex } from '../grids/grid-index.ts'

interface Candidate {
  versionId: number
  revision: number
  index: Promise<GridIndex>
}

/** A large city's index takes a few hundred megabytes, so one that nobody asks for is let go after this. */
const KEPT_MS = 10 * 60_000

/** The index of a version that is not in force: one at a time, kept for a while for the switch that may follow. */
export class CandidateIndex {
  readonly #database: Database
  #kept: Candidate | null = null
  #forgetting: NodeJS.Timeout | undefined

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * The index of the version as it is now, built in a thread unless it is kept from before. Throws 404 where there is
   * no such version, 409 BAD_BOUNDARIES where it cannot be indexed, 409 DRAFT_CHANGED where it changed meanwhile.
   */
  async of(versionId: number): Promise<{ index: GridIndex; revision: number }> {
    const revision = await this.#revisionOf(versionId)
    const kept = this.#keep(versionId, revision)
    try {
      const index = await kept.index
      if ((await this.#revisionOf(versionId)) === revision) return { index, revision }
    } catch (error) {
      if (this.#kept === kept) this.drop()
      throw error instanceof RangeError ? conflict('BAD_BOUNDARIES', error.message) : error
    }
    throw conflict('DRAFT_CHANGED', `Version ${versionId} was changed while it was indexed: try again.`)
  }

  /** As `of`, and keeps it no longer: it will be in use. */
  async take(versionId: number): Promise<{ index: GridIndex; revision: number }> {
    const taken = await this.of(versionId)
    this.drop()
    return taken
  }

  /** Lets go of what is kept. */
  drop(): void {
    clearTimeout(this.#forgetting)
    this.#kept = null
  }

  #keep(versionId: number, revision: number): Candidate {
    clearTimeout(this.#forgetting)
    this.#forgetting = setTimeout(() => this.drop(), KEPT_MS).unref()
    if (this.#kept?.versionId === versionId && this.#kept.revision === revision) return this.#kept
    this.#kept = { versionId, revision, index: buildVersionIndex(this.#database, versionId) }
    return this.#kept
  }

  async #revisionOf(versionId: number): Promise<number> {
    const { rows } = await this.#database.query<{ revision: number }>(
      `select revision from grid_versions where id = $1 and state <> 'unfinished'`,
      [versionId],
    )
    if (rows.length === 0) throw notFound('version', versionId)
    return rows[0].revision
  }
}
