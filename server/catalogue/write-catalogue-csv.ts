import { CATALOGUE_COLUMNS, EXAMPLE_SEPARATOR, type CatalogueRow } from './catalogue-columns.ts'

/** The catalogue as CSV that `readCatalogueCsv` reads again; with a byte order mark, by which spreadsheets know UTF-8. */
export function writeCatalogueCsv(rows: readonly CatalogueRow[]): string {
  const lines = rows.map((row) => [
    row.code, row.parentCode ?? '', row.level, row.name, row.nameEn, row.unitKind, row.layer, row.urgent,
    row.limitHours, row.examples.join(EXAMPLE_SEPARATOR), row.source,
  ].map(cell).join(','))
  return `\ufeff${[Object.keys(CATALOGUE_COLUMNS).join(','), ...lines].join('\r\n')}\r\n`
}

function cell(value: string | number | boolean): string {
  const text = String(value)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
