import { actorOf, type Identity } from '../auth/identity.ts'
import type { MessageRecord } from '../contract/api/messages.ts'
import type { Queryable } from '../db/database.ts'

/** A message that was not acknowledged within a day says nothing any more. */
const LIFETIME = `interval '24 hours'`
const NEWEST = 50
/** So many are given to a box at once; it is asked for more when it comes again. */
const MOST_WAITING = 50

export type NewMessage = Pick<MessageRecord, 'kind' | 'text' | 'urgent'>
  & { by: Identity } & ({ workerId: number } | { unitId: number })

/** One that waits to be given to a box. */
export type WaitingMessage = Pick<MessageRecord, 'id' | 'kind' | 'text' | 'urgent'>

interface MessageRow extends Omit<MessageRecord, 'id' | 'sentAt' | 'deliveredAt' | 'acknowledgedAt' | 'readAt'> {
  id: string
  sent_at: Date
  delivered_at: Date | null
  acknowledged_at: Date | null
  read_at: Date | null
}

const columns = `id, kind, text, urgent, sent_at, sent_by as "sentBy", delivered_at, acknowledged_at, read_at,
  read_by as "readBy",
  acknowledged_at is null and sent_at <= now() - ${LIFETIME} as expired`

/** Adds a message; answers with its id. */
export async function insertMessage(database: Queryable, message: NewMessage): Promise<number> {
  const { rows } = await database.query<{ id: string }>(
    `insert into tracker_messages (worker_id, unit_id, kind, text, urgent, sent_by, sender_scope)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [
      'workerId' in message ? message.workerId : null, 'unitId' in message ? message.unitId : null,
      message.kind, message.text, message.urgent, actorOf(message.by), message.by.scopeCode,
    ],
  )
  return Number(rows[0].id)
}

/** The newest messages of a worker, newest first, whoever sent them: those who may ask for them are desks above his grid,
 * which answer for him and must see what others want of him before they want something else. */
export async function listMessages(database: Queryable, workerId: number): Promise<MessageRecord[]> {
  const { rows } = await database.query<MessageRow>(
    `select ${columns} from tracker_messages where worker_id = $1 order by id desc limit ${NEWEST}`,
    [workerId],
  )
  return rows.map(toMessageRecord)
}

/** The newest texts to a unit, newest first; where a scope is given only those that were sent from within it. */
export async function listUnitMessages(
  database: Queryable, unitId: number, senderScope: string | null,
): Promise<MessageRecord[]> {
  const { rows } = await database.query<MessageRow>(
    `select ${columns} from tracker_messages
      where unit_id = $1 and ($2::text is null or starts_with(sender_scope, $2))
      order by id desc limit ${NEWEST}`,
    [unitId, senderScope],
  )
  return rows.map(toMessageRecord)
}

/** Whether a worker has an account for the pages of the field, which show him texts. */
export async function hasPhone(database: Queryable, workerId: number): Promise<boolean> {
  const { rowCount } = await database.query('select 1 from accounts where worker_id = $1 limit 1', [workerId])
  return rowCount === 1
}

/** One message as it is now. */
export async function readMessage(database: Queryable, id: number): Promise<MessageRecord> {
  const { rows } = await database.query<MessageRow>(`select ${columns} from tracker_messages where id = $1`, [id])
  return toMessageRecord(rows[0])
}

/** Workers who have messages that no box has acknowledged. */
export async function workersWaiting(database: Queryable): Promise<number[]> {
  const { rows } = await database.query<{ worker_id: number }>(
    `select distinct worker_id from tracker_messages
      where worker_id is not null and acknowledged_at is null and sent_at > now() - ${LIFETIME}`,
  )
  return rows.map((row) => row.worker_id)
}

/** Messages of a worker that no box has acknowledged, oldest first. */
export async function waitingMessages(database: Queryable, workerId: number): Promise<WaitingMessage[]> {
  const { rows } = await database.query<Omit<WaitingMessage, 'id'> & { id: string }>(
    `select id, kind, text, urgent from tracker_messages
      where worker_id = $1 and acknowledged_at is null and sent_at > now() - ${LIFETIME}
      order by id limit ${MOST_WAITING}`,
    [workerId],
  )
  return rows.map((row) => ({ ...row, id: Number(row.id) }))
}

/** These were given to a tracker; when that was the first time stays. */
export async function markDelivered(database: Queryable, ids: readonly number[], trackerKey: string): Promise<void> {
  await database.query(
    `update tracker_messages set tracker_key = $2, delivered_at = coalesce(delivered_at, now())
      where id = any($1::bigint[])`,
    [ids, trackerKey],
  )
}

/** The tracker has it. */
export async function markAcknowledged(database: Queryable, id: number): Promise<void> {
  await database.query(
    `update tracker_messages set acknowledged_at = now(), delivered_at = coalesce(delivered_at, now())
      where id = $1 and acknowledged_at is null`,
    [id],
  )
}

function toMessageRecord({ sent_at, delivered_at, acknowledged_at, read_at, ...row }: MessageRow): MessageRecord {
  return {
    ...row,
    id: Number(row.id),
    sentAt: sent_at.toISOString(),
    deliveredAt: delivered_at?.toISOString() ?? null,
    acknowledgedAt: acknowledged_at?.toISOString() ?? null,
    readAt: read_at?.toISOString() ?? null,
  }
}
