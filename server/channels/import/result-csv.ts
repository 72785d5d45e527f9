import type { ImportedRow } from '../../contract/api/channels.ts'

const HEADER = '行号 row,工单号 external number,结果 status,案件编号 case number,原因 reason'
const BYTE_ORDER_MARK = '\uFEFF'

/** What became of each row, for a spreadsheet: with a byte order mark, by which it knows that this is UTF-8. */
export function resultCsv(results: readonly ImportedRow[]): string {
  const lines = results.map(({ row, externalNumber, status, number, reason }) =>
    [String(row), externalNumber ?? '', status, number ?? '', reason].map(cell).join(','))
  return `${BYTE_ORDER_MARK}${[HEADER, ...lines].join('\r\n')}\r\n`
}

/** A cell in quotation marks where it needs them; what would be taken for a formula begins with an apostrophe. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
