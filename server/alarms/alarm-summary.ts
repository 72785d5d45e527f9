import type { AlarmSummary, Severity } from '../contract/api/alarms.ts'

/** The columns that `toAlarmSummary` reads, of `alarms join devices on devices.id = alarms.device_id`. */
export const alarmSummaryColumns = `
  alarms.id, alarms.device_id, devices.kind as device_kind, devices.name as device_name, alarms.type, alarms.severity,
  alarms.message, alarms.value, alarms.unit, st_x(alarms.point) as lng, st_y(alarms.point) as lat, alarms.area_code,
  alarms.occurrences, alarms.started_at, alarms.last_at, alarms.acknowledged, alarms.cleared, alarms.cleared_at`

/** A row as `alarmSummaryColumns` selects it. pg gives a bigint as a string. */
export interface AlarmSummaryRow {
  id: string | number
  device_id: number
  device_kind: string
  device_name: string
  type: string
  severity: Severity
  message: string
  value: number | null
  unit: string | null
  lng: number
  lat: number
  area_code: string
  occurrences: number
  started_at: Date
  last_at: Date
  acknowledged: boolean
  cleared: boolean
  cleared_at: Date | null
}

/** An alarm as lists, markers and the feed carry it. */
export function toAlarmSummary(row: AlarmSummaryRow): AlarmSummary {
  return {
    id: Number(row.id),
    deviceId: row.device_id,
    deviceKind: row.device_kind,
    deviceName: row.device_name,
    type: row.type,
    severity: row.severity,
    message: row.message,
    value: row.value,
    unit: row.unit,
    lng: row.lng,
    lat: row.lat,
    areaCode: row.area_code,
    occurrences: row.occurrences,
    startedAt: row.started_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    acknowledged: row.acknowledged,
    cleared: row.cleared,
    clearedAt: row.cleared_at?.toISOString() ?? null,
  }
}
