import type { CaseEventRecord, RelatedCase } from '../contract/api/cases.ts'
import type { Queryable } from '../db/database.ts'
import { type Viewer, visibleCondition } from './case-part.ts'

/** The ids of the cases that a log names: what was merged into or split off from what. */
export function caseIdsOf(events: readonly Pick<CaseEventRecord, 'detail'>[]): number[] {
  const named = events.flatMap(({ detail: { intoCaseId, fromCaseId, newCaseIds } }) => [intoCaseId, fromCaseId, newCaseIds].flat())
  return [...new Set(named.filter((id): id is number => typeof id === 'number'))]
}

/** Those of these cases that the viewer may see, in the order of their ids. */
export async function findRelated(
  database: Queryable, ids: readonly number[], viewer: Viewer,
): Promise<RelatedCase[]> {
  if (ids.length === 0) return []
  const values: unknown[] = [ids]
  const isVisible = visibleCondition(viewer, (value) => `$${values.push(value)}`)
  const { rows } = await database.query<RelatedCase>(
    `select id::float8 as id, number, status, colour from cases where id = any($1::bigint[]) and ${isVisible} order by id`,
    values,
  )
  return rows
}
