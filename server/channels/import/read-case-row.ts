import { expectedValue, readValue } from '../../../geodata/import/read-value.ts'
import type { CategoryRecord } from '../../contract/api/city.ts'
import type { Datum } from '../../contract/api/cases.ts'
import { shown } from '../../errors.ts'
import type { CityTime } from '../../org/city-time.ts'
import type { ReadRecord } from '../adapter.ts'
import { checkedCase } from '../json-adapter.ts'
import { CASE_TABLE } from './case-fields.ts'

/** By what rows are read. */
export interface RowContext {
  /** Our field → header. */
  mapping: Readonly<Record<string, string>>
  datum: Datum
  cityTime: CityTime
  /** An item of the catalogue by its code, or by its name in either language; undefined for none or several. */
  itemOf(word: string): CategoryRecord | undefined
}

/** A row of a table as a case to be reported, or all that is wrong: the column, its value, what was expected. */
export function readCaseRow(values: Readonly<Record<string, unknown>>, context: RowContext): ReadRecord {
  const { mapping, datum, cityTime, itemOf } = context
  const read: Record<string, unknown> = {}
  const reasons: string[] = []
  const refuse = (header: string, value: unknown, expected: string): void => {
    reasons.push(`${header}: got ${value === '' ? 'nothing' : JSON.stringify(shown(value))}, expected ${expected}.`)
  }
  for (const definition of CASE_TABLE.fields) {
    const { field, required } = definition
    const header = mapping[field]
    if (header === undefined) continue
    const isNumber = field === 'lng' || field === 'lat'
    const value = readValue(isNumber ? { ...definition, type: 'number' } : definition, values[header])
    if (value === undefined) {
      refuse(header, values[header], isNumber ? 'a number of degrees' : expectedValue(definition))
    } else if (value === null) {
      if (required) refuse(header, '', 'a value')
    } else read[field] = value
  }
  const { categoryCode, contactName, contactPhone, reportedAt, ...rest } = read
  if (categoryCode !== undefined) {
    const item = itemOf(String(categoryCode))
    const expected = 'the code or the name of an item of the catalogue'
    if (item === undefined) refuse(mapping.categoryCode, categoryCode, expected)
    else rest.category = item.code
  }
  if (typeof reportedAt === 'string') {
    const local = reportedAt.endsWith('Z') ? undefined : cityTime.toUtc(Date.parse(`${reportedAt}Z`))
    rest.reportedAt = local === undefined ? reportedAt : new Date(local).toISOString()
  }
  if (contactName !== undefined || contactPhone !== undefined) {
    rest.contact = {
      ...(contactName !== undefined && { name: contactName }),
      ...(contactPhone !== undefined && { phone: contactPhone }),
    }
  }
  if (reasons.length > 0) {
    return { type: 'refused', externalNumber: (rest.externalNumber as string | undefined) ?? null, reasons }
  }
  return checkedCase({ ...rest, datum })
}
