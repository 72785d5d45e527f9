import type { DeliveryState } from '../../contract/api/channels.ts'
import type { Queryable } from '../../db/database.ts'

/** A message that this process is to send now. */
export interface LeasedDelivery {
  id: string
  caseId: number
  kind: string
  body: unknown
  /** Tries, this one included. */
  attempts: number
  url: string
  secret: string
}

/** How a try ended. */
export interface DeliveryResult {
  id: string
  state: DeliveryState
  nextAtMs: number
  status: number | null
  error: string | null
}

/** Where messages wait that may be sent now: ids of hooks. */
export async function findDueHooks(database: Queryable, nowMs: number): Promise<number[]> {
  const { rows } = await database.query<{ id: number }>(
    `select id from webhooks where enabled and exists (select from webhook_deliveries where webhook_id = webhooks.id
        and ${DUE}) order by id`,
    [new Date(nowMs)],
  )
  return rows.map(({ id }) => id)
}

/** Waiting, its time has come, nobody is sending it, and none of the same case waits before it. $1 is now. */
const DUE = `state = 'waiting' and next_at <= $1 and (leased_until is null or leased_until <= $1)
  and not exists (select from webhook_deliveries as earlier
                   where earlier.webhook_id = webhook_deliveries.webhook_id
                     and earlier.case_id = webhook_deliveries.case_id and earlier.state = 'waiting'
                     and earlier.sequence < webhook_deliveries.sequence)`

/** Takes the oldest messages of a hook that may be sent now, one of each case. No other process gets them before the
 * lease has run out. */
export async function leaseDeliveries(
  database: Queryable, webhookId: number, nowMs: number, leaseMs: number, limit: number,
): Promise<LeasedDelivery[]> {
  const { rows } = await database.query<LeasedDelivery>(
    `update webhook_deliveries as leased set leased_until = $3, attempts = attempts + 1
       from webhooks
      where leased.id in (select id from webhook_deliveries where webhook_id = $2 and ${DUE}
                           order by sequence limit $4 for update skip locked)
        and webhooks.id = leased.webhook_id and webhooks.enabled
      returning leased.id, case_id::float8 as "caseId", kind, body, attempts, url, secret`,
    [new Date(nowMs), webhookId, new Date(nowMs + leaseMs), limit],
  )
  return rows
}

/** Writes down how tries ended, and of the hook how its last one did. */
export async function recordResults(
  database: Queryable, webhookId: number, results: readonly DeliveryResult[], nowMs: number,
): Promise<void> {
  const rows = results.map(({ nextAtMs, ...result }) => ({ ...result, next_at: new Date(nextAtMs).toISOString() }))
  await database.query(
    `with result as (
       select * from jsonb_to_recordset($1::jsonb)
         as t (id uuid, state text, next_at timestamptz, status int, error text)
     ), written as (
       update webhook_deliveries as d
          set state = result.state, next_at = result.next_at, leased_until = null, last_status = result.status,
              last_error = result.error,
              ended_at = case when result.state = 'waiting' then null else $2::timestamptz end
         from result where d.id = result.id
     )
     update webhooks set last_at = $2::timestamptz, last_status = last.status, last_error = last.error
       from (select * from result order by (error is not null) desc limit 1) as last where webhooks.id = $3`,
    [JSON.stringify(rows), new Date(nowMs), webhookId],
  )
}

/** Sends a hook no more, and says why. */
export async function disableHook(database: Queryable, webhookId: number, reason: string): Promise<void> {
  await database.query('update webhooks set enabled = false, disabled_reason = $2 where id = $1', [webhookId, reason])
}
