import { cellToParent } from 'h3-js'
import { CASE_CELL_RESOLUTION } from '../cases/cell-range.ts'
import { Dictionary } from './dictionary.ts'

/** The cells of one resolution: `ofCell[i]` is the number in `cells` of the ancestor of the finest cell number i. */
export interface CellLevel {
  readonly ofCell: Int32Array
  readonly cells: readonly string[]
}

interface GrowingLevel {
  ofCell: Int32Array
  known: number
  ancestors: Dictionary
}

/** The ancestors of the finest cells at each coarser resolution; each cell's is looked up once. */
export class CellLevels {
  readonly #finest: Dictionary
  readonly #levels = new Map<number, GrowingLevel>()

  constructor(finest: Dictionary) {
    this.#finest = finest
  }

  /** The level of a resolution from 0 to 10, for all cells that there are now. */
  at(resolution: number): CellLevel {
    const { keys } = this.#finest
    let level = this.#levels.get(resolution)
    if (level === undefined) {
      level = { ofCell: new Int32Array(keys.length), known: 0, ancestors: new Dictionary() }
      this.#levels.set(resolution, level)
    }
    if (keys.length > level.ofCell.length) {
      const larger = new Int32Array(keys.length * 2)
      larger.set(level.ofCell)
      level.ofCell = larger
    }
    for (; level.known < keys.length; level.known++) {
      const cell = keys[level.known]
      const ancestor = resolution === CASE_CELL_RESOLUTION ? cell : cellToParent(cell, resolution)
      level.ofCell[level.known] = level.ancestors.numberOf(ancestor)
    }
    return { ofCell: level.ofCell, cells: level.ancestors.keys }
  }
}
