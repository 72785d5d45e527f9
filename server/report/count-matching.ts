import type { FastifyInstance } from 'fastify'
import { caseFilter } from '../cases/case-filter.ts'
import type { CaseCountQuery } from '../contract/api/cases.ts'
import { countSifted } from '../heat/sift-cases.ts'
import { caseQuestion } from './case-question.ts'

/** How many cases a filter lets through, as those in memory have it. Throws 400 where a list would. */
export function countMatching(
  { heat, city }: Pick<FastifyInstance, 'heat' | 'city'>, query: CaseCountQuery, scopeCode: string,
): number {
  // what is wrong with a filter is said in the same words by lists and counts
  caseFilter(query, scopeCode, city)
  return countSifted(heat, caseQuestion(query, scopeCode, city))
}
