import { SEVERITIES, type AlarmSummary, type Severity } from '../contract/api/alarms.ts'
import type { Queryable } from '../db/database.ts'
import { alarmSummaryColumns, toAlarmSummary, type AlarmSummaryRow } from './alarm-summary.ts'

/** What an alarm needs to know of the device that sends it. */
export interface AlarmDevice {
  id: number
  kind: string
  alarmType: string
  alarmName: string
  severity: Severity
}

/** An alarm as it now is, and whether this changed it. */
export interface AlarmOutcome {
  alarm: AlarmSummary
  changed: boolean
}

/** A device in the scope by its key, with what its kind can raise, or null. */
export async function findDevice(database: Queryable, key: string, scopeCode: string): Promise<AlarmDevice | null> {
  const { rows } = await database.query<AlarmDevice>(
    `select devices.id, device_kinds.kind, alarm_type as "alarmType", alarm_name as "alarmName", severity
       from devices join device_kinds on device_kinds.kind = devices.kind
      where devices.key = $1 and devices.area_code like $2 || '%'`,
    [key, scopeCode],
  )
  return rows[0] ?? null
}

/** A triggered alarm. Times are epoch milliseconds. */
export interface Trigger {
  deviceId: number
  type: string
  severity: Severity
  message: string
  value: number | null
  unit: string | null
  atMs: number
}

/**
 * Raises an alarm, or counts the uncleared one of the same device and type up: the severity may rise, the text and the
 * value are those of the latest trigger, and who has acknowledged it stays. Safe for any number at once: the partial
 * unique index allows one uncleared alarm, and the update waits for the insert that came first.
 */
export async function triggerAlarm(transaction: Queryable, trigger: Trigger): Promise<AlarmSummary> {
  const { rows } = await transaction.query<AlarmSummaryRow>(
    `with changed as (
       insert into alarms (device_id, type, severity, message, value, unit, point, area_code, started_at, last_at)
       select id, $2, $3, $4, $5, $6, point, area_code, $7, $7 from devices where id = $1
       on conflict (device_id, type) where not cleared do update set
         occurrences = alarms.occurrences + 1,
         severity = case
           when array_position($8::text[], excluded.severity) < array_position($8::text[], alarms.severity)
           then excluded.severity else alarms.severity end,
         message = case when excluded.last_at >= alarms.last_at then excluded.message else alarms.message end,
         value = case when excluded.last_at >= alarms.last_at then excluded.value else alarms.value end,
         unit = case when excluded.last_at >= alarms.last_at then excluded.unit else alarms.unit end,
         last_at = greatest(alarms.last_at, excluded.last_at)
       returning *
     )
     select ${alarmSummaryColumns} from changed as alarms`,
    [
      trigger.deviceId,
      trigger.type,
      trigger.severity,
      trigger.message,
      trigger.value,
      trigger.unit,
      new Date(trigger.atMs),
      SEVERITIES,
    ],
  )
  return toAlarmSummary(rows[0])
}

/** Clears the uncleared alarm of a device and type. Where none is uncleared, the latest as it is; null without any. */
export async function clearByDevice(
  transaction: Queryable,
  deviceId: number,
  type: string,
  actor: string,
  at: Date,
): Promise<AlarmOutcome | null> {
  const { rows } = await transaction.query<AlarmSummaryRow>(
    `with changed as (
       update alarms set cleared = true, cleared_at = greatest($3, started_at), cleared_by = $4
        where device_id = $1 and type = $2 and not cleared returning *
     )
     select ${alarmSummaryColumns} from changed as alarms`,
    [deviceId, type, at, actor],
  )
  if (rows[0] !== undefined) return { alarm: toAlarmSummary(rows[0]), changed: true }
  const latest = await transaction.query<AlarmSummaryRow>(
    `select ${alarmSummaryColumns} from alarms
      where device_id = $1 and type = $2 order by alarms.id desc limit 1`,
    [deviceId, type],
  )
  return latest.rows[0] === undefined ? null : { alarm: toAlarmSummary(latest.rows[0]), changed: false }
}

/** What a person does to an alarm: the two are independent, and each can be done once. */
export type AlarmMark = 'acknowledged' | 'cleared'

/** Acknowledges or clears an alarm in the scope; unchanged where that was done before. Null where there is none. */
export async function markAlarm(
  transaction: Queryable,
  mark: AlarmMark,
  id: number,
  scopeCode: string,
  actor: string,
  at: Date,
): Promise<AlarmOutcome | null> {
  const { rows } = await transaction.query<AlarmSummaryRow>(
    `with changed as (
       update alarms set ${mark} = true, ${mark}_at = $3, ${mark}_by = $4
        where id = $1 and area_code like $2 || '%' and not ${mark} returning *
     )
     select ${alarmSummaryColumns} from changed as alarms`,
    [id, scopeCode, at, actor],
  )
  if (rows[0] !== undefined) return { alarm: toAlarmSummary(rows[0]), changed: true }
  const known = await transaction.query<AlarmSummaryRow>(
    `select ${alarmSummaryColumns} from alarms
      where alarms.id = $1 and alarms.area_code like $2 || '%'`,
    [id, scopeCode],
  )
  return known.rows[0] === undefined ? null : { alarm: toAlarmSummary(known.rows[0]), changed: false }
}

/** Alarms in the scope, newest first: all, or those that are not yet both acknowledged and cleared. */
export async function listAlarms(
  database: Queryable,
  scopeCode: string,
  all: boolean,
  limit: number,
): Promise<AlarmSummary[]> {
  const { rows } = await database.query<AlarmSummaryRow>(
    `select ${alarmSummaryColumns} from alarms
      where alarms.area_code like $1 || '%' ${all ? '' : 'and not (alarms.acknowledged and alarms.cleared)'}
      order by alarms.started_at desc, alarms.id desc limit $2`,
    [scopeCode, limit],
  )
  return rows.map(toAlarmSummary)
}
