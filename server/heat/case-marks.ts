import { CASE_COLOURS, CASE_MODES, type CaseSummary } from '../contract/api/cases.ts'
import { Dictionary } from './dictionary.ts'
import { grown } from './grown.ts'

/** What lists ask of a case beside its place, its matter, its status and its time. */
export type MarkedCase = Pick<
  CaseSummary, 'deskCode' | 'unitId' | 'assistUnitIds' | 'template' | 'colour' | 'mode' | 'round'
> & { isSuspended: boolean }

/** Two bits hold a colour, two more a mode. */
const TWO_BITS = 3
const MODE_SHIFT = 2
const SUSPENDED_BIT = 16
const ASSISTED_BIT = 32
const FIRST_CAPACITY = 1024
/** A round is kept in a byte; no case has had so many. */
const LAST_ROUND = 255

/** The marks of the cases of a cube, by its rows: twelve bytes a case. */
export class CaseMarks {
  readonly desks = new Dictionary()
  readonly templates = new Dictionary()
  desk = new Int32Array(FIRST_CAPACITY)
  /** 0 where no unit leads. */
  unit = new Int32Array(FIRST_CAPACITY)
  template = new Uint16Array(FIRST_CAPACITY)
  /** Colour, mode, whether it is suspended and whether units assist: see `stateMask`. */
  state = new Uint8Array(FIRST_CAPACITY)
  round = new Uint8Array(FIRST_CAPACITY)
  /** Few cases have any. */
  readonly #assistantsOf = new Map<number, readonly number[]>()

  /** Takes the marks of a row, in the place of those it had. */
  put(row: number, marked: MarkedCase): void {
    if (row >= this.desk.length) this.#grow(row + 1)
    this.desk[row] = this.desks.numberOf(marked.deskCode)
    this.unit[row] = marked.unitId ?? 0
    this.template[row] = this.templates.numberOf(marked.template)
    this.state[row] = CASE_COLOURS.indexOf(marked.colour)
      | (CASE_MODES.indexOf(marked.mode) << MODE_SHIFT)
      | (marked.isSuspended ? SUSPENDED_BIT : 0)
      | (marked.assistUnitIds.length > 0 ? ASSISTED_BIT : 0)
    this.round[row] = Math.min(marked.round, LAST_ROUND)
    if (marked.assistUnitIds.length > 0) this.#assistantsOf.set(row, marked.assistUnitIds)
    else this.#assistantsOf.delete(row)
  }

  /** Whether a unit leads or assists. */
  isOf(row: number, unitId: number): boolean {
    if (this.unit[row] === unitId) return true
    return (this.state[row] & ASSISTED_BIT) !== 0 && this.#assistantsOf.get(row)!.includes(unitId)
  }

  /** Per value of `state` 1 where `holds` says so of what it stands for, else 0. */
  stateMask(holds: (state: Pick<MarkedCase, 'colour' | 'mode' | 'isSuspended'>) => boolean): Uint8Array {
    return Uint8Array.from({ length: ASSISTED_BIT * 2 }, (_, state) => {
      const colour = CASE_COLOURS[state & TWO_BITS]
      const mode = CASE_MODES[(state >> MODE_SHIFT) & TWO_BITS]
      return colour !== undefined && mode !== undefined && holds({ colour, mode, isSuspended: (state & SUSPENDED_BIT) !== 0 })
        ? 1
        : 0
    })
  }

  #grow(wanted: number): void {
    this.desk = grown(this.desk, wanted)
    this.unit = grown(this.unit, wanted)
    this.template = grown(this.template, wanted)
    this.state = grown(this.state, wanted)
    this.round = grown(this.round, wanted)
  }
}
