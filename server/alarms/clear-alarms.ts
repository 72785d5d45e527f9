import type { AlarmSummary } from '../contract/api/alarms.ts'
import type { Queryable } from '../db/database.ts'
import { alarmSummaryColumns, toAlarmSummary, type AlarmSummaryRow } from './alarm-summary.ts'

/** The end of a condition at a source. */
export interface ClearSignal {
  sourceId: number
  type: string
  atMs: number
}

/**
 * Clears the uncleared alarms of these sources and types and answers them. Positions come in any order: the alarm of a
 * worker stays where it was given again after `atMs`. No source and type may come twice in `clears`.
 */
export async function clearBySource(
  transaction: Queryable,
  sourceType: 'device' | 'worker',
  clears: readonly ClearSignal[],
  actor: string,
): Promise<AlarmSummary[]> {
  if (clears.length === 0) return []
  const { rows } = await transaction.query<AlarmSummaryRow>(
    `with given as (
       select "sourceId" as source_id, type, to_timestamp("atMs" / 1000.0) as at
         from jsonb_to_recordset($1::jsonb) as clear ("sourceId" int, type text, "atMs" numeric)
     ), changed as (
       update alarms set cleared = true, cleared_at = greatest(given.at, alarms.started_at), cleared_by = $2
         from given
        where alarms.${sourceType}_id = given.source_id and alarms.type = given.type and not alarms.cleared
          ${sourceType === 'worker' ? 'and alarms.last_at <= given.at' : ''}
       returning alarms.*
     )
     select ${alarmSummaryColumns} from changed as alarms order by alarms.id`,
    [JSON.stringify(clears), actor],
  )
  return rows.map(toAlarmSummary)
}
