import Type, { type Static } from 'typebox'
import { CASE_EVENT_KINDS, OpenStep, PhotoBody, StepBody } from './case-steps.ts'

/**
 * How far a case is: each status is the last step of the main line that was taken (server/cases/flow/steps.ts), so
 * which step is due depends on its template. Beside the line: verifying 核实中, rejected 不予受理, merged 已并案.
 */
export const CASE_STATUSES = [
  'reported', 'verifying', 'registered', 'dispatched', 'handled', 'replied', 'checked', 'visited', 'closed', 'archived',
  'rejected', 'merged',
] as const
export type CaseStatus = (typeof CASE_STATUSES)[number]

/** Of these nothing more is due. The partial index cases_open names the same. */
export const FINISHED_STATUSES = ['closed', 'archived', 'rejected', 'merged'] as const satisfies readonly CaseStatus[]

/** Whether nothing more is due of a case of this status. */
export function isFinished(status: CaseStatus): boolean {
  return (FINISHED_STATUSES as readonly CaseStatus[]).includes(status)
}

/** What colours and counts tell apart: reported 待派遣, dispatched 处置中, handled 待核查, closed 已结案, rejected 不予受理. */
export type CasePhase = 'reported' | 'dispatched' | 'handled' | 'closed' | 'rejected'

const PHASES: Record<CaseStatus, CasePhase> = {
  reported: 'reported', verifying: 'reported', registered: 'reported', dispatched: 'dispatched', handled: 'handled',
  replied: 'handled', checked: 'handled', visited: 'handled', closed: 'closed', archived: 'closed',
  rejected: 'rejected', merged: 'rejected',
}

/** The phase of a status. */
export function phaseOf(status: CaseStatus): CasePhase {
  return PHASES[status]
}

/** The channels that every city has from the start. Administrators add others: a channel is a code of the table channels,
 * and `GET /api/city` names them all. */
export const CHANNELS = [
  '12345', '110', 'patrol', 'app', 'iot', 'ai', 'visit', '119', '120', '122', 'web', 'wechat', 'letter', 'open311', 'import',
] as const
export const ChannelCode = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,31}$' })
export type Channel = Static<typeof ChannelCode>

/** How much of its time is gone: 三色限时. */
export const CASE_COLOURS = ['green', 'yellow', 'red'] as const
export type CaseColour = (typeof CASE_COLOURS)[number]

/** How the unit was found: a rule of the catalogue 法定拍, an agreement 商定拍, a decision 指定拍, the express lane 直通车,
 * the exclusive grid's own unit, a person who named another, or nothing better than the desk. */
export const PROVENANCES = [
  'rule', 'agreed', 'designated', 'express', 'exclusive-grid', 'person', 'fallback',
] as const
export type Provenance = (typeof PROVENANCES)[number]

/** 'war' and 'drill' are outside normal statistics. */
export const CASE_MODES = ['normal', 'war', 'drill'] as const
export type CaseMode = (typeof CASE_MODES)[number]

export const DATUMS = ['wgs84', 'gcj02', 'bd09'] as const
export type Datum = (typeof DATUMS)[number]

/** For so long an acknowledged urgent case is quiet: it rings again if nobody has sent it out by then. */
export const QUIET_FOR_MS = 600_000

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** Who reported a case, as far as he said so: seen by the desk, told to nobody else, and forgotten after a while. */
export const CaseContact = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    phone: Type.Optional(Type.String({ minLength: 3, maxLength: 32 })),
    email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
  },
  { additionalProperties: false, minProperties: 1 },
)
export type CaseContact = Static<typeof CaseContact>

/** `POST /api/cases`. `externalNumber` makes a repeated post of a channel harmless. */
export const NewCaseBody = Type.Object(
  {
    category: Type.String({ minLength: 1, maxLength: 32 }),
    description: Type.String({ minLength: 1, maxLength: 4000 }),
    lng: Type.Number({ minimum: -180, maximum: 180 }),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    channel: ChannelCode,
    datum: Type.Optional(Type.Enum([...DATUMS])),
    /** The desk that takes it: a code whose area holds the place. Without it that of the community. */
    deskCode: Type.Optional(Type.String({ minLength: 2, maxLength: 12 })),
    /** The code of a template, chosen by a desk; without it as the catalogue and the channel say. */
    template: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
    address: Type.Optional(Type.String({ maxLength: 200 })),
    urgent: Type.Optional(Type.Boolean()),
    externalNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    reporterNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
    contact: Type.Optional(CaseContact),
    photo: Type.Optional(PhotoBody),
    /** How long ago it was written, by the clock of the phone that did it without a network. */
    madeAgoMs: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  },
  { additionalProperties: false },
)
export type NewCaseBody = Static<typeof NewCaseBody>

