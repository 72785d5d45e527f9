/** At the start of a file, by which spreadsheets know that it is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'

/** What a spreadsheet takes for the start of a formula; in Chinese ones the wide forms too. Apostrophes before it count, so
 * that what was defused and what only looks like it stay two things. */
const FORMULA = /^'*[=+\-@＝＋－＠\t\r\n]/
const DEFUSED = /^'+[=+\-@＝＋－＠\t\r\n]/
const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/

/**
 * One line of a table, its end included; null and undefined are empty cells. A text that a spreadsheet would reckon as a
 * formula begins with an apostrophe, which `textOfCell` takes away again; numbers, negative ones too, stay numbers.
 */
export function csvLine(values: readonly unknown[]): string {
  return `${values.map(cellOf).join(',')}\r\n`
}

/** What a cell says that was read from a file: without the apostrophe that keeps it from being a formula. */
export function textOfCell(cell: string): string {
  return DEFUSED.test(cell) ? cell.slice(1) : cell
}

function cellOf(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value)
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
