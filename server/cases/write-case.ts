import type { Queryable } from '../db/database.ts'
import { STATE_COLUMNS } from './case-columns.ts'
import type { CaseChanged, CaseDraft } from './case-draft.ts'
import { caseSummaryColumns, type CaseSummaryRow, toCaseSummary } from './case-summary.ts'
import { insertCases } from './insert-cases.ts'
import { writeCopies } from './write-copies.ts'
import { writeOrders } from './write-orders.ts'

const UPDATE = `
  update cases set ${STATE_COLUMNS.map(({ name, type }, index) => `${name} = $${index + 2}::${type}`).join(', ')}
   where id = $1`

/** Writes the change of one case that is there: its row, its events, its orders and its files. */
export async function writeChange(transaction: Queryable, draft: CaseDraft): Promise<CaseChanged> {
  const { state } = draft
  const values = STATE_COLUMNS.map(({ name, valueOf }) => {
    const value = valueOf(state)
    return name === 'pending' ? JSON.stringify(value) : value
  })
  await transaction.query(UPDATE, [state.id, ...values])
  const [changed] = await writeRest(transaction, [draft])
  return changed
}

/** Writes new cases; answers those that are new, in the order of their numbers. The others had been sent before. */
export async function writeNewCases(transaction: Queryable, drafts: readonly CaseDraft[]): Promise<CaseChanged[]> {
  const fresh = await insertCases(transaction, drafts)
  return fresh.length === 0 ? [] : writeRest(transaction, fresh)
}

async function writeRest(transaction: Queryable, drafts: readonly CaseDraft[]): Promise<CaseChanged[]> {
  const eventIds = await insertEvents(transaction, drafts)
  await writeOrders(transaction, drafts)
  await writeCopies(transaction, drafts)
  await insertPhotos(transaction, drafts, eventIds)
  const { rows } = await transaction.query<CaseSummaryRow>(
    `select ${caseSummaryColumns} from cases where id = any($1::bigint[])`, [drafts.map(({ state }) => state.id)],
  )
  const summaryOf = new Map(rows.map((row) => [Number(row.id), toCaseSummary(row)]))
  return drafts.map(({ before, state: after, events, newCase }, index) => ({
    before, after, newCase, summary: summaryOf.get(after.id)!,
    events: events.map((event, at) => ({ ...event, id: eventIds[index][at] })),
  }))
}

/** Ids by draft and by event. */
async function insertEvents(transaction: Queryable, drafts: readonly CaseDraft[]): Promise<number[][]> {
  const rows = drafts.flatMap(({ state, events, key }) =>
    events.map((event, index) => ({
      case_id: state.id,
      at: new Date(event.atMs).toISOString(),
      kind: event.kind,
      actor: event.actor.name,
      actor_type: event.actor.type,
      actor_id: event.actor.id,
      round: event.round,
      from_status: event.fromStatus,
      to_status: event.toStatus,
      note: event.note,
      detail: event.detail,
      key: index === 0 ? key : undefined,
    })),
  ).map((row, place) => ({ ...row, place }))
  const { rows: inserted } = await transaction.query<{ id: string }>(
    `insert into case_events
       (case_id, at, kind, actor, actor_type, actor_id, round, from_status, to_status, note, detail, key)
     select case_id, at, kind, actor, actor_type, actor_id, round, from_status, to_status, note, detail, key
       from jsonb_to_recordset($1::jsonb) as t (case_id bigint, at timestamptz, kind text, actor text,
         actor_type text, actor_id int, round int, from_status text, to_status text, note text, detail jsonb, key text,
         place int)
      order by place
     returning id`,
    [JSON.stringify(rows)],
  )
  let next = 0
  return drafts.map(({ events }) => events.map(() => Number(inserted[next++].id)))
}

async function insertPhotos(
  transaction: Queryable, drafts: readonly CaseDraft[], eventIds: readonly (readonly number[])[],
): Promise<void> {
  for (const [index, { state, photos }] of drafts.entries()) {
    for (const { mediaType, bytes, point, takenAtMs } of photos) {
      await transaction.query(
        `insert into attachments (case_id, event_id, media_type, bytes, point, taken_at)
         values ($1, $2, $3, $4, st_setsrid(st_makepoint($5, $6), 4326), $7)`,
        [
          state.id, eventIds[index][0], mediaType, bytes, point?.lng ?? null, point?.lat ?? null,
          takenAtMs === null ? null : new Date(takenAtMs),
        ],
      )
    }
  }
}
