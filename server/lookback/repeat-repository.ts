import { caseSummaryColumns, type CaseSummaryRow, toCaseSummary } from '../cases/case-summary.ts'
import type { RepeatBody, RepeatGroup, RepeatList, RepeatState } from '../contract/api/lookback.ts'
import type { Queryable } from '../db/database.ts'

const MOST_GROUPS = 200

type GroupRow = Omit<RepeatGroup, 'lastAt' | 'changedAt' | 'cases'> & { lastAt: Date; changedAt: Date | null }

/** A group is there for who sees one of its cases. */
const IN_SCOPE = `exists (select from repeat_cases join cases on cases.id = case_id
                           where group_id = repeat_groups.id and area_code like $1 || '%')`

/** The groups of a scope, those with the newest complaints first; of each the cases that lie in the scope. */
export async function readRepeats(database: Queryable, scopeCode: string, state?: RepeatState): Promise<RepeatList> {
  const counted = await database.query<{ state: RepeatState; n: number }>(
    `select state, count(*)::int as n from repeat_groups where ${IN_SCOPE} group by state`, [scopeCode],
  )
  const { rows: groups } = await database.query<GroupRow>(
    `select id::float8 as id, kind, state, note, last_at as "lastAt", changed_at as "changedAt",
            changed_by as "changedBy"
       from repeat_groups where ${IN_SCOPE} and ($2::text is null or state = $2)
      order by last_at desc, id desc limit ${MOST_GROUPS}`,
    [scopeCode, state ?? null],
  )
  const { rows: cases } = await database.query<CaseSummaryRow & { group_id: number }>(
    `select group_id::float8 as group_id, ${caseSummaryColumns} from repeat_cases join cases on cases.id = case_id
      where group_id = any($1::bigint[]) and area_code like $2 || '%' order by cases.id desc`,
    [groups.map(({ id }) => id), scopeCode],
  )
  const counts: RepeatList['counts'] = { open: 0, 'under-way': 0, done: 0 }
  for (const { state: one, n } of counted.rows) counts[one] = n
  return {
    counts,
    groups: groups.map((group) => ({
      ...group,
      lastAt: group.lastAt.toISOString(),
      changedAt: group.changedAt?.toISOString() ?? null,
      cases: cases.filter(({ group_id: id }) => id === group.id).map(toCaseSummary),
    })),
  }
}

/** Says how far the action on a group is; false where there is none such in the scope. What is done stays done:
 * the next complaint opens a group anew. */
export async function changeRepeat(
  database: Queryable, id: number, { state, note }: RepeatBody, scopeCode: string, actor: string, nowMs: number,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update repeat_groups set state = $3, note = $4, changed_by = $5, changed_at = $6
      where id = $2 and (state <> 'done' or $3 = 'done') and ${IN_SCOPE}`,
    [scopeCode, id, state, note, actor, new Date(nowMs)],
  )
  return rowCount === 1
}