/** A case as lists, markers and the feed carry it. Times are ISO 8601 in UTC. */
export const CaseSummary = Type.Object({
  id: Type.Integer(),
  number: Type.String(),
  channel: ChannelCode,
  categoryCode: Type.String(),
  description: Type.String(),
  address: Type.String(),
  lng: Type.Number(),
  lat: Type.Number(),
  status: Type.Enum([...CASE_STATUSES]),
  urgent: Type.Boolean(),
  reportedAt: Type.String(),
  dueAt: Type.String(),
  updatedAt: Type.String(),
  closedAt: Nullable(Type.String()),
  ownerGridId: Nullable(Type.Integer()),
  areaCode: Type.String(),
  unitId: Nullable(Type.Integer()),
  watcherWorkerId: Nullable(Type.Integer()),
  /** Rises with every event; who acts names the one that he saw. */
  version: Type.Integer(),
  round: Type.Integer(),
  template: Type.String(),
  /** Whose desk it lies on: a prefix code. */
  deskCode: Type.String(),
  colour: Type.Enum([...CASE_COLOURS]),
  suspendedAt: Nullable(Type.String()),
  assistUnitIds: Type.Array(Type.Integer()),
  provenance: Type.Enum([...PROVENANCES]),
  mode: Type.Enum([...CASE_MODES]),
  satisfied: Nullable(Type.Boolean()),
  /** Urgent, and somebody at a desk has taken note of it while it waits to be sent out. */
  acknowledged: Nullable(Type.Object({ at: Type.String(), by: Type.String() })),
})
export type CaseSummary = Static<typeof CaseSummary>

/** One step of how an owner was decided, in words for the person who asks why. */
export const TrailStep = Type.Object({
  rule: Type.Enum(['locate', 'layer', 'category', 'department', 'watcher', 'fallback']),
  text: Type.String(),
  textEn: Type.String(),
})
export type TrailStep = Static<typeof TrailStep>

export const CaseEventRecord = Type.Object({
  id: Type.Integer(),
  at: Type.String(),
  kind: Type.Enum([...CASE_EVENT_KINDS]),
  actor: Type.String(),
  round: Type.Integer(),
  fromStatus: Nullable(Type.Enum([...CASE_STATUSES])),
  toStatus: Type.Enum([...CASE_STATUSES]),
  note: Type.String(),
  /** What else the event says, by its kind: EventDetail of server/cases/flow/case-event.ts. */
  detail: Type.Record(Type.String(), Type.Unknown()),
  attachmentIds: Type.Array(Type.String()),
})
export type CaseEventRecord = Static<typeof CaseEventRecord>

export const OrderRecord = Type.Object({
  id: Type.Integer(),
  caseId: Type.Integer(),
  role: Type.Enum(['handle', 'assist', 'watch', 'verify']),
  round: Type.Integer(),
  unitId: Nullable(Type.Integer()),
  workerId: Nullable(Type.Integer()),
  workerName: Nullable(Type.String()),
  /** In the record of a case: the person who handles for the unit here, where one is bound to the grid. */
  handler: Type.Optional(
    Type.Object({ name: Type.String(), phone: Type.String(), accountId: Nullable(Type.Integer()) }),
  ),
  sentAt: Type.String(),
  sentBy: Type.String(),
  acceptedAt: Nullable(Type.String()),
  /** It was taken back, or handed on: nobody waits for it. */
  revokedAt: Nullable(Type.String()),
  doneAt: Nullable(Type.String()),
  doneNote: Nullable(Type.String()),
})
export type OrderRecord = Static<typeof OrderRecord>

const OwnerName = Type.Object({
  gridId: Type.Integer(),
  layer: Type.Enum(['community', 'street', 'exclusive']),
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
})

/** A desk on which a case may lie: of an area, or the province's. */
export const Desk = Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() })
export type Desk = Static<typeof Desk>

