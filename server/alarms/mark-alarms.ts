import type { AlarmSummary } from '../contract/api/alarms.ts'
import type { CaseBook } from '../cases/case-book.ts'
import type { Queryable } from '../db/database.ts'
import { endCases } from './alarm-cases.ts'
import type { AlarmNews } from './alarm-news.ts'
import { alarmSummaryColumns, toAlarmSummary, type AlarmSummaryRow } from './alarm-summary.ts'
import { findAlarms, lockAlarms } from './repository.ts'

/** What a person does to alarms: the two are independent, and each can be done once. */
export type AlarmMark = 'acknowledged' | 'cleared'

/** The alarms that were found in the scope: those that the mark changed, and those that had it before. */
export interface MarkOutcome {
  changed: AlarmSummary[]
  unchanged: AlarmSummary[]
}

/** Acknowledges or clears alarms of the scope, once each: whoever comes second finds them done. */
export async function markAlarms(
  transaction: Queryable,
  mark: AlarmMark,
  ids: readonly number[],
  scopeCode: string,
  cases: CaseBook,
  news: AlarmNews,
): Promise<MarkOutcome> {
  await lockAlarms(transaction)
  const { rows } = await transaction.query<AlarmSummaryRow>(
    `with changed as (
       update alarms set ${mark} = true, ${mark}_at = $3, ${mark}_by = $4
        where id = any($1) and area_code like $2 || '%' and not ${mark} returning *
     )
     select ${alarmSummaryColumns} from changed as alarms order by alarms.id`,
    [ids, scopeCode, news.at, news.actor],
  )
  const changed = rows.map(toAlarmSummary)
  const change = mark === 'cleared' ? 'clear' : 'acknowledge'
  for (const alarm of changed) {
    news.log(alarm.id, change)
    news.tell(change, alarm)
  }
  if (mark === 'cleared') await endCases(transaction, changed, cases, news)
  const done = new Set(changed.map(({ id }) => id))
  const others = ids.filter((id) => !done.has(id))
  return { changed, unchanged: others.length === 0 ? [] : await findAlarms(transaction, others, scopeCode) }
}
