import type { CopiesQuery } from '../contract/api/case-links.ts'
import type { Queryable } from '../db/database.ts'
import { caseSummaryColumns, type CaseSummaryRow } from './case-summary.ts'

/** A row of case_copies with its case; the ids of both. */
export interface CopyRow extends CaseSummaryRow {
  copy_id: string
  copy_desk_code: string
  copy_at: Date
  reason: string
  read_at: Date | null
  read_by: string | null
}

/** Copies on the desks of a scope: unread first, each half newest first, from `before` on; one kind of them where asked. */
export async function listCopies(
  database: Queryable, { unread, before }: CopiesQuery, scopeCode: string, limit: number,
): Promise<CopyRow[]> {
  const [half, beforeId] = before?.split(':') ?? ['unread', String(Number.MAX_SAFE_INTEGER)]
  const rows: CopyRow[] = []
  if (half === 'unread' && unread !== false) rows.push(...(await page('null', beforeId, limit)))
  const rest = limit - rows.length
  if (rest > 0 && unread !== true) {
    rows.push(...(await page('not null', half === 'read' ? beforeId : String(Number.MAX_SAFE_INTEGER), rest)))
  }
  return rows

  /** Each half by its own partial index. */
  async function page(readAt: 'null' | 'not null', id: string, count: number): Promise<CopyRow[]> {
    const { rows } = await database.query<CopyRow>(
      `select copies.id as copy_id, copies.desk_code as copy_desk_code, copies.at as copy_at, copies.reason,
              copies.read_at, copies.read_by, ${caseSummaryColumns}
         from case_copies as copies join cases on cases.id = copies.case_id
        where copies.desk_code like $1 || '%' and copies.read_at is ${readAt} and copies.id < $2
        order by copies.id desc limit $3`,
      [scopeCode, id, count],
    )
    return rows
  }
}

/** How many copies on the desks of a scope nobody has read. */
export async function countUnread(database: Queryable, scopeCode: string): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::int as count from case_copies where desk_code like $1 || '%' and read_at is null`, [scopeCode],
  )
  return rows[0].count
}

/** Marks a copy as read; who read it first stays. Answers whether there is one in the scope. */
export async function markRead(
  database: Queryable, id: number, scopeCode: string, actor: string, atMs: number,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update case_copies set read_at = coalesce(read_at, $3), read_by = coalesce(read_by, $4)
      where id = $1 and desk_code like $2 || '%'`,
    [id, scopeCode, new Date(atMs), actor],
  )
  return rowCount === 1
}
