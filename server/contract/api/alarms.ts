import Type, { type Static } from 'typebox'

export const SEVERITIES = ['critical', 'major', 'minor', 'warning'] as const
export type Severity = (typeof SEVERITIES)[number]

/** `POST /api/alarms`. One uncleared alarm per (device, type): a repeat counts up. `cleared: true` ends it. */
export const NewAlarmBody = Type.Object(
  {
    device: Type.String({ minLength: 1, maxLength: 64 }),
    type: Type.String({ minLength: 1, maxLength: 64 }),
    severity: Type.Optional(Type.Enum([...SEVERITIES])),
    message: Type.Optional(Type.String({ maxLength: 500 })),
    value: Type.Optional(Type.Number()),
    unit: Type.Optional(Type.String({ maxLength: 16 })),
    at: Type.Optional(Type.String({ format: 'date-time' })),
    cleared: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type NewAlarmBody = Static<typeof NewAlarmBody>

/** Acknowledged (a human saw it) and cleared (the condition is gone) are independent. `sourceKind` is the kind of the
 * device, or 'person' or 'vehicle' of the worker, who gave the alarm. */
export const AlarmSummary = Type.Object({
  id: Type.Integer(),
  sourceType: Type.Enum(['device', 'worker']),
  sourceId: Type.Integer(),
  sourceKind: Type.String(),
  sourceName: Type.String(),
  type: Type.String(),
  severity: Type.Enum([...SEVERITIES]),
  message: Type.String(),
  value: Type.Union([Type.Number(), Type.Null()]),
  unit: Type.Union([Type.String(), Type.Null()]),
  /** Where the device stands, or where the worker was when the alarm was last given. */
  lng: Type.Number(),
  lat: Type.Number(),
  areaCode: Type.String(),
  occurrences: Type.Integer(),
  startedAt: Type.String(),
  lastAt: Type.String(),
  acknowledged: Type.Boolean(),
  acknowledgedBy: Type.Union([Type.String(), Type.Null()]),
  cleared: Type.Boolean(),
  clearedAt: Type.Union([Type.String(), Type.Null()]),
  /** How often it was passed on because nobody had acknowledged it. */
  escalation: Type.Integer(),
  /** 'pending' asks a person whether it is real before it becomes a case. */
  confirmation: Type.Enum(['not-needed', 'pending', 'confirmed', 'refused']),
  caseId: Type.Union([Type.Integer(), Type.Null()]),
})
export type AlarmSummary = Static<typeof AlarmSummary>

/** A worker's call for help: an alarm that is at the top of every desk. */
export const SOS_ALARM_TYPE = 'sos'
/** A device that was not heard for longer than its kind allows. */
export const SILENT_ALARM_TYPE = 'silent'

/** `GET /api/alarms`: those that are not yet both acknowledged and cleared, newest first; all with `all=true`. */
export const AlarmsQuery = Type.Object({
  all: Type.Optional(Type.Boolean()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
})
export type AlarmsQuery = Static<typeof AlarmsQuery>

/** `POST /api/alarms/acknowledge` and `/api/alarms/clear`: many at once. */
export const BulkAlarmsBody = Type.Object(
  { ids: Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 1000, uniqueItems: true }) },
  { additionalProperties: false },
)
export type BulkAlarmsBody = Static<typeof BulkAlarmsBody>

/** What was asked for, by what came of it. `unknown`: no such alarm in the scope. */
export const BulkAlarmsReply = Type.Object({
  changed: Type.Array(AlarmSummary),
  unchanged: Type.Array(Type.Integer()),
  unknown: Type.Array(Type.Integer()),
})
export type BulkAlarmsReply = Static<typeof BulkAlarmsReply>

/** One line of an alarm's log, `GET /api/alarms/:id/events`, oldest first. */
export const AlarmEvent = Type.Object({
  at: Type.String(),
  kind: Type.String(),
  actor: Type.String(),
  note: Type.String(),
})
export type AlarmEvent = Static<typeof AlarmEvent>
