import type { FastifyInstance } from 'fastify'
import { mapHeaders } from '../../../geodata/import/map-fields.ts'
import { SourceError } from '../../../geodata/import/source-error.ts'
import { itemsOf } from '../../cases/category-tree.ts'
import type { CaseImportQuery } from '../../contract/api/channels.ts'
import type { CategoryRecord, CityRecord } from '../../contract/api/city.ts'
import { badInput } from '../../errors.ts'
import { createCityTime } from '../../org/city-time.ts'
import type { ReadRecord } from '../adapter.ts'
import { CASE_TABLE } from './case-fields.ts'
import { readCaseRow } from './read-case-row.ts'
import { readTable } from './read-table.ts'

/** A table that is understood as far as it can be without reporting anything. */
export interface ImportPlan {
  sheets: string[]
  headers: string[]
  /** Our field → header. */
  mapping: Record<string, string>
  /** Fields that are needed and have no column. */
  missing: string[]
  rows: { row: number; read: ReadRecord }[]
}

/** Reads a table of cases. Throws 400 naming what of the file, the sheet or the mapping is none. */
export async function planImport(
  { city, config }: Pick<FastifyInstance, 'city' | 'config'>, bytes: Buffer, query: CaseImportQuery,
): Promise<ImportPlan> {
  const { sheets, headers, rows } = await readTable(query.name, bytes, query.sheet)
  const { mapping, missing } = mappingOf(headers, statedOf(query.mapping))
  const context = {
    mapping, datum: query.datum ?? 'wgs84', cityTime: createCityTime(config.timeZone), itemOf: itemFinder(city.record),
  }
  return {
    sheets, headers, mapping, missing,
    rows: missing.length > 0 ? [] : rows.map(({ row, values }) => ({ row, read: readCaseRow(values, context) })),
  }
}

function mappingOf(headers: string[], stated: Record<string, string>): Pick<ImportPlan, 'mapping' | 'missing'> {
  try {
    return mapHeaders(CASE_TABLE, { headers, hasGeometry: false }, stated)
  } catch (error) {
    if (error instanceof SourceError) throw badInput('mapping', stated, `${error.message}. ${error.hint}`)
    throw error
  }
}

function statedOf(text: string | undefined): Record<string, string> {
  if (text === undefined) return {}
  try {
    const stated: unknown = JSON.parse(text)
    const isObject = typeof stated === 'object' && stated !== null
    if (isObject && Object.values(stated).every((one) => typeof one === 'string')) {
      return stated as Record<string, string>
    }
  } catch {
    // said below
  }
  throw badInput('mapping', text, 'a JSON object of fields and headers, such as {"externalNumber":"工单号"}')
}

/** Finds items by their code, or by their name where it is that of one item only. */
function itemFinder({ categories }: CityRecord): (word: string) => CategoryRecord | undefined {
  const items = itemsOf(new Map(categories.map((category) => [category.code, category])))
  const byCode = new Map(items.map((item) => [item.code, item]))
  const byName = new Map<string, CategoryRecord | undefined>()
  for (const item of items) {
    for (const name of new Set([item.name, item.nameEn.toLowerCase()])) {
      byName.set(name, byName.has(name) ? undefined : item)
    }
  }
  return (word) => byCode.get(word) ?? byName.get(word) ?? byName.get(word.toLowerCase())
}
