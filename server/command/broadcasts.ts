import type { FastifyInstance } from 'fastify'
import { actorOf, type Identity } from '../auth/identity.ts'
import type { BroadcastRecord, BroadcastSummary, CommandKind, PlanDuty } from '../contract/api/command.ts'
import type { Queryable } from '../db/database.ts'
import { conflict } from '../errors.ts'
import type { CityFacts } from '../org/city-facts.ts'
import { areaNamed } from './area-named.ts'
import type { TellCommand } from './change-command.ts'
import { logCommand } from './command-log.ts'
import { DRILL_MARK, type Receiver, receiversIn, writeTexts } from './receivers.ts'

type Context = Pick<FastifyInstance, 'database' | 'feed' | 'city' | 'live' | 'duty' | 'now'>

export interface TextToSend {
  areaCode: string
  kind: CommandKind
  activationId: number | null
  text: string
  duties: readonly PlanDuty[]
}

/** Sends a text to everybody of the area. Answers its id and who is to be told after the commit. Throws 409 NOBODY. */
export async function broadcast(
  app: Context, transaction: Queryable, tell: TellCommand, { areaCode, kind, activationId, text, duties }: TextToSend,
  by: Identity,
): Promise<{ id: number; receivers: Receiver[] }> {
  const nowMs = app.now()
  const receivers = receiversIn(app, areaCode, duties, nowMs)
  if (receivers.length === 0) throw conflict('NOBODY', `No worker and no unit belongs to area ${areaCode}.`)
  const actor = actorOf(by)
  const marked = `${kind === 'drill' ? DRILL_MARK : ''}${text}`
  const messageIds = await writeTexts(transaction, receivers, marked, by, nowMs)
  const { rows } = await transaction.query<{ id: string }>(
    `insert into command_broadcasts (activation_id, area_code, kind, text, sent_at, sent_by)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [activationId, areaCode, kind, text, new Date(nowMs), actor],
  )
  const id = Number(rows[0].id)
  await transaction.query(
    `insert into command_receivers (broadcast_id, message_id, worker_id, unit_id, name, name_en)
     select $1, * from unnest($2::bigint[], $3::int[], $4::int[], $5::text[], $6::text[])`,
    [
      id, messageIds, receivers.map(({ workerId }) => workerId), receivers.map(({ unitId }) => unitId),
      receivers.map(({ name }) => name), receivers.map(({ nameEn }) => nameEn),
    ],
  )
  await logCommand(transaction, by, nowMs, {
    kind: 'broadcast', areaCode, activationId, note: text,
    detail: { broadcastId: id, mode: kind, sent: receivers.length },
  })
  const [summary] = await readBroadcasts(transaction, app.city, 'command_broadcasts.id = $1', [id])
  tell('broadcast', { areaCode, broadcast: summary })
  return { id, receivers }
}

/** The newest broadcasts of a scope and above it, newest first. */
export function listBroadcasts(
  database: Queryable, city: CityFacts, scopeCode: string, limit: number,
): Promise<BroadcastSummary[]> {
  return readBroadcasts(
    database, city, '(starts_with(area_code, $1) or starts_with($1, area_code))', [scopeCode],
    `limit ${Math.trunc(limit)}`,
  )
}

/** The broadcasts of an activation, newest first. */
export function broadcastsOf(database: Queryable, city: CityFacts, activationId: number): Promise<BroadcastSummary[]> {
  return readBroadcasts(database, city, 'activation_id = $1', [activationId])
}

/** A broadcast with its receipts, who has not read it first; null where there is none in the scope or above it. */
export async function readBroadcast(
  database: Queryable, city: CityFacts, id: number, scopeCode: string,
): Promise<BroadcastRecord | null> {
  const [summary] = await readBroadcasts(
    database, city, 'command_broadcasts.id = $1 and (starts_with(area_code, $2) or starts_with($2, area_code))',
    [id, scopeCode],
  )
  if (summary === undefined) return null
  const { rows } = await database.query<
    Omit<BroadcastRecord['receipts'][number], 'deliveredAt' | 'readAt'>
      & { delivered_at: Date | null; read_at: Date | null }
  >(
    `select command_receivers.worker_id as "workerId", command_receivers.unit_id as "unitId", name, name_en as "nameEn",
            delivered_at, coalesce(read_at, acknowledged_at) as read_at, read_by as "readBy"
       from command_receivers left join tracker_messages on tracker_messages.id = message_id
      where broadcast_id = $1 order by coalesce(read_at, acknowledged_at) is not null, message_id`,
    [id],
  )
  const receipts = rows.map(({ delivered_at, read_at, ...row }) =>
    ({ ...row, deliveredAt: delivered_at?.toISOString() ?? null, readAt: read_at?.toISOString() ?? null }))
  return { ...summary, receipts }
}

async function readBroadcasts(
  database: Queryable, city: CityFacts, where: string, values: unknown[], limit = '',
): Promise<BroadcastSummary[]> {
  const { rows } = await database.query<
    Omit<BroadcastSummary, 'id' | 'activationId' | 'area' | 'sentAt'>
      & { id: string; activation_id: string | null; sent_at: Date }
  >(
    `select command_broadcasts.id, activation_id, area_code as "areaCode", kind, text, sent_at, sent_by as "sentBy",
            total, delivered, read
       from command_broadcasts, lateral (
         select count(*)::int as total, count(delivered_at)::int as delivered,
                count(coalesce(read_at, acknowledged_at))::int as read
           from command_receivers left join tracker_messages on tracker_messages.id = message_id
          where broadcast_id = command_broadcasts.id
       ) as counts
      where ${where} order by command_broadcasts.id desc ${limit}`,
    values,
  )
  return rows.map(({ id, activation_id, sent_at, ...row }) => ({
    ...row, id: Number(id), activationId: activation_id === null ? null : Number(activation_id),
    area: areaNamed(city, row.areaCode), sentAt: sent_at.toISOString(),
  }))
}
