import type { FastifyInstance } from 'fastify'
import { type CaseFilter, caseFilter } from '../cases/case-filter.ts'
import { caseSummaryColumns, type CaseSummaryRow, toCaseSummary } from '../cases/case-summary.ts'
import type { CasePage, CasesQuery } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import { newestSifted } from '../heat/sift-cases.ts'
import { caseQuestion } from './case-question.ts'

const DEFAULT_PAGE = 100

/**
 * A page of the cases that a filter lets through, newest first. Which they are is found in memory, where any combination
 * of conditions takes some milliseconds of two million cases; what they are is read from the database, together with what
 * was committed since memory last heard of it, and held to the filter once more. So a page shows what is committed when
 * it is asked for. Throws 400 that names the field of what it cannot understand.
 */
export async function listMatching(
  { heat, city, database, feed }: Pick<FastifyInstance, 'heat' | 'city' | 'database' | 'feed'>,
  query: CasesQuery,
  scopeCode: string,
): Promise<CasePage> {
  const { limit = DEFAULT_PAGE, before = Infinity } = query
  const filter = caseFilter(query, scopeCode, city)
  const ids = newestSifted(heat, caseQuestion(query, scopeCode, city), before, limit + 1)
  const isLast = ids.length <= limit
  const known = { ids, largestId: heat.largestId, seq: feed.headSeq }
  const found = await readCandidates(database, filter, known, limit + 1)
  // what memory knows of below the last one found belongs to the pages after this
  const rows = isLast ? found : found.filter(({ id }) => Number(id) >= ids[limit])
  const cases = rows.slice(0, limit).map(toCaseSummary)
  if (rows.length > limit) return { cases, nextBefore: cases[limit - 1].id }
  return { cases, nextBefore: isLast ? null : ids[limit] }
}

/** What memory knew when it was asked: which cases fit, and up to which case and change it had heard. */
interface Known {
  ids: readonly number[]
  largestId: number
  seq: number
}

async function readCandidates(
  database: Queryable, { conditions, values }: CaseFilter, { ids, largestId, seq }: Known, limit: number,
): Promise<CaseSummaryRow[]> {
  const all = [...values]
  const parameter = (value: unknown) => `$${all.push(value)}`
  const { rows } = await database.query<CaseSummaryRow>(
    `with candidates as materialized (
       select unnest(${parameter(ids)}::bigint[]) as id
       union select id from cases where id > ${parameter(largestId)}
       union select (payload -> 'case' ->> 'id')::bigint from feed where seq > ${parameter(seq)} and topic = 'case'
     ), page as materialized (
       select * from cases where id in (select id from candidates)
     )
     select ${caseSummaryColumns} from page as cases where ${conditions.join(' and ')}
      order by cases.id desc limit ${limit}`,
    all,
  )
  return rows
}
