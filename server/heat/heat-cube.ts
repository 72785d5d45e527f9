import { CASE_STATUSES, CHANNELS, type CaseStatus, type Channel } from '../contract/api/cases.ts'
import { CaseMarks } from './case-marks.ts'
import { CellLevels } from './cell-levels.ts'
import { Dictionary } from './dictionary.ts'
import { grown } from './grown.ts'

/** What the cube keeps of a case. `cell` is the H3 cell of resolution 10. */
export interface HeatCase {
  id: number
  cell: string
  reportedAtMs: number
  categoryCode: string
  areaCode: string
  status: CaseStatus
  channel: Channel
}

/** Which cases are counted: fromMs ≤ reportedAt < toMs, a category among `categories`, an area below every prefix. */
export interface HeatFilter {
  fromMs: number
  toMs: number
  categories: ReadonlySet<string> | null
  areaPrefixes: readonly string[]
}

const HOUR_MS = 3_600_000
const FIRST_CAPACITY = 1024

/**
 * All cases as a struct of arrays, one row a case, in the order they came. 32 bytes a case where an object takes 150
 * and more, and a count over two million is one pass over a few typed arrays: milliseconds.
 */
export class HeatCube {
  readonly cells = new Dictionary()
  readonly categories = new Dictionary()
  readonly areas = new Dictionary()
  /** First those that every city has, in their order. */
  readonly channels = new Dictionary(CHANNELS)
  readonly levels = new CellLevels(this.cells)
  /** What lists ask of the rows beside what is here. */
  readonly marks = new CaseMarks()

  size = 0
  /** Rises when many cases came at once. */
  loads = 0
  largestId = 0
  /** The latest time of report; -Infinity while there is no case. */
  latestMs = -Infinity
  reportedAtMs = new Float64Array(FIRST_CAPACITY)
  /** Whole hours of the city's clock since 1970, for days and hours of the city. */
  localHour = new Int32Array(FIRST_CAPACITY)
  cell = new Int32Array(FIRST_CAPACITY)
  category = new Uint16Array(FIRST_CAPACITY)
  area = new Int32Array(FIRST_CAPACITY)
  /** Places in CASE_STATUSES. */
  status = new Uint8Array(FIRST_CAPACITY)
  channel = new Uint16Array(FIRST_CAPACITY)
  id = new Int32Array(FIRST_CAPACITY)

  /** Row + 1 by id of the case. Ids of the database are dense, so that this is smaller and quicker than a Map. */
  #rowOfId = new Int32Array(FIRST_CAPACITY)
  readonly #toLocal: (utcMs: number) => number

  /** `toLocal` is that of CityTime. */
  constructor(toLocal: (utcMs: number) => number) {
    this.#toLocal = toLocal
  }

  /** Adds a case, or takes what is new of one that is there; answers its row. Doing it twice is harmless. */
  put(heatCase: HeatCase): number {
    const { id, reportedAtMs } = heatCase
    if (id >= this.#rowOfId.length) this.#rowOfId = grown(this.#rowOfId, id + 1)
    let row = this.#rowOfId[id] - 1
    if (row === -1) {
      row = this.size++
      this.#rowOfId[id] = row + 1
      if (row >= this.reportedAtMs.length) this.#grow()
    }
    this.id[row] = id
    this.reportedAtMs[row] = reportedAtMs
    this.localHour[row] = Math.floor(this.#toLocal(reportedAtMs) / HOUR_MS)
    this.cell[row] = this.cells.numberOf(heatCase.cell)
    this.category[row] = this.categories.numberOf(heatCase.categoryCode)
    this.area[row] = this.areas.numberOf(heatCase.areaCode)
    this.status[row] = CASE_STATUSES.indexOf(heatCase.status)
    this.channel[row] = this.channels.numberOf(heatCase.channel)
    if (reportedAtMs > this.latestMs) this.latestMs = reportedAtMs
    if (id > this.largestId) this.largestId = id
    return row
  }

  /**
   * Fills `into` with the rows of cases whose ids are below `before`, the largest id first. Answers how many there are
   * in it and from where to go on; 1 where there is nothing more.
   */
  rowsBefore(before: number, into: Int32Array): { count: number; before: number } {
    let count = 0
    let id = Math.min(before, this.largestId + 1)
    while (id > 1 && count < into.length) {
      const row = this.#rowOfId[--id] - 1
      if (row !== -1) into[count++] = row
    }
    return { count, before: id }
  }

  /** The rows that a filter lets through, in order. */
  select({ fromMs, toMs, categories, areaPrefixes }: HeatFilter): Int32Array {
    const { size, reportedAtMs, category, area } = this
    const categoryCounts = this.categories.mask((code) => categories === null || categories.has(code))
    const areaCounts = this.areas.mask((code) => areaPrefixes.every((prefix) => code.startsWith(prefix)))
    const rows = new Int32Array(size)
    let found = 0
    for (let row = 0; row < size; row++) {
      const at = reportedAtMs[row]
      if (at < fromMs || at >= toMs) continue
      if (categoryCounts[category[row]] === 0 || areaCounts[area[row]] === 0) continue
      rows[found++] = row
    }
    return rows.subarray(0, found)
  }

  #grow(): void {
    const wanted = this.size
    this.reportedAtMs = grown(this.reportedAtMs, wanted)
    this.localHour = grown(this.localHour, wanted)
    this.cell = grown(this.cell, wanted)
    this.category = grown(this.category, wanted)
    this.area = grown(this.area, wanted)
    this.status = grown(this.status, wanted)
    this.channel = grown(this.channel, wanted)
    this.id = grown(this.id, wanted)
  }
}
