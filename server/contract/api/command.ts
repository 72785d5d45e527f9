import Type, { type Static } from 'typebox'

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Id = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })
const Text = (maxLength: number, minLength = 0) => Type.String({ minLength, maxLength })
const AreaCode = Type.String({ pattern: '^[0-9]{2,12}$' })
const Named = Type.Object({ name: Type.String(), nameEn: Type.String() })
const Time = Type.String()

/** In earnest (战时) or 演练. */
export const COMMAND_KINDS = ['real', 'drill'] as const
export type CommandKind = (typeof COMMAND_KINDS)[number]
/** 'pending': asked for and not yet confirmed; 'expired': nobody did in time. */
export const ACTIVATION_STATES = ['pending', 'active', 'ended', 'expired'] as const
export type ActivationState = (typeof ACTIVATION_STATES)[number]

/** Text that goes to phones and boxes, which take 400 characters with its mark. */
export const MESSAGE_LENGTH = 380
/** A code that confirms lives so long, and takes so many wrong tries. */
export const CODE_LIVES_MS = 5 * 60_000
export const CODE_TRIES = 5

/** 包格、包楼、包户: who answers for a grid, a building, or some households of it. One of gridCode and building is given. */
export const PlanDuty = Type.Object(
  {
    gridCode: Type.Optional(Text(40)),
    building: Type.Optional(Text(100)),
    households: Type.Optional(Text(200)),
    /** A worker or unit that is called with the area, wherever it belongs. */
    workerId: Type.Optional(Id),
    unitId: Type.Optional(Id),
    name: Text(60),
    phone: Type.Optional(Text(40)),
    task: Text(400),
  },
  { additionalProperties: false },
)
export type PlanDuty = Static<typeof PlanDuty>

const Hours = Type.Number({ exclusiveMinimum: 0, maximum: 8760 })
/** Hours of 24 a day; only what is tighter than the limit of every day counts. */
export const PlanLimits = Type.Object(
  { accept: Type.Optional(Hours), handle: Type.Optional(Hours), feedback: Type.Optional(Hours) },
  { additionalProperties: false },
)
export type PlanLimits = Static<typeof PlanLimits>

export const PlanRollCall = Type.Object(
  { withinMinutes: Type.Integer({ minimum: 1, maximum: 1440 }), message: Text(MESSAGE_LENGTH, 1) },
  { additionalProperties: false },
)
export type PlanRollCall = Static<typeof PlanRollCall>

const planFields = {
  name: Text(80, 1),
  nameEn: Text(120),
  areaCode: AreaCode,
  duties: Type.Array(PlanDuty, { maxItems: 5000 }),
  limits: PlanLimits,
  /** Sent to everybody of the area when it is switched on; '' for nothing. */
  broadcast: Text(MESSAGE_LENGTH),
  /** Made when it is switched on. */
  rollCall: Nullable(PlanRollCall),
}
/** `POST /api/command/plans`, and `PUT /api/command/plans/:id` with the version that was changed. */
export const PlanBody = Type.Object(
  { ...planFields, version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })) }, { additionalProperties: false },
)
export type PlanBody = Static<typeof PlanBody>
export type PlanContent = Omit<PlanBody, 'version'>

export const PlanSummary = Type.Object({
  id: Type.Integer(), name: Type.String(), nameEn: Type.String(), areaCode: Type.String(), area: Named,
  dutyCount: Type.Integer(), updatedAt: Time, updatedBy: Type.String(),
})
export type PlanSummary = Static<typeof PlanSummary>

export const PlanRecord = Type.Object({
  ...planFields,
  id: Type.Integer(), version: Type.Integer(), area: Named, updatedAt: Time, updatedBy: Type.String(),
  /** Community grids of the area for which nobody answers as a whole. */
  uncovered: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() })),
})
export type PlanRecord = Static<typeof PlanRecord>

/** `POST /api/command/plans/:id/activations`: `confirm` is the plan's name, typed again. */
export const ActivationBody = Type.Object(
  { kind: Type.Enum([...COMMAND_KINDS]), note: Text(400, 1), confirm: Text(120) }, { additionalProperties: false },
)
export type ActivationBody = Static<typeof ActivationBody>
/** `POST /api/command/activations/:id/end`: asks to switch off. */
export const EndBody = Type.Object({ note: Text(400, 1), confirm: Text(120) }, { additionalProperties: false })
export type EndBody = Static<typeof EndBody>
/** `POST /api/command/activations/:id/confirm`: switches on or off, whatever was asked for. */
export const ConfirmBody = Type.Object({ code: Text(12, 1) }, { additionalProperties: false })
export type ConfirmBody = Static<typeof ConfirmBody>

export const ActivationSummary = Type.Object({
  id: Type.Integer(), planId: Type.Integer(), planName: Type.String(), planNameEn: Type.String(),
  areaCode: Type.String(), area: Named,
  kind: Type.Enum([...COMMAND_KINDS]), state: Type.Enum([...ACTIVATION_STATES]),
  limits: PlanLimits,
  note: Type.String(), askedAt: Time, askedBy: Type.String(),
  startedAt: Nullable(Time), startedBy: Nullable(Type.String()),
  endNote: Nullable(Type.String()), endedAt: Nullable(Time), endedBy: Nullable(Type.String()),
  /** What waits to be confirmed, and until when. */
  waitsFor: Nullable(Type.Enum(['on', 'off'])), waitsUntil: Nullable(Time),
})
export type ActivationSummary = Static<typeof ActivationSummary>

/** What was asked for; the code goes to whoever asked and to nobody else. */
export const ActivationAsked = Type.Object({ activation: ActivationSummary, code: Type.String(), expiresAt: Time })
export type ActivationAsked = Static<typeof ActivationAsked>

