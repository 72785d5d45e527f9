import Type, { type Static } from 'typebox'
import { CASE_COLOURS } from './cases.ts'

/** The four kinds of time: 紧急工作时 (24 hours a day), 工作时, 工作日, 自然日. */
export const TIME_KINDS = ['urgent-hour', 'working-hour', 'working-day', 'natural-day'] as const
export type TimeKind = (typeof TIME_KINDS)[number]

/** What of a case has a limit: 受理, 派遣, 办结, 反馈. */
export const LIMIT_STAGES = ['accept', 'dispatch', 'handle', 'feedback'] as const
export type LimitStage = (typeof LIMIT_STAGES)[number]

/** 即时督办, 书面督办, 现场督办, 提请督办. */
export const SUPERVISION_KINDS = ['instant', 'written', 'on-site', 'referral'] as const
export type SupervisionKind = (typeof SUPERVISION_KINDS)[number]

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Day = Type.String({ format: 'date' })
const Clock = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$' })

/** A day that differs from the week: off is a holiday, not off a weekend that is worked 调休. */
export const CalendarDay = Type.Object(
  { date: Day, name: Type.String({ minLength: 1, maxLength: 64 }), isOffDay: Type.Boolean() },
  { additionalProperties: false },
)
export type CalendarDay = Static<typeof CalendarDay>

/** `PUT /api/calendar/:year`: the whole year, also as files of the usual public form have it, which a notice's text may
 * be missing from. */
export const CalendarYearBody = Type.Object(
  {
    $schema: Type.Optional(Type.String({ maxLength: 400 })),
    $id: Type.Optional(Type.String({ maxLength: 400 })),
    year: Type.Optional(Type.Integer({ minimum: 2000, maximum: 2100 })),
    papers: Type.Optional(Type.Array(Type.String({ maxLength: 400 }), { maxItems: 20 })),
    source: Type.Optional(Type.String({ minLength: 1, maxLength: 400 })),
    days: Type.Array(CalendarDay, { minItems: 1, maxItems: 366 }),
  },
  { additionalProperties: false },
)
export type CalendarYearBody = Static<typeof CalendarYearBody>

/** `GET /api/calendar/:year`. `known` false: limits of that year fall back to Monday to Friday. */
export const CalendarYear = Type.Object({
  year: Type.Integer(),
  known: Type.Boolean(),
  source: Type.String(),
  days: Type.Array(CalendarDay),
})
export type CalendarYear = Static<typeof CalendarYear>

/** `GET`, `PUT /api/clocks/settings`: office hours by the city's clocks, and what share of a limit is used when it
 * turns yellow; so many yellow cards of a unit within so many days make a red one. */
export const ClockSettings = Type.Object(
  {
    officeHours: Type.Array(Type.Object({ from: Clock, to: Clock }, { additionalProperties: false }), {
      minItems: 1, maxItems: 6,
    }),
    yellowAfterShare: Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }),
    cardLadder: Type.Object(
      { yellows: Type.Integer({ minimum: 2, maximum: 20 }), withinDays: Type.Integer({ minimum: 1, maximum: 366 }) },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
)
export type ClockSettings = Static<typeof ClockSettings>

export const DEFAULT_CLOCK_SETTINGS: ClockSettings = {
  officeHours: [{ from: '08:30', to: '12:00' }, { from: '13:30', to: '17:30' }],
  yellowAfterShare: 2 / 3,
  cardLadder: { yellows: 3, withinDays: 90 },
}

/** `GET /api/clocks/status`: the years for which limits guess, as they have no calendar. */
export const ClockStatus = Type.Object({ fallbackYears: Type.Array(Type.Integer()) })
export type ClockStatus = Static<typeof ClockStatus>

/** `POST /api/limit-rules`, `PUT /api/limit-rules/:id`. `limit` as the standards write it: “4工作时”, “2紧急工作时”. */
export const LimitRuleBody = Type.Object(
  {
    setCode: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
    categoryPrefix: Type.Optional(Type.String({ maxLength: 32 })),
    areaPrefix: Type.Optional(Type.String({ maxLength: 12, pattern: '^\\d*$' })),
    stage: Type.Enum([...LIMIT_STAGES]),
    limit: Type.String({ minLength: 1, maxLength: 32 }),
    countedFrom: Type.Optional(Type.Enum(['filing', 'dispatch'])),
    source: Type.String({ minLength: 1, maxLength: 400 }),
    validFrom: Type.Optional(Type.String({ format: 'date-time' })),
    validTo: Type.Optional(Nullable(Type.String({ format: 'date-time' }))),
  },
  { additionalProperties: false },
)
export type LimitRuleBody = Static<typeof LimitRuleBody>

export const LimitRule = Type.Object({
  id: Type.Integer(),
  setCode: Type.String(),
  categoryPrefix: Type.String(),
  areaPrefix: Type.String(),
  stage: Type.Enum([...LIMIT_STAGES]),
  amount: Type.Number(),
  kind: Type.Enum([...TIME_KINDS]),
  countedFrom: Type.Enum(['filing', 'dispatch']),
  source: Type.String(),
  validFrom: Type.String(),
  validTo: Nullable(Type.String()),
})
export type LimitRule = Static<typeof LimitRule>

export const LimitSet = Type.Object({
  code: Type.String(), name: Type.String(), nameEn: Type.String(), enabled: Type.Boolean(),
})
export type LimitSet = Static<typeof LimitSet>

