import type { EscalationPolicy } from '../contract/api/alarms.ts'
import type { Queryable } from '../db/database.ts'
import type { AlarmNews } from './alarm-news.ts'
import { alarmSummaryColumns, toAlarmSummary, type AlarmSummaryRow } from './alarm-summary.ts'
import { lockAlarms } from './repository.ts'

/**
 * Passes on what nobody has acknowledged for as long as the policy says, counted up to `news.at` from when the alarm
 * got its severity. An alarm of which several steps are due takes them at once. Any number of processes may do this
 * together: each step of an alarm is taken once.
 */
export async function escalateAlarms(transaction: Queryable, policy: EscalationPolicy, news: AlarmNews): Promise<void> {
  const steps = Object.entries(policy).flatMap(([severity, steps]) =>
    steps.map(({ afterSeconds, note = '' }, place) => ({ severity, level: place + 1, afterSeconds, note })))
  if (steps.length === 0) return
  await lockAlarms(transaction)
  const { rows } = await transaction.query<AlarmSummaryRow>(
    `with steps as (
       select * from jsonb_to_recordset($1::jsonb) as step (severity text, level int, "afterSeconds" int)
     ), due as (
       select alarms.id, max(level) as level
         from alarms join steps on steps.severity = alarms.severity
        where not acknowledged and not cleared and level > escalation
          and severity_since <= $2::timestamptz - make_interval(secs => "afterSeconds")
        group by alarms.id
     ), changed as (
       update alarms set escalation = due.level from due where alarms.id = due.id returning alarms.*
     )
     select ${alarmSummaryColumns} from changed as alarms order by alarms.id`,
    [JSON.stringify(steps), news.at],
  )
  for (const alarm of rows.map(toAlarmSummary)) {
    const step = steps.find(({ severity, level }) => severity === alarm.severity && level === alarm.escalation)
    news.log(alarm.id, 'escalate', step?.note)
    news.tell('escalate', alarm)
  }
}
