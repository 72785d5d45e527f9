import type { CaseChanged, CaseFollower } from '../../cases/case-draft.ts'
import type { CaseEvent } from '../../cases/flow/case-event.ts'
import type { CaseMessage } from '../../contract/api/channels.ts'
import type { CaseSummary } from '../../contract/api/cases.ts'
import type { Queryable } from '../../db/database.ts'

/** What of a hook decides which changes it is told. */
export interface HookInterest {
  id: number
  /** Empty: all. */
  events: readonly string[]
  scopeCode: string
  channel: string | null
  /** Whether it is told who reported a case. */
  withContact: boolean
}

/** Whether a hook is told of an event of this kind of a case. */
export function isTold({ events, scopeCode, channel }: HookInterest, kind: string, summary: CaseSummary): boolean {
  return (events.length === 0 || events.includes(kind))
    && summary.areaCode.startsWith(scopeCode)
    && (channel === null || channel === summary.channel)
}

/** How messages are put into words. */
export interface MessageWords {
  /** A message in a channel's own words. */
  shape(channel: string, message: CaseMessage): unknown
  /** Where a round of a case that has closed can be rated. */
  ratingPath(caseId: number, round: number): string
}

/** Writes what hooks are to be told, in the transaction of the change: an event a message. */
export function webhookFollower(words: MessageWords): CaseFollower {
  return {
    async follow(changes, transaction) {
      const { rows: hooks } = await transaction.query<HookInterest>(
        `select id, events, scope_code as "scopeCode", channel, with_contact as "withContact" from webhooks
          where enabled order by id`,
      )
      if (hooks.length === 0) return
      const told = changes.flatMap((change) =>
        change.events.flatMap((event) =>
          hooks.filter((hook) => isTold(hook, event.kind, change.summary)).map((hook) => ({ hook, change, event }))))
      if (told.length > 0) await insertDeliveries(transaction, told, words)
    },
  }
}

interface Told {
  hook: HookInterest
  change: CaseChanged
  event: CaseEvent & { id: number }
}

interface KnownOfCase {
  id: string
  externalNumber: string | null
  contact: CaseMessage['contact'] | null
}

async function insertDeliveries(
  transaction: Queryable, told: readonly Told[], words: MessageWords,
): Promise<void> {
  const { rows: known } = await transaction.query<KnownOfCase>(
    `select id, external_number as "externalNumber",
            (select jsonb_strip_nulls(jsonb_build_object('name', name, 'phone', phone, 'email', email))
               from case_contacts where case_id = cases.id) as contact
       from cases where id = any($1::bigint[])`,
    [[...new Set(told.map(({ change }) => change.after.id))]],
  )
  const knownOf = new Map(known.map((one) => [Number(one.id), one]))
  const rows = told.map(({ hook, change, event }, place) => {
    const { externalNumber, contact } = knownOf.get(change.after.id)!
    const message: CaseMessage = {
      ...messageOf(change.summary, event, externalNumber, hook.withContact ? contact : null),
      ...(hook.withContact && event.kind === 'close' && { ratingPath: words.ratingPath(change.after.id, event.round) }),
    }
    return {
      place, webhook_id: hook.id, case_id: change.after.id, event_id: event.id, kind: event.kind,
      // a hook of one channel is told in that channel's own words
      body: hook.channel === null ? message : words.shape(hook.channel, message),
      at: new Date(event.atMs).toISOString(),
    }
  })
  await transaction.query(
    `insert into webhook_deliveries (webhook_id, case_id, event_id, kind, body, created_at, next_at)
     select webhook_id, case_id, event_id, kind, body, at, at
       from jsonb_to_recordset($1::jsonb) as t (place int, webhook_id int, case_id bigint, event_id bigint, kind text,
         body jsonb, at timestamptz)
      order by place`,
    [JSON.stringify(rows)],
  )
}

/** What a hook is told of an event: no names of those who work here. */
function messageOf(
  summary: CaseSummary, event: CaseEvent & { id: number }, externalNumber: string | null,
  contact: CaseMessage['contact'] | null,
): CaseMessage {
  const { id, kind, atMs, round, fromStatus, toStatus, note, detail } = event
  return {
    type: `case.${kind}`, at: new Date(atMs).toISOString(), externalNumber, case: summary,
    event: { id, kind, round, fromStatus, toStatus, note, detail: { ...detail } },
    ...(contact !== null && { contact }),
  }
}
