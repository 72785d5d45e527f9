import { caseSummaryColumns, type CaseSummaryRow, toCaseSummary } from '../cases/case-summary.ts'
import type { LookbackEntry, LookbackList, LookbackState } from '../contract/api/lookback.ts'
import type { Queryable } from '../db/database.ts'

type EntryRow = CaseSummaryRow & {
  entry_id: number
  asked_at: Date
  was_solved: boolean | null
  was_satisfied: boolean | null
  note: string
  redispatches: number
  redispatched_at: Date | null
  redispatched_by: string | null
  struck_at: Date | null
}

/** The list of a month, as far as it lies in a scope: what is not struck off first. */
export async function readList(database: Queryable, month: string, scopeCode: string): Promise<LookbackList> {
  const months = await database.query<{ month: string; made_at: Date }>(
    'select month, made_at from lookback_months order by month desc',
  )
  const { rows } = await database.query<EntryRow>(
    `select e.id::float8 as entry_id, e.visited_at as asked_at, e.solved as was_solved, e.satisfied as was_satisfied,
            e.note, e.redispatches, e.redispatched_at, e.redispatched_by, e.struck_at, ${caseSummaryColumns}
       from lookback_entries as e join cases on cases.id = e.case_id
      where e.month = $1 and cases.area_code like $2 || '%' order by e.struck_at is not null, e.id`,
    [month, scopeCode],
  )
  const before = await database.query<{ n: number }>(
    `select count(distinct case_id)::int as n from lookback_entries join cases on cases.id = case_id
      where month < $1 and struck_at is null and cases.area_code like $2 || '%'`,
    [month, scopeCode],
  )
  const entries = rows.map(toEntry)
  const count = (state: LookbackState): number => entries.filter((entry) => entry.state === state).length
  return {
    month,
    madeAt: months.rows.find((one) => one.month === month)?.made_at.toISOString() ?? null,
    counts: { open: count('open'), 'under-way': count('under-way'), struck: count('struck') },
    openBefore: before.rows[0].n,
    months: months.rows.map((one) => one.month),
    entries,
  }
}

function toEntry(row: EntryRow): LookbackEntry {
  return {
    id: row.entry_id,
    case: toCaseSummary(row),
    visitedAt: row.asked_at.toISOString(),
    solved: row.was_solved,
    satisfied: row.was_satisfied,
    note: row.note,
    state: row.struck_at !== null ? 'struck' : row.redispatches > 0 ? 'under-way' : 'open',
    redispatches: row.redispatches,
    redispatchedAt: row.redispatched_at?.toISOString() ?? null,
    redispatchedBy: row.redispatched_by,
    struckAt: row.struck_at?.toISOString() ?? null,
  }
}
