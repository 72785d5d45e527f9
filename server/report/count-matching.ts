import type { FastifyInstance } from 'fastify'
import { caseFilter, statusesOf } from '../cases/case-filter.ts'
import { categoriesUnder } from '../cases/category-tree.ts'
import type { CaseCountQuery } from '../contract/api/cases.ts'

/** What the cube in memory knows of a case: by these it counts two million in a few milliseconds. */
const IN_MEMORY: ReadonlySet<string> = new Set<keyof CaseCountQuery>(['status', 'category', 'area', 'from', 'to'])

/** How many cases a filter lets through: from memory where that knows all that is asked, else from the database. */
export async function countMatching(
  { heat, city, database }: Pick<FastifyInstance, 'heat' | 'city' | 'database'>,
  query: CaseCountQuery,
  scopeCode: string,
): Promise<number> {
  // what is wrong with a filter is said in the same words, whoever counts
  const { conditions, values } = caseFilter(query, scopeCode, city)
  if (Object.keys(query).some((name) => !IN_MEMORY.has(name))) {
    const { rows } = await database.query<{ count: number }>(
      `select count(*)::int as count from cases where ${conditions.join(' and ')}`, values,
    )
    return rows[0].count
  }
  const { status, category, area, from, to } = query
  const filter = {
    fromMs: from === undefined ? -Infinity : Date.parse(from),
    toMs: to === undefined ? Infinity : Date.parse(to),
    categories: category === undefined ? null : categoriesUnder(category, city.categoryByCode),
    areaPrefixes: area === undefined ? [scopeCode] : [scopeCode, area],
  }
  return heat.count(filter, status === undefined ? null : statusesOf(status))
}
