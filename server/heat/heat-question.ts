import { categoriesUnder } from '../cases/category-tree.ts'
import type { AreaRecord, CategoryRecord } from '../contract/api/city.ts'
import { badInput } from '../errors.ts'
import type { HeatFilter } from './heat-cube.ts'

/** What all questions about cases have in common. Times are ISO 8601. */
export interface HeatQuestion {
  from: string
  to: string
  category?: string | undefined
  area?: string | undefined
}

const SHORTEST_MS = 60_000
const LONGEST_MS = 20 * 366 * 86_400_000

/** The filter of a question within a scope. Throws 400 that names the field of what this city does not know. */
export function heatFilter(
  question: HeatQuestion,
  scopeCode: string,
  facts: { categoryByCode: ReadonlyMap<string, CategoryRecord>; areaByCode: ReadonlyMap<string, AreaRecord> },
): HeatFilter {
  const { from, to, category, area } = question
  const fromMs = Date.parse(from)
  const toMs = Date.parse(to)
  if (toMs - fromMs < SHORTEST_MS) throw badInput('to', to, `a time at least a minute after from, ${from}`)
  if (toMs - fromMs > LONGEST_MS) throw badInput('to', to, `a time within 20 years of from, ${from}`)

  const categories = category === undefined ? null : categoriesUnder(category, facts.categoryByCode)
  if (categories?.size === 0) throw badInput('category', category, 'a code of the catalogue')
  if (area !== undefined && !facts.areaByCode.has(area)) {
    throw badInput('area', area, 'the code of an area of this city')
  }
  return { fromMs, toMs, categories, areaPrefixes: area === undefined ? [scopeCode] : [scopeCode, area] }
}
