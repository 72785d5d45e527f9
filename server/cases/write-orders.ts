import type { Queryable } from '../db/database.ts'
import type { OrderRecord } from '../contract/api/cases.ts'
import type { CaseDraft } from './case-draft.ts'
import type { CaseEvent } from './flow/case-event.ts'
import type { CaseState } from './flow/case-state.ts'
import { watcherStep } from './flow/flow-template.ts'

type Role = OrderRecord['role']

interface NewOrder {
  case_id: number
  role: Role
  unit_id: number | null
  worker_id: number | null
  sent_at: string
  sent_by: string
  round: number
}

/** Sends, accepts, finishes and takes back the orders that the events of the drafts speak of. */
export async function writeOrders(transaction: Queryable, drafts: readonly CaseDraft[]): Promise<void> {
  const sent: NewOrder[] = []
  for (const draft of drafts) {
    for (const event of draft.events) {
      await changeOpenOrders(transaction, draft, event)
      sent.push(...ordersOf(draft, event))
    }
  }
  if (sent.length === 0) return
  await transaction.query(
    `insert into orders (case_id, role, unit_id, worker_id, sent_at, sent_by, round)
     select * from jsonb_to_recordset($1::jsonb)
       as t (case_id bigint, role text, unit_id int, worker_id int, sent_at timestamptz, sent_by text, round int)`,
    [JSON.stringify(sent)],
  )
}

/** The orders that an event sends out. */
function ordersOf({ state, before }: CaseDraft, { kind, detail, atMs, actor, round }: CaseEvent): NewOrder[] {
  const order = (role: Role, unitId: number | null, workerId: number | null): NewOrder => ({
    case_id: state.id, role, unit_id: unitId, worker_id: workerId, sent_at: new Date(atMs).toISOString(),
    sent_by: actor.name, round,
  })
  switch (kind) {
    case 'dispatch':
    case 'forward':
      return [
        order('handle', detail.unitId!, null),
        ...(detail.assistUnitIds ?? []).map((unitId) => order('assist', unitId, null)),
        ...(kind === 'dispatch' ? [order('watch', null, detail.workerId!)] : []),
      ]
    case 'rework': {
      // whoever has looked at it is to look again
      const hasLooked = before !== null && hasWatcherLooked(before)
      return [
        ...(state.unitId === null ? [] : [order('handle', state.unitId, null)]),
        ...(hasLooked && state.watcherWorkerId !== null ? [order('watch', null, state.watcherWorkerId)] : []),
      ]
    }
    case 'verify':
      return [order('verify', null, detail.workerId!)]
    default:
      return []
  }
}

/** Whether the worker's part was done, though the case is not closed. */
function hasWatcherLooked({ template, checkedAtMs, visitedAtMs }: CaseState): boolean {
  const step = watcherStep(template)
  return (step === 'check' && checkedAtMs !== null) || (step === 'revisit' && visitedAtMs !== null)
}

/** What an event does to the orders that are open. */
async function changeOpenOrders(transaction: Queryable, { state }: CaseDraft, event: CaseEvent): Promise<void> {
  const at = new Date(event.atMs)
  const done = (roles: readonly Role[], unitId: number | null = null): Promise<unknown> =>
    transaction.query(
      `update orders set done_at = $3, done_note = $4
        where case_id = $1 and role = any($2) and done_at is null and revoked_at is null and ($5::int is null or unit_id = $5)`,
      [state.id, roles, at, event.note, unitId],
    )
  const revoke = (roles: readonly Role[]): Promise<unknown> =>
    transaction.query(
      `update orders set revoked_at = $3 where case_id = $1 and role = any($2) and done_at is null and revoked_at is null`,
      [state.id, roles, at],
    )
  switch (event.kind) {
    case 'accept':
      await transaction.query(
        `update orders set accepted_at = $2
          where case_id = $1 and role = 'handle' and done_at is null and revoked_at is null`,
        [state.id, at],
      )
      return
    case 'handle':
      await done(['handle'])
      return
    case 'assist-done':
      await done(['assist'], event.detail.unitId)
      return
    case 'confirm':
      await done(['verify'])
      return
    case 'check':
    case 'revisit':
      // of several the worker's word is one, and a call back that comes later finds no order open
      if (watcherStep(state.template) === event.kind) await done(['watch'])
      return
    case 'close':
      if (watcherStep(state.template) === 'close') await done(['watch'])
      else await revoke(['handle', 'assist', 'watch'])
      return
    case 'forward':
      await revoke(['handle', 'assist'])
      return
    case 'refuse':
    case 'recall':
    case 'reject':
    case 'reopen':
      await revoke(['handle', 'assist', 'watch', 'verify'])
      return
    case 'merge':
      if (state.status === 'merged') await revoke(['handle', 'assist', 'watch', 'verify'])
  }
}
