import type { AreaLevel } from '../../geodata/city/city.ts'

/** How long the code of a level is. A municipality such as Beijing (11) has two digits. */
const LEVEL_OF_LENGTH = new Map<number, AreaLevel>([
  [2, 'city'], [4, 'city'], [6, 'district'], [9, 'street'], [12, 'community'],
])

/** What a shorter code is padded to with zeros, longest first: 110101000000 is the district 110101. */
const PADDED_LENGTHS: readonly (readonly [length: number, shorter: number])[] = [[12, 9], [9, 6], [6, 4], [4, 2]]

/**
 * The code of an area as a prefix code: without the blanks around it, and a national code of 6, 9 or 12 digits without
 * the zeros that stand for levels it does not reach. Other codes stay as they are.
 */
export function prefixCode(code: string): string {
  let short = code.trim()
  if (!/^(\d{6}|\d{9}|\d{12})$/.test(short)) return short
  for (const [length, shorter] of PADDED_LENGTHS) {
    if (short.length === length && /^0+$/.test(short.slice(shorter))) short = short.slice(0, shorter)
  }
  return short
}

/** The level that a prefix code of digits has by its length, or null. */
export function levelOfCode(code: string): AreaLevel | null {
  return /^\d+$/.test(code) ? (LEVEL_OF_LENGTH.get(code.length) ?? null) : null
}

/** The levels from the top down. */
export const AREA_LEVELS: readonly AreaLevel[] = ['city', 'district', 'street', 'community']
