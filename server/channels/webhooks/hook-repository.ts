import type {
  DeliveriesQuery, DeliveryRecord, WebhookBody, WebhookRecord,
} from '../../contract/api/channels.ts'
import type { Queryable } from '../../db/database.ts'

/** A hook as it is written down. */
export type HookRow = Required<WebhookBody>

/** The hooks within a scope. */
export async function listHooks(database: Queryable, scopeCode: string): Promise<WebhookRecord[]> {
  type Row = Omit<WebhookRecord, 'createdAt' | 'lastAt'> & { createdAt: Date; lastAt: Date | null }
  const { rows } = await database.query<Row>(
    `select id, label, url, events, scope_code as "scopeCode", channel, with_contact as "withContact", enabled,
            disabled_reason as "disabledReason", created_at as "createdAt", last_at as "lastAt",
            last_status as "lastStatus", last_error as "lastError",
            (select count(*)::int from webhook_deliveries where webhook_id = webhooks.id and state = 'waiting')
              as waiting,
            (select count(*)::int from webhook_deliveries where webhook_id = webhooks.id and state = 'dead') as dead
       from webhooks where scope_code like $1 || '%' order by id`,
    [scopeCode],
  )
  return rows.map(({ createdAt, lastAt, ...row }) => ({
    ...row, createdAt: createdAt.toISOString(), lastAt: lastAt?.toISOString() ?? null,
  }))
}

/** Makes a hook; answers its id. */
export async function insertHook(database: Queryable, hook: HookRow, secret: string): Promise<number> {
  const { rows } = await database.query<{ id: number }>(
    `insert into webhooks (label, url, events, scope_code, channel, with_contact, enabled, secret)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [...valuesOf(hook), secret],
  )
  return rows[0].id
}

/** Changes a hook; false where there is none of this id in the scope. One that is switched on is no longer gone. */
export async function updateHook(database: Queryable, id: number, hook: HookRow, scopeCode: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `update webhooks set label = $1, url = $2, events = $3, scope_code = $4, channel = $5, with_contact = $6,
            enabled = $7, disabled_reason = case when $7 then null else disabled_reason end
      where id = $8 and scope_code like $9 || '%'`,
    [...valuesOf(hook), id, scopeCode],
  )
  return rowCount === 1
}

/** Removes a hook and all that it was still to be told; false where there is none of this id in the scope. */
export async function deleteHook(database: Queryable, id: number, scopeCode: string): Promise<boolean> {
  const { rowCount } = await database.query(`delete from webhooks where id = $1 and scope_code like $2 || '%'`, [
    id, scopeCode,
  ])
  return rowCount === 1
}

/** Messages to the hooks within a scope, newest first. */
export async function listDeliveries(
  database: Queryable, { state, webhook, before }: DeliveriesQuery, limit: number, scopeCode: string,
): Promise<DeliveryRecord[]> {
  type Row = Omit<DeliveryRecord, 'createdAt' | 'nextAt'> & { createdAt: Date; nextAt: Date }
  const { rows } = await database.query<Row>(
    `select d.id, d.sequence::float8 as sequence, webhook_id as "webhookId", label as "webhookLabel",
            case_id::float8 as "caseId", cases.number as "caseNumber", d.kind, d.state, attempts,
            d.created_at as "createdAt", next_at as "nextAt", d.last_status as "lastStatus", d.last_error as "lastError"
       from webhook_deliveries as d join webhooks on webhooks.id = webhook_id join cases on cases.id = case_id
      where webhooks.scope_code like $1 || '%' and ($2::text is null or d.state = $2)
        and ($3::int is null or webhook_id = $3) and ($4::bigint is null or d.sequence < $4)
      order by d.sequence desc limit $5`,
    [scopeCode, state ?? null, webhook ?? null, before ?? null, limit],
  )
  return rows.map(({ createdAt, nextAt, ...row }) => ({
    ...row, createdAt: createdAt.toISOString(), nextAt: nextAt.toISOString(),
  }))
}

/** Lets dead messages of a scope wait for their turn again, from `nowMs` on: one by its id, or all of a hook, or all.
 * Answers how many. */
export async function resendDead(
  database: Queryable, { id, webhook }: { id?: string; webhook?: number }, nowMs: number, scopeCode: string,
): Promise<number> {
  const { rowCount } = await database.query(
    `update webhook_deliveries as d set state = 'waiting', attempts = 0, next_at = $1, ended_at = null
       from webhooks
      where webhooks.id = webhook_id and webhooks.scope_code like $2 || '%' and d.state = 'dead'
        and ($3::uuid is null or d.id = $3) and ($4::int is null or webhook_id = $4)`,
    [new Date(nowMs), scopeCode, id ?? null, webhook ?? null],
  )
  return rowCount ?? 0
}

function valuesOf({ label, url, events, scopeCode, channel, withContact, enabled }: HookRow): unknown[] {
  return [label, url, events, scopeCode, channel, withContact, enabled]
}