/** A case that another one was merged or split with, as far as a link to it tells. */
export const RelatedCase = Type.Object({
  id: Type.Integer(),
  number: Type.String(),
  status: Type.Enum([...CASE_STATUSES]),
  colour: Type.Enum([...CASE_COLOURS]),
})
export type RelatedCase = Static<typeof RelatedCase>

/** `GET /api/cases/:id`. */
export const CaseRecord = Type.Intersect([
  CaseSummary,
  Type.Object({
    owners: Type.Array(OwnerName),
    chain: Type.Array(
      Type.Object({ code: Type.String(), level: Type.String(), name: Type.String(), nameEn: Type.String() }),
    ),
    routingTrail: Type.Array(TrailStep),
    events: Type.Array(CaseEventRecord),
    orders: Type.Array(OrderRecord),
    attachments: Type.Array(Type.Object({
      id: Type.String(),
      mediaType: Type.String(),
      /** When and where (WGS-84) it was taken, where the phone said so. */
      takenAt: Nullable(Type.String()),
      lng: Nullable(Type.Number()),
      lat: Nullable(Type.Number()),
    })),
    /** The steps that are open now, to whoever asks: what a page offers as buttons. */
    openSteps: Type.Array(OpenStep),
    /** There for the desk only, where somebody said who he is; each look is written down. */
    contact: Type.Optional(CaseContact),
    /** 首接责任: the unit that was sent it first, which stays accountable whoever handles it. */
    firstUnitId: Nullable(Type.Integer()),
    /** Where it may lie, from its own community's up to the province's. */
    desks: Type.Array(Desk),
    mergedInto: Nullable(Type.Integer()),
    splitFrom: Nullable(Type.Integer()),
    /** All that its log names, of those that whoever asks may see. */
    relatedCases: Type.Array(RelatedCase),
    /** There for the desk only: the round that the citizen can rate by a link now. */
    ratingRound: Type.Optional(Type.Integer()),
  }),
])
export type CaseRecord = Static<typeof CaseRecord>

/** `GET /api/cases`: newest first; `before` is the id to page on from. */
export const CasesQuery = Type.Object({
  status: Type.Optional(Type.String({ description: 'statuses, comma-separated; "open" means all but closed, rejected' })),
  category: Type.Optional(Type.String({ description: 'a category code; classes and kinds include all below them' })),
  area: Type.Optional(Type.String({ description: 'an area code; all below it is included' })),
  cell: Type.Optional(Type.String({ pattern: '^[0-9a-f]{15}$', description: 'an H3 cell of resolution 5 to 10' })),
  desk: Type.Optional(Type.String({ description: 'the code of the very desk that it lies on' })),
  mine: Type.Optional(Type.Boolean({ description: 'whether it lies on the desk of whoever asks' })),
  unit: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1, description: 'the unit that leads or assists' })),
  template: Type.Optional(Type.String({ description: 'the code of a template' })),
  colour: Type.Optional(Type.String({ description: 'colours, comma-separated' })),
  mode: Type.Optional(Type.Enum([...CASE_MODES])),
  round: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1, description: 'this round or a later one' })),
  suspended: Type.Optional(Type.Boolean()),
  merged: Type.Optional(Type.Boolean({ description: 'whether it was merged into another' })),
  from: Type.Optional(Type.String({ format: 'date-time' })),
  to: Type.Optional(Type.String({ format: 'date-time' })),
  before: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
})
export type CasesQuery = Static<typeof CasesQuery>

/** `GET /api/cases/count`: how many cases a list with this filter has in all. */
export const CaseCountQuery = Type.Omit(CasesQuery, ['before', 'limit'])
export type CaseCountQuery = Static<typeof CaseCountQuery>
export interface CaseCount {
  count: number
}

export const CasePage = Type.Object({ cases: Type.Array(CaseSummary), nextBefore: Nullable(Type.Integer()) })
export type CasePage = Static<typeof CasePage>

/** `POST /api/cases/:id/dispatch`: to the routed unit and watcher unless others are named. */
export const DispatchBody = Type.Object(
  {
    ...Type.Pick(StepBody, ['unitId', 'workerId', 'assistUnitIds', 'version']).properties,
    note: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
)
export type DispatchBody = Static<typeof DispatchBody>

/** `POST /api/orders/:id/done`: both done closes the case. */
export const OrderDoneBody = Type.Object(
  { note: Type.String({ minLength: 1, maxLength: 500 }) },
  { additionalProperties: false },
)
export type OrderDoneBody = Static<typeof OrderDoneBody>
