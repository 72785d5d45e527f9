import { cellToCenterChild, getResolution, isValidCell } from 'h3-js'

/** The resolution that `cases.cell_r10` holds. */
export const CASE_CELL_RESOLUTION = 10

/** Three bits a digit; digits 11 to 15 lie below resolution 10. */
const DIGIT_BITS = 3n
const UNUSED_DIGITS = 5n

/**
 * The smallest and largest resolution-10 descendant of an H3 cell of resolution 5 to 10, as numbers of the database.
 * A descendant shares its ancestor's digits and then runs from 0 to 6 in each digit below, so that the descendants are
 * one unbroken range of the index and `between` finds them. Null where `cell` is no such cell.
 */
export function descendantRange(cell: string): { first: bigint; last: bigint } | null {
  if (!isValidCell(cell)) return null
  const resolution = getResolution(cell)
  if (resolution < 5 || resolution > CASE_CELL_RESOLUTION) return null
  const first = cellToBigInt(cellToCenterChild(cell, CASE_CELL_RESOLUTION))
  let sixes = 0n
  for (let digit = resolution; digit < CASE_CELL_RESOLUTION; digit++) sixes = (sixes << DIGIT_BITS) | 6n
  return { first, last: first | (sixes << (UNUSED_DIGITS * DIGIT_BITS)) }
}

/** An H3 index as PostgreSQL's bigint keeps it (its highest bit is never set). */
export function cellToBigInt(cell: string): bigint {
  return BigInt(`0x${cell}`)
}