/** 点名 as it stands: `missing` have not answered; who answered may be unable to come. */
export const RollCallSummary = Type.Object({
  id: Type.Integer(), activationId: Nullable(Type.Integer()), areaCode: Type.String(), area: Named,
  kind: Type.Enum([...COMMAND_KINDS]), message: Type.String(),
  calledAt: Time, calledBy: Type.String(), dueAt: Time,
  /** When those who were missing were reported. */
  overdueAt: Nullable(Time), endedAt: Nullable(Time),
  total: Type.Integer(), answered: Type.Integer(), unable: Type.Integer(), missing: Type.Integer(),
  late: Type.Integer(),
})
export type RollCallSummary = Static<typeof RollCallSummary>

export const ROLL_CALL_ANSWERS = ['here', 'unable'] as const
export type RollCallAnswer = (typeof ROLL_CALL_ANSWERS)[number]

export const RollCallPerson = Type.Object({
  workerId: Nullable(Type.Integer()), unitId: Nullable(Type.Integer()), name: Type.String(), nameEn: Type.String(),
  /** By the shift when the call was made; null of a unit. */
  onDuty: Nullable(Type.Boolean()),
  answer: Nullable(Type.Enum([...ROLL_CALL_ANSWERS])), note: Type.String(),
  answeredAt: Nullable(Time), answeredBy: Nullable(Type.String()), late: Type.Boolean(),
  /** Where the answer came from, else the last that is known of a worker. */
  place: Nullable(Type.Object({ lng: Type.Number(), lat: Type.Number(), at: Time })),
})
export type RollCallPerson = Static<typeof RollCallPerson>
/** `GET /api/roll-calls/:id`: the missing first. */
export const RollCallRecord = Type.Object({ ...RollCallSummary.properties, people: Type.Array(RollCallPerson) })
export type RollCallRecord = Static<typeof RollCallRecord>

/** `POST /api/roll-calls`: of an area; a drill where the area's plan is, or where it says so. */
export const NewRollCallBody = Type.Object(
  { areaCode: AreaCode, kind: Type.Optional(Type.Enum([...COMMAND_KINDS])), ...PlanRollCall.properties },
  { additionalProperties: false },
)
export type NewRollCallBody = Static<typeof NewRollCallBody>

/** `POST /api/roll-calls/:id/answers`: of whoever asks; a desk names whom it answers for. */
export const AnswerBody = Type.Object(
  {
    answer: Type.Enum([...ROLL_CALL_ANSWERS]),
    note: Type.Optional(Text(400)),
    lng: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
    lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
    workerId: Type.Optional(Id),
    unitId: Type.Optional(Id),
  },
  { additionalProperties: false },
)
export type AnswerBody = Static<typeof AnswerBody>

/** `GET /api/roll-calls/mine`: what waits for the answer of a unit or a worker, and what it answered. */
export const MyRollCall = Type.Object({
  ...Type.Pick(RollCallSummary, ['id', 'kind', 'message', 'calledAt', 'calledBy', 'dueAt']).properties,
  answer: Nullable(Type.Enum([...ROLL_CALL_ANSWERS])), answeredAt: Nullable(Time),
})
export type MyRollCall = Static<typeof MyRollCall>

/** `POST /api/command/broadcasts`. */
export const NewBroadcastBody = Type.Object(
  { areaCode: AreaCode, kind: Type.Optional(Type.Enum([...COMMAND_KINDS])), text: Text(MESSAGE_LENGTH, 1) },
  { additionalProperties: false },
)
export type NewBroadcastBody = Static<typeof NewBroadcastBody>

export const BroadcastSummary = Type.Object({
  id: Type.Integer(), activationId: Nullable(Type.Integer()), areaCode: Type.String(), area: Named,
  kind: Type.Enum([...COMMAND_KINDS]), text: Type.String(), sentAt: Time, sentBy: Type.String(),
  total: Type.Integer(), delivered: Type.Integer(), read: Type.Integer(),
})
export type BroadcastSummary = Static<typeof BroadcastSummary>
/** `GET /api/command/broadcasts/:id`: with each receipt; a box's acknowledgement counts as read. */
export const BroadcastRecord = Type.Object({
  ...BroadcastSummary.properties,
  receipts: Type.Array(Type.Object({
    workerId: Nullable(Type.Integer()), unitId: Nullable(Type.Integer()), name: Type.String(), nameEn: Type.String(),
    deliveredAt: Nullable(Time), readAt: Nullable(Time), readBy: Nullable(Type.String()),
  })),
})
export type BroadcastRecord = Static<typeof BroadcastRecord>

export const CommandEventRecord = Type.Object({
  id: Type.Integer(), at: Time, kind: Type.String(), actor: Type.String(), note: Type.String(),
  detail: Type.Record(Type.String(), Type.Unknown()),
})
export type CommandEventRecord = Static<typeof CommandEventRecord>

/** `GET /api/command/activations/:id`: all that happened, oldest first. */
export const ActivationRecord = Type.Object({
  ...ActivationSummary.properties,
  events: Type.Array(CommandEventRecord),
  rollCalls: Type.Array(RollCallSummary),
  broadcasts: Type.Array(BroadcastSummary),
})
export type ActivationRecord = Static<typeof ActivationRecord>

/** `GET /api/command/active`: what is on in the asker's area, above or within it, and roll calls still open there. */
export const CommandActive = Type.Object({
  activations: Type.Array(ActivationSummary), rollCalls: Type.Array(RollCallSummary),
})
export type CommandActive = Static<typeof CommandActive>

/** What the feed tells of a change: as it is after it. */
export interface CommandSummary {
  areaCode: string
  activation: ActivationSummary | null
  rollCall: RollCallSummary | null
  broadcast: BroadcastSummary | null
}
