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

/** Acknowledged (a human saw it) and cleared (the condition is gone) are independent. */
export const AlarmSummary = Type.Object({
  id: Type.Integer(),
  deviceId: Type.Integer(),
  deviceKind: Type.String(),
  deviceName: Type.String(),
  type: Type.String(),
  severity: Type.Enum([...SEVERITIES]),
  message: Type.String(),
  value: Type.Union([Type.Number(), Type.Null()]),
  unit: Type.Union([Type.String(), Type.Null()]),
  lng: Type.Number(),
  lat: Type.Number(),
  areaCode: Type.String(),
  occurrences: Type.Integer(),
  startedAt: Type.String(),
  lastAt: Type.String(),
  acknowledged: Type.Boolean(),
  cleared: Type.Boolean(),
  clearedAt: Type.Union([Type.String(), Type.Null()]),
})
export type AlarmSummary = Static<typeof AlarmSummary>

/** `GET /api/alarms`: those that are not yet both acknowledged and cleared, newest first; all with `all=true`. */
export const AlarmsQuery = Type.Object({
  all: Type.Optional(Type.Boolean()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
})
export type AlarmsQuery = Static<typeof AlarmsQuery>