/** `GET /api/limit-rules`. A rule that a tighter one above it outdoes has that one's id in `outdoneBy`. */
export const LimitRules = Type.Object({
  sets: Type.Array(LimitSet),
  rules: Type.Array(Type.Intersect([LimitRule, Type.Object({ outdoneBy: Nullable(Type.Integer()) })])),
})
export type LimitRules = Static<typeof LimitRules>

/** A limit as it counts for one case: `GET /api/limits?category=&area=&at=`. */
export const EffectiveLimit = Type.Object({
  stage: Type.Enum([...LIMIT_STAGES]),
  ruleId: Nullable(Type.Integer()),
  amount: Type.Number(),
  kind: Type.Enum([...TIME_KINDS]),
  countedFrom: Type.Enum(['filing', 'dispatch']),
  source: Type.String(),
  dueAt: Type.String(),
  calendarFallback: Type.Boolean(),
})
export type EffectiveLimit = Static<typeof EffectiveLimit>

/** `GET /api/cases/:id/clocks`: the newest round first. `leftMs`, while it stands, is of its own kind of time. */
export const CaseClock = Type.Object({
  round: Type.Integer(),
  stage: Type.Enum([...LIMIT_STAGES]),
  kind: Type.Enum([...TIME_KINDS]),
  ruleId: Nullable(Type.Integer()),
  totalMs: Type.Integer(),
  startedAt: Type.String(),
  dueAt: Type.String(),
  yellowAt: Type.String(),
  pausedAt: Nullable(Type.String()),
  leftMs: Nullable(Type.Integer()),
  stoppedAt: Nullable(Type.String()),
  colour: Type.Enum([...CASE_COLOURS]),
  supervisedStage: Type.Integer(),
  nextChangeAt: Nullable(Type.String()),
  calendarFallback: Type.Boolean(),
})
export type CaseClock = Static<typeof CaseClock>

/** When handling has been overdue for `limit` (“0紧急工作时”: at once), the desk of `level` supervises. */
export const SupervisionRuleBody = Type.Object(
  {
    stage: Type.Integer({ minimum: 1, maximum: 3 }),
    limit: Type.String({ minLength: 1, maxLength: 32 }),
    level: Type.Enum(['community', 'street', 'district', 'city']),
    areaPrefix: Type.Optional(Type.String({ maxLength: 12, pattern: '^\\d*$' })),
    note: Type.String({ minLength: 1, maxLength: 400 }),
  },
  { additionalProperties: false },
)
export type SupervisionRuleBody = Static<typeof SupervisionRuleBody>

export const SupervisionRule = Type.Object({
  stage: Type.Integer(),
  amount: Type.Number(),
  kind: Type.Enum([...TIME_KINDS]),
  level: Type.Enum(['community', 'street', 'district', 'city']),
  areaPrefix: Type.String(),
  note: Type.String(),
})
export type SupervisionRule = Static<typeof SupervisionRule>

/** A line of the weekly list: `GET /api/supervisions?week=2026-W31&area=`. */
export const SupervisionRecord = Type.Object({
  id: Type.Integer(),
  caseId: Type.Integer(),
  caseNumber: Type.String(),
  categoryCode: Type.String(),
  areaCode: Type.String(),
  status: Type.String(),
  colour: Type.Enum([...CASE_COLOURS]),
  dueAt: Type.String(),
  unitId: Nullable(Type.Integer()),
  stage: Type.Integer(),
  kind: Type.Enum([...SUPERVISION_KINDS]),
  deskCode: Type.String(),
  at: Type.String(),
  by: Type.String(),
  automatic: Type.Boolean(),
  note: Type.String(),
})
export type SupervisionRecord = Static<typeof SupervisionRecord>

export const SupervisionWeek = Type.Object({
  week: Type.String(), from: Type.String(), to: Type.String(), supervisions: Type.Array(SupervisionRecord),
})
export type SupervisionWeek = Static<typeof SupervisionWeek>

export const SupervisionsQuery = Type.Object({
  week: Type.Optional(Type.String({ pattern: '^\\d{4}-W(0[1-9]|[1-4]\\d|5[0-3])$' })),
  area: Type.Optional(Type.String({ maxLength: 12 })),
})

/** A card to a unit: delivered when the unit has read it, then answered. */
export const UnitCard = Type.Object({
  id: Type.Integer(),
  unitId: Type.Integer(),
  caseId: Type.Integer(),
  colour: Type.Enum(['yellow', 'red']),
  reason: Type.String(),
  issuedAt: Type.String(),
  issuedBy: Type.String(),
  countedIn: Nullable(Type.Integer()),
  deliveredAt: Nullable(Type.String()),
  deliveredTo: Nullable(Type.String()),
  repliedAt: Nullable(Type.String()),
  repliedBy: Nullable(Type.String()),
  reply: Nullable(Type.String()),
})
export type UnitCard = Static<typeof UnitCard>

/** `GET /api/unit-cards`: newest first; `before` is the id to page on from. */
export const UnitCardsQuery = Type.Object({
  unitId: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })),
  unanswered: Type.Optional(Type.Boolean()),
  before: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
})

/** `POST /api/unit-cards/:id/reply`. */
export const CardReplyBody = Type.Object(
  { reply: Type.String({ minLength: 1, maxLength: 2000 }) },
  { additionalProperties: false },
)
