import Type, { type Static } from 'typebox'
import { CASE_EVENT_KINDS } from './case-steps.ts'
import { CaseRecord, CaseSummary, OrderRecord } from './cases.ts'

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const Named = { name: Type.String(), nameEn: Type.String() }
const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
const Lng = Type.Number({ minimum: -180, maximum: 180 })
const Lat = Type.Number({ minimum: -90, maximum: 90 })

/** What a case's codes stand for, so that a phone needs no catalogue and no city. */
export const CaseWords = Type.Object({
  category: Type.Object(Named),
  /** Street and community. */
  area: Type.Object(Named),
})
export type CaseWords = Static<typeof CaseWords>

/** 'mine': a step of it waits for whoever asks; 'waiting': for somebody else first; 'done': for nobody. */
export const FIELD_ORDER_STATES = ['mine', 'waiting', 'done'] as const
export type FieldOrderState = (typeof FIELD_ORDER_STATES)[number]

/** An order of my unit, or of me who watches or verifies. */
export const FieldOrder = Type.Object({
  ...Type.Pick(OrderRecord, ['id', 'role', 'round', 'sentAt', 'acceptedAt', 'doneAt']).properties,
  state: Type.Enum([...FIELD_ORDER_STATES]),
  /** What I can take now of the steps that move the case on, the next one first. */
  steps: Type.Array(Type.Enum([...CASE_EVENT_KINDS])),
  /** What the template calls the first of them; null of steps beside the line. */
  stepName: Nullable(Type.Object(Named)),
  case: CaseSummary,
  words: CaseWords,
})
export type FieldOrder = Static<typeof FieldOrder>

/** `GET /api/field/orders`: one entry a case, what waits for me first, the urgent and late before the rest. */
export const FieldOrders = Type.Object({ orders: Type.Array(FieldOrder) })
export type FieldOrders = Static<typeof FieldOrders>

/** `GET /api/field/cases/:id`: all that a phone needs of a case; openSteps are mine only. */
export const FieldCase = Type.Intersect([
  CaseRecord,
  Type.Object({
    words: CaseWords,
    /** The units that the case and its log name. */
    units: Type.Array(Type.Object({ id: Type.Integer(), ...Named })),
  }),
])
export type FieldCase = Static<typeof FieldCase>

/** `GET /api/field/me`: what a phone reads when it comes, and keeps. */
export const FieldFacts = Type.Object({
  city: Type.Object({ ...Named, simulated: Type.Boolean(), timeZone: Type.String() }),
  unit: Nullable(Type.Object({ id: Type.Integer(), ...Named })),
  worker: Nullable(Type.Object({
    id: Type.Integer(), number: Type.String(), ...Named,
    grid: Nullable(Type.Object({ code: Type.String(), ...Named })),
    onDuty: Type.Boolean(),
    /** When that changes; null: not soon. */
    dutyChangesAt: Nullable(Type.String()),
  })),
  /** What can be reported, and the codes of what I or those around me report most. */
  kinds: Type.Array(Type.Object({
    code: Type.String(), ...Named, groupName: Type.String(), groupNameEn: Type.String(), urgent: Type.Boolean(),
  })),
  frequentKinds: Type.Array(Type.String()),
  /** Whom I may call to a point, or forward a case to. */
  callableUnits: Type.Array(Type.Object({ id: Type.Integer(), kind: Type.String(), ...Named })),
})
export type FieldFacts = Static<typeof FieldFacts>

/** A text of the desk to me or my unit. */
export const FieldMessage = Type.Object({
  id: Type.Integer(),
  text: Type.String(),
  urgent: Type.Boolean(),
  sentAt: Type.String(),
  sentBy: Type.String(),
  readAt: Nullable(Type.String()),
  readBy: Nullable(Type.String()),
})
export type FieldMessage = Static<typeof FieldMessage>

/** `GET /api/field/messages`: the newest 50, newest first. */
export const FieldMessages = Type.Object({ messages: Type.Array(FieldMessage) })
export type FieldMessages = Static<typeof FieldMessages>

