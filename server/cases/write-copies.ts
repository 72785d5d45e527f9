import type { Queryable } from '../db/database.ts'
import type { CaseDraft } from './case-draft.ts'

/** Lays a copy on each desk that the events of the drafts name. A desk that has one of that case gets it anew, unread. */
export async function writeCopies(transaction: Queryable, drafts: readonly CaseDraft[]): Promise<void> {
  const copies = drafts.flatMap(({ state, events }) =>
    events.flatMap((event, at) =>
      event.kind !== 'copy' ? [] : (event.detail.deskCodes ?? []).map((deskCode) => ({
        case_id: state.id, desk_code: deskCode, at: new Date(event.atMs).toISOString(),
        reason: events[at - 1]?.kind ?? 'copy',
      })),
    ),
  )
  if (copies.length === 0) return
  await transaction.query(
    `insert into case_copies (case_id, desk_code, at, reason)
     select * from jsonb_to_recordset($1::jsonb) as t (case_id bigint, desk_code text, at timestamptz, reason text)
     on conflict (case_id, desk_code) do update
       set at = excluded.at, reason = excluded.reason, read_at = null, read_by = null`,
    [JSON.stringify(copies)],
  )
}
