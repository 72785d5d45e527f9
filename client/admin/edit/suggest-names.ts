import type { Sheet, SheetGrid } from './shared-edges/sheet.ts'
import type { GridNames } from './shared-edges/split-grid.ts'

/** A code of an area that no grid of the sheet has: the highest number behind the same letters, and one more. `like` is
 * the code whose letters and width it takes on. `ahead` skips as many free ones. */
export function suggestCode(sheet: Sheet, areaCode: string, like: string, ahead = 0): string {
  const ending = like.startsWith(areaCode) ? like.slice(areaCode.length) : '001'
  const [, letters, digits] = /^(.*?)(\d*)$/.exec(ending)!
  const start = areaCode + letters
  let highest = 0
  for (const { code } of sheet.values()) {
    const number = code.startsWith(start) ? code.slice(start.length) : ''
    if (/^\d+$/.test(number)) highest = Math.max(highest, Number(number))
  }
  return start + String(highest + 1 + ahead).padStart(digits.length, '0')
}

/** What the pieces of a grid that is split are called until somebody names them. */
export function namesOfPieces(sheet: Sheet, grid: SheetGrid): (number: number) => GridNames {
  return (number) => ({
    code: suggestCode(sheet, grid.areaCode, grid.code, number),
    name: `${grid.name}-${number + 2}`,
    nameEn: `${grid.nameEn}-${number + 2}`,
  })
}