/** `POST /api/field/messages`: one text of the desk to the phones and boxes of several. */
export const NewFieldMessageBody = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 400 }),
    urgent: Type.Optional(Type.Boolean()),
    unitIds: Type.Optional(Type.Array(Id, { maxItems: 200, uniqueItems: true })),
    workerIds: Type.Optional(Type.Array(Id, { maxItems: 200, uniqueItems: true })),
  },
  { additionalProperties: false },
)
export type NewFieldMessageBody = Static<typeof NewFieldMessageBody>

/** How near a responder has to be to check in, in metres, counting the accuracy of his position in his favour; unless a
 * whistle says otherwise. */
export const CHECK_IN_WITHIN_M = 200
/** A position that is no better than this says too little. */
export const CHECK_IN_ACCURACY_M = 100

/** `POST /api/whistles`: calls units and workers, one at least, to a point, each to be there in so many minutes. */
export const NewWhistleBody = Type.Object(
  {
    caseId: Type.Optional(Id),
    lng: Lng,
    lat: Lat,
    unitIds: Type.Optional(Type.Array(Id, { maxItems: 20, uniqueItems: true })),
    workerIds: Type.Optional(Type.Array(Id, { maxItems: 20, uniqueItems: true })),
    text: Type.String({ minLength: 1, maxLength: 400 }),
    withinMinutes: Type.Integer({ minimum: 1, maximum: 1440 }),
    /** How near counts as being there; without it 200 m. */
    withinM: Type.Optional(Type.Integer({ minimum: 20, maximum: 2000 })),
  },
  { additionalProperties: false },
)
export type NewWhistleBody = Static<typeof NewWhistleBody>

/** `POST /api/whistles/:id/check-in`: where the phone is, by how many metres it may be wrong, and when that was. */
export const CheckInBody = Type.Object(
  {
    lng: Lng,
    lat: Lat,
    accuracyM: Type.Number({ minimum: 0, maximum: 100_000 }),
    measuredAt: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { additionalProperties: false },
)
export type CheckInBody = Static<typeof CheckInBody>

/** A unit or a worker that was called. */
export const WhistleCall = Type.Object({
  unitId: Nullable(Type.Integer()),
  workerId: Nullable(Type.Integer()),
  /** What that one is called. */
  called: Type.Object(Named),
  checkedInAt: Nullable(Type.String()),
  checkedInBy: Nullable(Type.String()),
  /** From the point, by his position; how far that may be wrong. */
  distanceM: Nullable(Type.Number()),
  accuracyM: Nullable(Type.Number()),
  /** Nobody answered in time: when and to which desk it was passed on. */
  escalatedAt: Nullable(Type.String()),
  escalatedTo: Nullable(Type.String()),
})
export type WhistleCall = Static<typeof WhistleCall>

export const WhistleRecord = Type.Object({
  id: Type.Integer(),
  caseId: Nullable(Type.Integer()),
  caseNumber: Nullable(Type.String()),
  lng: Type.Number(),
  lat: Type.Number(),
  areaCode: Type.String(),
  area: Type.Object(Named),
  text: Type.String(),
  /** How near counts as being there. */
  withinM: Type.Integer(),
  blownAt: Type.String(),
  blownBy: Type.String(),
  dueAt: Type.String(),
  endedAt: Nullable(Type.String()),
  calls: Type.Array(WhistleCall),
})
export type WhistleRecord = Static<typeof WhistleRecord>

export const WhistlesQuery = Type.Object({
  caseId: Type.Optional(Id),
  open: Type.Optional(Type.Boolean({ description: 'whether it has not been ended yet' })),
})
export type WhistlesQuery = Static<typeof WhistlesQuery>

/** `GET /api/whistles`: newest 100; of a desk those of its area or passed on to it, of a unit those that call it, of a
 * worker those that he blew or that call him. */
export const WhistleList = Type.Object({ whistles: Type.Array(WhistleRecord) })
export type WhistleList = Static<typeof WhistleList>

/** What `GET /api/field/changes` (server-sent events) names: read that again. */
export const FIELD_TOPICS = ['orders', 'messages', 'whistles'] as const
export type FieldTopic = (typeof FIELD_TOPICS)[number]
