import { BYTE_ORDER_MARK, csvLine } from '../../../geodata/export/csv-line.ts'
import type { ImportedRow } from '../../contract/api/channels.ts'

const HEADER = ['行号 row', '工单号 external number', '结果 status', '案件编号 case number', '原因 reason']

/** What became of each row, for a spreadsheet: with a byte order mark, by which it knows that this is UTF-8. */
export function resultCsv(results: readonly ImportedRow[]): string {
  const lines = results.map(({ row, externalNumber, status, number, reason }) =>
    csvLine([row, externalNumber, status, number, reason]))
  return [BYTE_ORDER_MARK, csvLine(HEADER), ...lines].join('')
}
