import { writeAudit } from '../auth/audit.ts'
import { actorOf, type Identity } from '../auth/identity.ts'
import type { Queryable } from '../db/database.ts'

export type CommandEventKind =
  | 'plan-made' | 'plan-changed' | 'plan-deleted' | 'on-asked' | 'off-asked' | 'wrong-code' | 'on' | 'off' | 'expired'
  | 'roll-call' | 'answer' | 'overdue' | 'roll-call-ended' | 'broadcast'

export interface CommandEvent {
  kind: CommandEventKind
  areaCode: string
  planId?: number
  activationId?: number | null
  rollCallId?: number
  note?: string
  detail?: Record<string, unknown>
}

/** Who the log names when the server itself acts. */
export const SERVER = '平战切换'

/** Writes what was done into the log of commands and into the audit log; by null: the server. Never pass a code. */
export async function logCommand(
  transaction: Queryable, by: Identity | null, atMs: number, event: CommandEvent,
): Promise<void> {
  const { kind, areaCode, planId = null, activationId = null, rollCallId = null, note = '', detail = {} } = event
  const actor = by === null ? SERVER : actorOf(by)
  const accountId = by?.type === 'account' ? by.id : null
  await transaction.query(
    `insert into command_events
       (at, kind, area_code, plan_id, activation_id, roll_call_id, actor, account_id, note, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::jsonb)`,
    [new Date(atMs), kind, areaCode, planId, activationId, rollCallId, actor, accountId, note, JSON.stringify(detail)],
  )
  const of = {
    ...(planId !== null && { planId }), ...(activationId !== null && { activationId }),
    ...(rollCallId !== null && { rollCallId }),
  }
  await writeAudit(transaction, actor, `command-${kind}`, areaCode, { ...of, ...(note !== '' && { note }), ...detail })
}
