import type { AlarmSummary, Severity } from '../contract/api/alarms.ts'

/** The columns that `toAlarmSummary` reads of table alarms, or of a `with` term of its rows that goes by that name. */
export const alarmSummaryColumns = `
  alarms.id, alarms.device_id, alarms.worker_id, alarms.type, alarms.severity, alarms.message, alarms.value, alarms.unit,
  coalesce((select kind from devices where id = alarms.device_id),
           (select kind from workers where id = alarms.worker_id)) as source_kind,
  coalesce((select name from devices where id = alarms.device_id),
           (select name from workers where id = alarms.worker_id)) as source_name,
  st_x(alarms.point) as lng, st_y(alarms.point) as lat, alarms.area_code, alarms.occurrences, alarms.started_at,
  alarms.last_at, alarms.acknowledged, alarms.acknowledged_by, alarms.cleared, alarms.cleared_at, alarms.escalation,
  alarms.confirmation, alarms.case_id`

/** A row as `alarmSummaryColumns` selects it. pg gives a bigint as a string. */
export interface AlarmSummaryRow {
  id: string | number
  device_id: number | null
  worker_id: number | null
  source_kind: string
  source_name: string
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
  acknowledged_by: string | null
  cleared: boolean
  cleared_at: Date | null
  escalation: number
  confirmation: AlarmSummary['confirmation']
  case_id: string | null
}

/** An alarm as lists, markers and the feed carry it. */
export function toAlarmSummary(row: AlarmSummaryRow): AlarmSummary {
  return {
    id: Number(row.id),
    sourceType: row.device_id === null ? 'worker' : 'device',
    sourceId: (row.device_id ?? row.worker_id)!,
    sourceKind: row.source_kind,
    sourceName: row.source_name,
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
    acknowledgedBy: row.acknowledged_by,
    cleared: row.cleared,
    clearedAt: row.cleared_at?.toISOString() ?? null,
    escalation: row.escalation,
    confirmation: row.confirmation,
    caseId: row.case_id === null ? null : Number(row.case_id),
  }
}
