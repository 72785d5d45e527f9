import { storable } from '../../geodata/import/storable-text.ts'
import type { RejectRecord, RejectsQuery } from '../contract/api/channels.ts'
import type { Database, Queryable } from '../db/database.ts'

/** Something that came and could not be understood. */
export interface Reject {
  externalNumber: string | null
  reasons: readonly string[]
  bytes: Buffer
}

/** A reject that waits for somebody. */
export interface OpenReject {
  id: number
  channel: string
  scopeCode: string
  bytes: Buffer
}

/** Keeps them, the same bytes of a channel once while they wait; answers their ids in order. Of texts that the database
 * could not keep the bytes alone tell all. */
export async function keepRejects(
  database: Database, channel: string, scopeCode: string, sender: string, rejects: readonly Reject[], nowMs: number,
): Promise<number[]> {
  if (rejects.length === 0) return []
  const kept = (text: string | null): string | null => text && storable(text)
  return database.transaction(async (transaction) => {
    const ids: number[] = []
    for (const { externalNumber, reasons, bytes } of rejects) {
      const { rows } = await transaction.query<{ id: string }>(
        `insert into channel_rejects as r (channel, received_at, sender, scope_code, external_number, reasons, bytes)
         values ($1, $2, $3, $4, $5, $6::jsonb, $7)
         on conflict (channel, scope_code, md5(bytes)) where state = 'open'
           do update set times = r.times + 1, reasons = excluded.reasons
         returning id`,
        [
          channel, new Date(nowMs), sender, scopeCode, kept(externalNumber), JSON.stringify(reasons.map(storable)),
          bytes,
        ],
      )
      ids.push(Number(rows[0].id))
    }
    return ids
  })
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** The rejects that wait, newest first. */
export async function listRejects(
  database: Queryable, { channel, before }: RejectsQuery, limit: number, scopeCode: string,
): Promise<RejectRecord[]> {
  type Row = Omit<RejectRecord, 'receivedAt' | 'record'> & { receivedAt: Date; bytes: Buffer }
  const { rows } = await database.query<Row>(
    `select id::float8 as id, channel, received_at as "receivedAt", sender, external_number as "externalNumber",
            reasons, bytes, times
       from channel_rejects
      where state = 'open' and scope_code like $1 || '%' and ($2::text is null or channel = $2)
        and ($3::bigint is null or id < $3)
      order by id desc limit $4`,
    [scopeCode, channel ?? null, before ?? null, limit],
  )
  return rows.map(({ receivedAt, bytes, ...row }) => ({
    ...row, receivedAt: receivedAt.toISOString(), record: textOf(bytes),
  }))
}

/** The rejects of a scope that wait, oldest first: one by its id, or those of a channel, or all. */
export async function findOpenRejects(
  database: Queryable, { id, channel }: { id?: number; channel?: string }, limit: number, scopeCode: string,
): Promise<OpenReject[]> {
  const { rows } = await database.query<OpenReject>(
    `select id::float8 as id, channel, scope_code as "scopeCode", bytes from channel_rejects
      where state = 'open' and scope_code like $1 || '%' and ($2::bigint is null or id = $2)
        and ($3::text is null or channel = $3)
      order by channel_rejects.id limit $4`,
    [scopeCode, id ?? null, channel ?? null, limit],
  )
  return rows
}

/** Ends a reject: it became a case, or nobody wants it. */
export async function endReject(
  database: Queryable, id: number, state: 'replayed' | 'discarded', caseId: number | null, by: string, nowMs: number,
): Promise<void> {
  await database.query(
    `update channel_rejects set state = $2, case_id = $3, ended_by = $4, ended_at = $5 where id = $1`,
    [id, state, caseId, by, new Date(nowMs)],
  )
}

/** Removes what ended before `beforeMs`: it may name people. */
export async function purgeRejects(database: Queryable, beforeMs: number): Promise<void> {
  await database.query(`delete from channel_rejects where state <> 'open' and ended_at < $1`, [new Date(beforeMs)])
}

function textOf(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return bytes.toString('base64')
  }
}
