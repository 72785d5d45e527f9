import Type, { type Static } from 'typebox'

const ClockTime = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })

/** Hours of some days of the week on the city's clock, Monday is 1. A span that does not end after it begins, as
 * 22:00–06:00 or 00:00–00:00, ends on the next day; the day is that on which it begins. */
export const ShiftSpan = Type.Object(
  {
    days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7, uniqueItems: true }),
    from: ClockTime,
    to: ClockTime,
  },
  { additionalProperties: false },
)
export type ShiftSpan = Static<typeof ShiftSpan>

/** `PUT /api/shift-patterns/:code`. A pattern without spans is never on duty; a worker without a pattern always is. */
export const ShiftPatternBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 40 }),
    nameEn: Type.String({ minLength: 1, maxLength: 40 }),
    spans: Type.Array(ShiftSpan, { maxItems: 50 }),
  },
  { additionalProperties: false },
)
export type ShiftPatternBody = Static<typeof ShiftPatternBody>

/** `GET /api/shift-patterns`, by code. */
export const ShiftPattern = Type.Object({
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  spans: Type.Array(ShiftSpan),
})
export type ShiftPattern = Static<typeof ShiftPattern>

export const DUTY_STATES = ['idle', 'silent', 'out-of-area', 'sos'] as const
/** What can be said of a worker beside that he is on duty. */
export type DutyState = (typeof DUTY_STATES)[number]

/** `GET /api/workers/:id/duty`: whether a worker is on duty, by what, and until when; null: without end. `states` hold
 * now, the gravest first. */
export const WorkerDuty = Type.Object({
  onDuty: Type.Boolean(),
  pattern: Type.Union([Type.Null(), Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() })]),
  until: Type.Union([Type.String(), Type.Null()]),
  states: Type.Array(Type.Object({ state: Type.Enum([...DUTY_STATES]), since: Type.String() })),
})
export type WorkerDuty = Static<typeof WorkerDuty>

/** `GET /api/workers/:id/duty-events?from=&to=` (default: the last 24 hours): those that overlap, oldest first; `to` is
 * null while one lasts. */
export const DutyEvent = Type.Object({
  id: Type.Integer(),
  state: Type.Enum([...DUTY_STATES]),
  from: Type.String(),
  to: Type.Union([Type.String(), Type.Null()]),
})
export type DutyEvent = Static<typeof DutyEvent>

export const PeriodQuery = Type.Object({
  from: Type.Optional(Type.String({ format: 'date-time' })),
  to: Type.Optional(Type.String({ format: 'date-time' })),
})
export type PeriodQuery = Static<typeof PeriodQuery>

/** `GET /api/duty/summary?area=`: of the workers of an area, how many are on and off duty by their shifts, and of how
 * many something else is true; each of these is counted once, by the gravest. */
export const DutySummary = Type.Object({
  areaCode: Type.String(),
  workers: Type.Integer(),
  onDuty: Type.Integer(),
  offDuty: Type.Integer(),
  online: Type.Integer(),
  idle: Type.Integer(),
  silent: Type.Integer(),
  outOfArea: Type.Integer(),
  sos: Type.Integer(),
})
export type DutySummary = Static<typeof DutySummary>

/** `POST /api/workers/shift-pattern`: gives workers a pattern, or none: those named, or all of an area, or of those the
 * ones of a kind of employment. */
export const AssignPatternBody = Type.Object(
  {
    pattern: Type.Union([Type.String({ minLength: 1, maxLength: 40 }), Type.Null()]),
    ids: Type.Optional(Type.Array(
      Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }), { minItems: 1, maxItems: 10_000, uniqueItems: true },
    )),
    area: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    employment: Type.Optional(Type.Enum(['full', 'part'])),
  },
  { additionalProperties: false },
)
export type AssignPatternBody = Static<typeof AssignPatternBody>

/** `POST /api/workers/:id/duty-exceptions`: on or off duty whatever the pattern says, from ≤ t < to. */
export const DutyExceptionBody = Type.Object(
  {
    from: Type.String({ format: 'date-time' }),
    to: Type.String({ format: 'date-time' }),
    onDuty: Type.Boolean(),
    note: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
)
export type DutyExceptionBody = Static<typeof DutyExceptionBody>

/** `GET /api/workers/:id/duty-exceptions`: those that have not ended, in the order in which they were made. */
export const DutyException = Type.Object({
  id: Type.Integer(),
  workerId: Type.Integer(),
  from: Type.String(),
  to: Type.String(),
  onDuty: Type.Boolean(),
  note: Type.String(),
  madeBy: Type.String(),
})
export type DutyException = Static<typeof DutyException>

/** `GET /api/field/off-duty?from=&to=` (default: the last 24 hours): how many fixes came outside shifts, by the hour in
 * which they were taken (UTC) and district; null is outside all. They name nobody. */
export const OffDutyCount = Type.Object({
  hour: Type.String(),
  districtCode: Type.Union([Type.String(), Type.Null()]),
  fixes: Type.Integer(),
})
export type OffDutyCount = Static<typeof OffDutyCount>
