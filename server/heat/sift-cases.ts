import { getResolution } from 'h3-js'
import {
  CASE_STATUSES, type CaseColour, type CaseMode, type CaseStatus,
} from '../contract/api/cases.ts'
import type { HeatCube, HeatFilter } from './heat-cube.ts'

/** Which cases are listed or counted: all conditions that are there have to hold. */
export interface CaseQuestion extends HeatFilter {
  statuses?: readonly CaseStatus[] | undefined
  /** An H3 cell of resolution 5 to 10. */
  cell?: string | undefined
  desks?: ((code: string) => boolean) | undefined
  /** Leads or assists. */
  unitId?: number | undefined
  template?: string | undefined
  colours?: readonly CaseColour[] | undefined
  mode?: CaseMode | undefined
  fromRound?: number | undefined
  isSuspended?: boolean | undefined
}

/** Keeps those of the first `count` rows that a condition lets through, in their order, at the front; answers how many. */
type Sieve = (rows: Int32Array, count: number) => number

/** So many rows are looked at in one go: they and what is asked of them stay in the processor's cache. */
const LOT = 8192

/** How many cases there are of which all that is asked is true. */
export function countSifted(cube: HeatCube, question: CaseQuestion): number {
  let found = 0
  siftDown(cube, question, Infinity, (_, count) => {
    found += count
    return true
  })
  return found
}

/** The ids of the newest `limit` such cases whose ids are below `before`, newest first. */
export function newestSifted(cube: HeatCube, question: CaseQuestion, before: number, limit: number): number[] {
  const ids: number[] = []
  siftDown(cube, question, before, (rows, count) => {
    for (let at = 0; at < count && ids.length < limit; at++) ids.push(cube.id[rows[at]])
    return ids.length < limit
  })
  return ids
}

/** Gives `take` what is left of each lot, newest first, until it says that it has enough. */
function siftDown(
  cube: HeatCube, question: CaseQuestion, before: number, take: (rows: Int32Array, count: number) => boolean,
): void {
  const sieves = sievesOf(cube, question)
  const rows = new Int32Array(LOT)
  for (let next = before; next > 1;) {
    const lot = cube.rowsBefore(next, rows)
    let { count } = lot
    for (const sieve of sieves) {
      if (count === 0) break
      count = sieve(rows, count)
    }
    if (count > 0 && !take(rows, count)) return
    next = lot.before
  }
}

function sievesOf(cube: HeatCube, question: CaseQuestion): Sieve[] {
  const { fromMs, toMs, categories, areaPrefixes, statuses, cell, desks, unitId, template } = question
  const { colours, mode, fromRound, isSuspended } = question
  const { marks } = cube
  const sieves: Sieve[] = []
  if (fromMs !== -Infinity || toMs !== Infinity) sieves.push(within(cube.reportedAtMs, fromMs, toMs))
  if (statuses !== undefined) {
    sieves.push(among(cube.status, Uint8Array.from(CASE_STATUSES, (status) => (statuses.includes(status) ? 1 : 0))))
  }
  if (categories !== null) sieves.push(among(cube.category, cube.categories.mask((code) => categories.has(code))))
  const areas = cube.areas.mask((code) => areaPrefixes.every((prefix) => code.startsWith(prefix)))
  if (areas.includes(0)) sieves.push(among(cube.area, areas))
  if (desks !== undefined) sieves.push(among(marks.desk, marks.desks.mask(desks)))
  if (template !== undefined) sieves.push(among(marks.template, marks.templates.mask((code) => code === template)))
  if (colours !== undefined || mode !== undefined || isSuspended !== undefined) {
    sieves.push(among(marks.state, marks.stateMask((state) =>
      (colours === undefined || colours.includes(state.colour)) && (mode === undefined || mode === state.mode)
        && (isSuspended === undefined || isSuspended === state.isSuspended))))
  }
  if (fromRound !== undefined) {
    sieves.push(among(marks.round, Uint8Array.from({ length: 256 }, (_, round) => (round >= fromRound ? 1 : 0))))
  }
  // the dearest last
  if (unitId !== undefined) sieves.push(keepIf((row) => marks.isOf(row, unitId)))
  if (cell !== undefined) sieves.push(inCell(cube, cell))
  return sieves
}

function within(column: Float64Array, from: number, to: number): Sieve {
  return (rows, count) => {
    let kept = 0
    for (let at = 0; at < count; at++) {
      const value = column[rows[at]]
      if (value >= from && value < to) rows[kept++] = rows[at]
    }
    return kept
  }
}

function among(column: Int32Array | Uint16Array | Uint8Array, mask: Uint8Array): Sieve {
  return (rows, count) => {
    let kept = 0
    for (let at = 0; at < count; at++) if (mask[column[rows[at]]] === 1) rows[kept++] = rows[at]
    return kept
  }
}

function keepIf(holds: (row: number) => boolean): Sieve {
  return (rows, count) => {
    let kept = 0
    for (let at = 0; at < count; at++) if (holds(rows[at])) rows[kept++] = rows[at]
    return kept
  }
}

function inCell(cube: HeatCube, wanted: string): Sieve {
  const { ofCell, cells } = cube.levels.at(getResolution(wanted))
  const number = cells.indexOf(wanted)
  const { cell } = cube
  return keepIf((row) => ofCell[cell[row]] === number)
}
