import type { FieldMessage } from '../contract/api/field-work.ts'
import type { Queryable } from '../db/database.ts'
import type { FieldPerson } from './field-person.ts'

const NEWEST = 50

interface MessageRow {
  id: string
  text: string
  urgent: boolean
  sent_at: Date
  sentBy: string
  read_at: Date | null
  readBy: string | null
}

/** Texts to a unit or a worker. */
const TO_PERSON = `kind = 'text' and case when $1::int is not null then unit_id = $1 else worker_id = $2 end`

/** The newest texts to a person's phone, newest first; from then on they count as delivered. */
export async function takeFieldMessages(
  database: Queryable, person: FieldPerson, nowMs: number,
): Promise<FieldMessage[]> {
  const { rows } = await database.query<MessageRow>(
    `select id, text, urgent, sent_at, sent_by as "sentBy", read_at, read_by as "readBy"
       from tracker_messages where ${TO_PERSON} order by id desc limit ${NEWEST}`,
    [person.unitId, person.workerId],
  )
  if (rows.length > 0) {
    await database.query(
      'update tracker_messages set delivered_at = $2 where id = any($1::bigint[]) and delivered_at is null',
      [rows.map(({ id }) => id), new Date(nowMs)],
    )
  }
  return rows.map(({ id, sent_at, read_at, ...row }) => ({
    ...row, id: Number(id), sentAt: sent_at.toISOString(), readAt: read_at?.toISOString() ?? null,
  }))
}

/** Someone has read a text: when the first one did stays. A box is not given it any more. False where it is not his. */
export async function markRead(
  database: Queryable, id: number, person: FieldPerson, actor: string, nowMs: number,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `update tracker_messages
        set read_at = coalesce(read_at, $4), read_by = coalesce(read_by, $5),
            delivered_at = coalesce(delivered_at, $4), acknowledged_at = coalesce(acknowledged_at, $4)
      where id = $3 and ${TO_PERSON}`,
    [person.unitId, person.workerId, id, new Date(nowMs), actor],
  )
  return rowCount === 1
}
