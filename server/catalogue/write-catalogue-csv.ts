import { BYTE_ORDER_MARK, csvLine } from '../../geodata/export/csv-line.ts'
import { CATALOGUE_COLUMNS, EXAMPLE_SEPARATOR, type CatalogueRow } from './catalogue-columns.ts'

/** The catalogue as CSV that `readCatalogueCsv` reads again; with a byte order mark, by which spreadsheets know UTF-8. */
export function writeCatalogueCsv(rows: readonly CatalogueRow[]): string {
  const lines = rows.map((row) => csvLine([
    row.code, row.parentCode, row.level, row.name, row.nameEn, row.unitKind, row.layer, row.urgent, row.limitHours,
    row.examples.join(EXAMPLE_SEPARATOR), row.source,
  ]))
  return [BYTE_ORDER_MARK, csvLine(Object.keys(CATALOGUE_COLUMNS)), ...lines].join('')
}
