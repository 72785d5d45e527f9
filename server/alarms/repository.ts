import type { AlarmEvent, AlarmSummary, Severity } from '../contract/api/alarms.ts'
import { SOS_ALARM_TYPE } from '../contract/api/alarms.ts'
import type { SensorDefinition } from '../contract/api/sensors.ts'
import type { Queryable } from '../db/database.ts'
import { alarmSummaryColumns, toAlarmSummary, type AlarmSummaryRow } from './alarm-summary.ts'

/** Key of the advisory lock of all that changes alarms: 'alrm' in ASCII. */
const ALARMS_LOCK = 0x616c726d

/**
 * Waits until nobody else is changing alarms, up to the end of the transaction. Whoever changes several would otherwise
 * wait for another who has them in another order. The first thing of every transaction that changes an alarm; cases,
 * then the feed are locked after it, never before.
 */
export async function lockAlarms(transaction: Queryable): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock($1)', [ALARMS_LOCK])
}

/** What an alarm needs to know of the device that sends it. */
export interface AlarmDevice {
  id: number
  kind: string
  alarmType: string
  alarmName: string
  severity: Severity
  definition: SensorDefinition
}

/** A device in the scope by its key, with what its kind can raise, or null; also where it is retired. */
export async function findDevice(database: Queryable, key: string, scopeCode: string): Promise<AlarmDevice | null> {
  const { rows } = await database.query<AlarmDevice>(
    `select devices.id, device_kinds.kind, alarm_type as "alarmType", alarm_name as "alarmName", severity, definition
       from devices join device_kinds on device_kinds.kind = devices.kind
      where devices.key = $1 and not retired and devices.area_code like $2 || '%'`,
    [key, scopeCode],
  )
  return rows[0] ?? null
}

/** The latest alarm of a device and type, cleared or not, or null. */
export async function findLatest(database: Queryable, deviceId: number, type: string): Promise<AlarmSummary | null> {
  const { rows } = await database.query<AlarmSummaryRow>(
    `select ${alarmSummaryColumns} from alarms
      where device_id = $1 and type = $2 order by alarms.id desc limit 1`,
    [deviceId, type],
  )
  return rows[0] === undefined ? null : toAlarmSummary(rows[0])
}

/** The alarms of these ids that lie in the scope, by id. */
export async function findAlarms(
  database: Queryable,
  ids: readonly number[],
  scopeCode: string,
): Promise<AlarmSummary[]> {
  const { rows } = await database.query<AlarmSummaryRow>(
    `select ${alarmSummaryColumns} from alarms
      where alarms.id = any($1) and alarms.area_code like $2 || '%' order by alarms.id`,
    [ids, scopeCode],
  )
  return rows.map(toAlarmSummary)
}

/**
 * Alarms in the scope, newest first: all, or those that are not yet both acknowledged and cleared. Calls for help that
 * are not cleared come before everything, so that no limit cuts them off.
 */
export async function listAlarms(
  database: Queryable,
  scopeCode: string,
  all: boolean,
  limit: number,
): Promise<AlarmSummary[]> {
  const { rows } = await database.query<AlarmSummaryRow>(
    `select ${alarmSummaryColumns} from alarms
      where alarms.area_code like $1 || '%' ${all ? '' : 'and not (alarms.acknowledged and alarms.cleared)'}
      order by (alarms.type = $3 and not alarms.cleared) desc, alarms.started_at desc, alarms.id desc limit $2`,
    [scopeCode, limit, SOS_ALARM_TYPE],
  )
  return rows.map(toAlarmSummary)
}

/** The log of an alarm, oldest first. */
export async function listEvents(database: Queryable, alarmId: number): Promise<AlarmEvent[]> {
  const { rows } = await database.query<Omit<AlarmEvent, 'at'> & { at: Date }>(
    'select at, kind, actor, note from alarm_events where alarm_id = $1 order by id',
    [alarmId],
  )
  return rows.map(({ at, ...line }) => ({ at: at.toISOString(), ...line }))
}
