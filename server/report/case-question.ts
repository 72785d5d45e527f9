import { coloursOf, type FilterFacts, statusesOf } from '../cases/case-filter.ts'
import { categoriesUnder } from '../cases/category-tree.ts'
import { CASE_STATUSES, type CaseStatus, type CasesQuery } from '../contract/api/cases.ts'
import type { CaseQuestion } from '../heat/sift-cases.ts'

/** What a filter of cases asks of those in memory; it means what `caseFilter`, which also judges it, says in SQL. */
export function caseQuestion(query: CasesQuery, scopeCode: string, { categoryByCode }: FilterFacts): CaseQuestion {
  const { status, category, area, cell, unit, template, colour, mode, round, suspended, from, to } = query
  return {
    fromMs: from === undefined ? -Infinity : Date.parse(from),
    toMs: to === undefined ? Infinity : Date.parse(to),
    categories: category === undefined ? null : categoriesUnder(category, categoryByCode),
    areaPrefixes: area === undefined ? [scopeCode] : [scopeCode, area],
    statuses: statusesAskedFor(status, query.merged),
    cell,
    desks: desksOf(query, scopeCode),
    unitId: unit,
    template,
    colours: colour === undefined ? undefined : coloursOf(colour),
    mode,
    fromRound: round,
    isSuspended: suspended,
  }
}

/** Whether a case was merged into another can be seen by its status. */
function statusesAskedFor(list: string | undefined, merged: boolean | undefined): readonly CaseStatus[] | undefined {
  if (list === undefined && merged === undefined) return undefined
  const statuses = list === undefined ? CASE_STATUSES : statusesOf(list)
  return merged === undefined ? statuses : statuses.filter((status) => (status === 'merged') === merged)
}

function desksOf({ desk, mine }: CasesQuery, scopeCode: string): CaseQuestion['desks'] {
  if (desk === undefined && mine === undefined) return undefined
  return (code) => (desk === undefined || code === desk) && (mine === undefined || (code === scopeCode) === mine)
}
