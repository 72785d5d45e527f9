import type { DeviceKindBody, DeviceKindEntry } from '../contract/api/sensors.ts'
import type { Queryable } from '../db/database.ts'

/** All kinds by name, with how many devices each has. */
export async function listKinds(database: Queryable): Promise<DeviceKindEntry[]> {
  const { rows } = await database.query<DeviceKindEntry>(
    `select kind, name, name_en as "nameEn", alarm_type as "alarmType", alarm_name as "alarmName",
            alarm_name_en as "alarmNameEn", severity, definition,
            (select count(*)::int from devices where devices.kind = device_kinds.kind and not retired) as devices
       from device_kinds order by kind`,
  )
  return rows
}

/** Writes a new kind; false where there is one of that name. */
export async function insertKind(transaction: Queryable, kind: string, body: DeviceKindBody): Promise<boolean> {
  const { rowCount } = await transaction.query(
    `insert into device_kinds (kind, name, name_en, alarm_type, alarm_name, alarm_name_en, severity, definition)
     values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb) on conflict do nothing`,
    columnsOf(kind, body),
  )
  return rowCount === 1
}

/** Writes a kind anew; false where there is none of that name. */
export async function updateKind(transaction: Queryable, kind: string, body: DeviceKindBody): Promise<boolean> {
  const { rowCount } = await transaction.query(
    `update device_kinds set name = $2, name_en = $3, alarm_type = $4, alarm_name = $5, alarm_name_en = $6,
            severity = $7, definition = $8::jsonb
      where kind = $1`,
    columnsOf(kind, body),
  )
  return rowCount === 1
}

function columnsOf(kind: string, body: DeviceKindBody): unknown[] {
  const { name, nameEn, alarmType, alarmName, alarmNameEn, severity, definition } = body
  return [kind, name, nameEn, alarmType, alarmName, alarmNameEn, severity, JSON.stringify(definition)]
}
