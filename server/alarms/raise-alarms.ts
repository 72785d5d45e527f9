import type { AlarmSummary, Severity } from '../contract/api/alarms.ts'
import { SEVERITIES } from '../contract/api/alarms.ts'
import type { CaseRule } from '../contract/api/sensors.ts'
import type { Queryable } from '../db/database.ts'
import { alarmSummaryColumns, toAlarmSummary, type AlarmSummaryRow } from './alarm-summary.ts'

/** A trigger, or several that were folded into one, of a source that is known. Times are epoch milliseconds. */
export interface Trigger {
  sourceId: number
  type: string
  severity: Severity
  message: string
  value: number | null
  unit: string | null
  firstAtMs: number
  lastAtMs: number
  occurrences: number
  lng: number
  lat: number
  areaCode: string
  caseRule: CaseRule | null
  detail: Record<string, unknown>
}

/** An alarm after its trigger. */
export interface Raised {
  alarm: AlarmSummary
  isNew: boolean
  severityRose: boolean
  caseRule: CaseRule | null
}

/**
 * Raises alarms of devices or of workers, or counts the uncleared ones up: the severity may rise, text, value and place
 * are those of the newest trigger, and who has acknowledged it stays, as does the area, whose desk has the alarm. Safe
 * for any number at once: a partial unique index allows one uncleared alarm for each source and type, and the update
 * waits for the insert that came first. No source and type may come twice in `triggers`. One is missing in the answer
 * where it is the very record that a cleared alarm heard last: it was sent again, and nothing has happened since.
 */
export async function raiseAlarms(
  transaction: Queryable,
  sourceType: 'device' | 'worker',
  triggers: readonly Trigger[],
  now: Date,
): Promise<Raised[]> {
  if (triggers.length === 0) return []
  const source = `${sourceType}_id`
  const { rows } = await transaction.query<
    AlarmSummaryRow & { is_new: boolean; severity_rose: boolean; case_rule: CaseRule | null }
  >(
    `with given as (
       select "sourceId" as source_id, type, severity, message, value, unit, occurrences, "caseRule" as case_rule, detail,
              to_timestamp("firstAtMs" / 1000.0) as first_at, to_timestamp("lastAtMs" / 1000.0) as last_at,
              st_setsrid(st_makepoint(lng, lat), 4326) as point, "areaCode" as area_code
         from jsonb_to_recordset($1::jsonb) as trigger (
           "sourceId" int, type text, severity text, message text, value float8, unit text, "firstAtMs" numeric,
           "lastAtMs" numeric, occurrences int, lng float8, lat float8, "areaCode" text, "caseRule" jsonb, detail jsonb)
     ), changed as (
       insert into alarms (
         ${source}, type, severity, message, value, unit, point, area_code, occurrences, started_at, last_at,
         severity_since, confirmation, case_rule, detail
       )
       select source_id, type, severity, message, value, unit, point, area_code, occurrences, first_at, last_at, $2,
              case when (case_rule ->> 'needsConfirmation')::boolean then 'pending' else 'not-needed' end,
              case_rule, detail
         from given
        where not exists (
          select 1 from alarms as told where told.${source} = given.source_id and told.type = given.type
             and told.cleared and told.last_at = given.last_at)
        order by source_id, type
       on conflict (${source}, type) where not cleared${sourceType === 'worker' ? ' and worker_id is not null' : ''}
       do update set
         occurrences = alarms.occurrences + excluded.occurrences,
         severity = case when ${rises} then excluded.severity else alarms.severity end,
         severity_since = case when ${rises} then $2 else alarms.severity_since end,
         severity_occurrence = case when ${rises} then alarms.occurrences + excluded.occurrences
                               else alarms.severity_occurrence end,
         message = case when ${isNewest} then excluded.message else alarms.message end,
         value = case when ${isNewest} then excluded.value else alarms.value end,
         unit = case when ${isNewest} then excluded.unit else alarms.unit end,
         point = case when ${isNewest} then excluded.point else alarms.point end,
         detail = case when ${isNewest} then excluded.detail else alarms.detail end,
         last_at = greatest(alarms.last_at, excluded.last_at)
       returning *, xmax = 0 as is_new
     )
     select ${alarmSummaryColumns}, alarms.case_rule, alarms.is_new,
            not alarms.is_new and alarms.severity_occurrence = alarms.occurrences as severity_rose
       from changed as alarms order by alarms.id`,
    [JSON.stringify(triggers), now, SEVERITIES],
  )
  return rows.map((row) => ({
    alarm: toAlarmSummary(row),
    isNew: row.is_new,
    severityRose: row.severity_rose,
    caseRule: row.case_rule,
  }))
}

const rises = 'array_position($3::text[], excluded.severity) < array_position($3::text[], alarms.severity)'
const isNewest = 'excluded.last_at >= alarms.last_at'
