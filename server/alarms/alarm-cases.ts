import type { AlarmSummary } from '../contract/api/alarms.ts'
import { type CaseStatus, type Channel, phaseOf } from '../contract/api/cases.ts'
import type { CaseRule } from '../contract/api/sensors.ts'
import type { CaseBook } from '../cases/case-book.ts'
import { systemTaker } from '../cases/flow/standing.ts'
import { lockFamilies } from '../cases/lock-cases.ts'
import { understandReport, type ReportContext } from '../cases/report-case.ts'
import { findByExternalNumber } from '../cases/repository.ts'
import { allOf } from '../cases/write-drafts.ts'
import type { Queryable } from '../db/database.ts'
import { ReplyError } from '../errors.ts'
import type { AlarmNews } from './alarm-news.ts'
import { alarmSummaryColumns, toAlarmSummary, type AlarmSummaryRow } from './alarm-summary.ts'

/** What a case of an alarm is understood with; the transaction is its database. */
export interface AlarmCaseContext extends Omit<ReportContext, 'database'> {
  cases: CaseBook
}

/** Kind of the devices whose alarms are what a camera believes to see. */
const CAMERA_KIND = 'camera_ai'

/**
 * Raises the case of an alarm in the same transaction, by the way every reported case takes, and links the two. Where
 * the rule or the place allows none the alarm stands without one, and its log says why.
 */
export async function raiseCase(
  transaction: Queryable,
  alarm: AlarmSummary,
  rule: CaseRule,
  context: AlarmCaseContext,
  news: AlarmNews,
): Promise<AlarmSummary> {
  const channel: Channel = alarm.sourceKind === CAMERA_KIND ? 'ai' : 'iot'
  const externalNumber = `alarm:${alarm.id}`
  const body = {
    category: rule.category,
    description: describe(alarm),
    lng: alarm.lng,
    lat: alarm.lat,
    channel,
    externalNumber,
    urgent: alarm.severity === 'critical',
  }
  // the alarm is what counts: whoever may raise or confirm it may raise its case, wherever that is routed to
  const reporter = { actor: systemTaker(news.actor).actor, scopeCode: '' }
  const understood = await understandReport(body, reporter, news.at.getTime(), { ...context, database: transaction })
    .catch((error: unknown) => {
      if (error instanceof ReplyError) return error
      throw error
    })
  if (understood instanceof ReplyError) {
    news.log(alarm.id, 'case-failed', understood.message)
    return alarm
  }
  const reported = await context.cases.reportWithin(transaction, understood)
  const record = reported?.summary ?? (await findByExternalNumber(transaction, channel, externalNumber))!
  const { rows } = await transaction.query<AlarmSummaryRow>(
    `with changed as (update alarms set case_id = $2 where id = $1 returning *)
     select ${alarmSummaryColumns} from changed as alarms`,
    [alarm.id, record.id],
  )
  const linked = toAlarmSummary(rows[0])
  if (reported !== null) news.tellCase('report', reported.summary)
  news.log(alarm.id, 'case', record.number)
  news.tell('case', linked)
  return linked
}

/**
 * What the end of an alarm does to the case it raised: where nobody has been sent and the rule says so the case ends as
 * well, else its log says that the alarm has cleared. Finished cases stay as they are.
 */
export async function endCases(
  transaction: Queryable,
  cleared: readonly AlarmSummary[],
  cases: CaseBook,
  news: AlarmNews,
): Promise<void> {
  const caseIds = cleared.flatMap(({ caseId }) => (caseId === null ? [] : [caseId]))
  if (caseIds.length === 0) return
  // a dispatch that is under way is waited for, so that what is read here still holds when it is acted on; all that a
  // rejection will touch is locked at once, in the order that everybody keeps
  await lockFamilies(transaction, caseIds)
  const { rows } = await transaction.query<{ id: string; alarm_id: string; status: CaseStatus; ends: boolean }>(
    `select cases.id, cases.status, alarms.id as alarm_id,
            coalesce((alarms.case_rule ->> 'clearsCase')::boolean, false) as ends
       from cases join alarms on alarms.case_id = cases.id
      where alarms.id = any($1) and cases.status not in ('closed', 'archived', 'rejected', 'merged') order by cases.id`,
    [cleared.map(({ id }) => id)],
  )
  const { actor, at } = news
  for (const { id, alarm_id: alarmId, status, ends } of rows) {
    const caseId = Number(id)
    const note = `告警 #${alarmId} 已解除 · Alarm #${alarmId} has cleared`
    const step = ends && phaseOf(status) === 'reported' ? 'reject' : 'note'
    const request = { caseId, step, input: { note }, taker: systemTaker(actor), atMs: at.getTime() } as const
    const changed = await cases.takeWithin(transaction, request)
    for (const { events, summary } of allOf(changed)) news.tellCase(events[0].kind, summary)
  }
}

function describe({ message, sourceName, value, unit }: AlarmSummary): string {
  const reading = value === null ? '' : ` · ${value}${unit === null ? '' : ` ${unit}`}`
  return `${message} · ${sourceName}${reading}`
}
