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

/** `GET /api/alarms`: those that are not yet both acknowledged and cleared, newest first, or all with `all=true`. Calls
 * for help that are not cleared come before everything, so that no limit cuts them off. */
export const AlarmsQuery = Type.Object({
  all: Type.Optional(Type.Boolean()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
})
export type AlarmsQuery = Static<typeof AlarmsQuery>

/** `POST /api/alarms/acknowledge` and `/api/alarms/clear`: many at once. */
export const BulkAlarmsBody = Type.Object(
  {
    ids: Type.Array(
      Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), { minItems: 1, maxItems: 1000, uniqueItems: true },
    ),
  },
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

/** `severity`: it rose, to what the note says. `case`: one was raised, whose number is the note; `case-failed`: none
 * could be, and the note says why. */
export const ALARM_EVENT_KINDS = [
  'raise', 'severity', 'acknowledge', 'clear', 'escalate', 'confirm', 'refuse', 'case', 'case-failed', 'comment',
] as const
export type AlarmEventKind = (typeof ALARM_EVENT_KINDS)[number]

/** One line of an alarm's log, `GET /api/alarms/:id/events`, oldest first. */
export const AlarmEvent = Type.Object({
  at: Type.String(),
  kind: Type.Enum([...ALARM_EVENT_KINDS]),
  actor: Type.String(),
  note: Type.String(),
})
export type AlarmEvent = Static<typeof AlarmEvent>

/** `POST /api/alarms/:id/comments`. */
export const AlarmCommentBody = Type.Object(
  { text: Type.String({ minLength: 1, maxLength: 1000 }) },
  { additionalProperties: false },
)
export type AlarmCommentBody = Static<typeof AlarmCommentBody>

/** An alarm that nobody has acknowledged `afterSeconds` after it got its severity is passed on; `note`: to whom. */
const EscalationSteps = Type.Array(
  Type.Object(
    {
      afterSeconds: Type.Integer({ minimum: 5, maximum: 30 * 86_400 }),
      note: Type.Optional(Type.String({ maxLength: 200 })),
    },
    { additionalProperties: false },
  ),
  { maxItems: 10 },
)

/** `GET` and `PUT /api/alarms/escalation`: the steps of each severity, each later than the one before; row 'escalation'
 * of table settings. */
export const EscalationPolicy = Type.Object(
  { critical: EscalationSteps, major: EscalationSteps, minor: EscalationSteps, warning: EscalationSteps },
  { additionalProperties: false },
)
export type EscalationPolicy = Static<typeof EscalationPolicy>

export const DEFAULT_ESCALATION_POLICY: EscalationPolicy = {
  critical: [
    { afterSeconds: 60, note: '值班长 · Duty leader' },
    { afterSeconds: 180, note: '区指挥中心 · District centre' },
    { afterSeconds: 600, note: '市指挥中心 · City centre' },
  ],
  major: [
    { afterSeconds: 300, note: '值班长 · Duty leader' },
    { afterSeconds: 900, note: '区指挥中心 · District centre' },
  ],
  minor: [{ afterSeconds: 1800, note: '值班长 · Duty leader' }],
  warning: [],
}
