import type { AlarmSummary } from '../contract/api/alarms.ts'
import type { CaseRule } from '../contract/api/sensors.ts'
import type { Queryable } from '../db/database.ts'
import { conflict, notFound } from '../errors.ts'
import { raiseCase, type AlarmCaseContext } from './alarm-cases.ts'
import type { AlarmNews } from './alarm-news.ts'
import { alarmSummaryColumns, toAlarmSummary, type AlarmSummaryRow } from './alarm-summary.ts'
import { markAlarms } from './mark-alarms.ts'
import { findAlarms, lockAlarms } from './repository.ts'

type Decision = 'confirmed' | 'refused'

/**
 * Says that a pending alarm is real: its case is raised. Said twice is said once. Throws 404 outside the scope, 409
 * where the alarm was refused or asks nobody.
 */
export async function confirmAlarm(
  transaction: Queryable,
  id: number,
  scopeCode: string,
  context: AlarmCaseContext,
  news: AlarmNews,
): Promise<AlarmSummary> {
  const { alarm, caseRule } = await decide(transaction, 'confirmed', id, scopeCode, news)
  return caseRule === null ? alarm : raiseCase(transaction, alarm, caseRule, context, news)
}

/** Says that a pending alarm is false, which clears it. Said twice is said once. Throws as `confirmAlarm`. */
export async function refuseAlarm(
  transaction: Queryable,
  id: number,
  scopeCode: string,
  context: AlarmCaseContext,
  news: AlarmNews,
): Promise<AlarmSummary> {
  const { alarm } = await decide(transaction, 'refused', id, scopeCode, news)
  const { changed } = await markAlarms(transaction, 'cleared', [id], scopeCode, context.cases, news)
  return changed[0] ?? alarm
}

/** The alarm after the decision; its rule only for the one who has made the decision, so that it is followed once. */
async function decide(
  transaction: Queryable,
  decision: Decision,
  id: number,
  scopeCode: string,
  news: AlarmNews,
): Promise<{ alarm: AlarmSummary; caseRule: CaseRule | null }> {
  await lockAlarms(transaction)
  const { rows } = await transaction.query<AlarmSummaryRow & { case_rule: CaseRule | null }>(
    `with changed as (
       update alarms set confirmation = $3, confirmed_by = $4, confirmed_at = $5
        where id = $1 and area_code like $2 || '%' and confirmation = 'pending' returning *
     )
     select ${alarmSummaryColumns}, alarms.case_rule from changed as alarms`,
    [id, scopeCode, decision, news.actor, news.at],
  )
  if (rows[0] === undefined) return { alarm: await decidedBefore(transaction, decision, id, scopeCode), caseRule: null }
  const alarm = toAlarmSummary(rows[0])
  const change = decision === 'confirmed' ? 'confirm' : 'refuse'
  news.log(id, change)
  news.tell(change, alarm)
  return { alarm, caseRule: rows[0].case_rule }
}

async function decidedBefore(
  transaction: Queryable,
  decision: Decision,
  id: number,
  scopeCode: string,
): Promise<AlarmSummary> {
  const [alarm] = await findAlarms(transaction, [id], scopeCode)
  if (alarm === undefined) throw notFound('alarm', id)
  if (alarm.confirmation === decision) return alarm
  throw conflict('ALARM_STATE', `Alarm ${id} is ${alarm.confirmation}, so it cannot be ${decision}; open: pending.`)
}
