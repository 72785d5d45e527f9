import Type, { type Static } from 'typebox'

/** reported 待派遣 → dispatched 处置中 → handled 待核查 (the unit is done) → closed 已结案 (the worker has confirmed). */
export const CASE_STATUSES = ['reported', 'dispatched', 'handled', 'closed', 'rejected'] as const
export type CaseStatus = (typeof CASE_STATUSES)[number]

export const CHANNELS = ['12345', '110', 'patrol', 'app', 'iot', 'ai', 'visit'] as const
export type Channel = (typeof CHANNELS)[number]

export const DATUMS = ['wgs84', 'gcj02', 'bd09'] as const
export type Datum = (typeof DATUMS)[number]

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** `POST /api/cases`. `photo` is the file in base64. `externalNumber` makes a repeated post of a channel harmless. */
export const NewCaseBody = Type.Object(
  {
    category: Type.String({ minLength: 1, maxLength: 32 }),
    description: Type.String({ minLength: 1, maxLength: 4000 }),
    lng: Type.Number({ minimum: -180, maximum: 180 }),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    channel: Type.Enum([...CHANNELS]),
    datum: Type.Optional(Type.Enum([...DATUMS])),
    address: Type.Optional(Type.String({ maxLength: 200 })),
    urgent: Type.Optional(Type.Boolean()),
    externalNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    reporterNumber: Type.Optional(Type.String({ minLength: 1, maxLength: 32 })),
    photo: Type.Optional(
      Type.Object({
        mediaType: Type.Enum(['image/jpeg', 'image/png', 'image/webp']),
        base64: Type.String({ minLength: 4, maxLength: 8_000_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
      }),
    ),
  },
  { additionalProperties: false },
)
export type NewCaseBody = Static<typeof NewCaseBody>

/** A case as lists, markers and the feed carry it. Times are ISO 8601 in UTC. */
export const CaseSummary = Type.Object({
  id: Type.Integer(),
  number: Type.String(),
  channel: Type.Enum([...CHANNELS]),
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
  kind: Type.Enum(['report', 'dispatch', 'handle', 'close', 'reject', 'note', 'imported']),
  actor: Type.String(),
  toStatus: Type.Enum([...CASE_STATUSES]),
  note: Type.String(),
})
export type CaseEventRecord = Static<typeof CaseEventRecord>

export const OrderRecord = Type.Object({
  id: Type.Integer(),
  caseId: Type.Integer(),
  role: Type.Enum(['handle', 'watch']),
  unitId: Nullable(Type.Integer()),
  workerId: Nullable(Type.Integer()),
  workerName: Nullable(Type.String()),
  sentAt: Type.String(),
  sentBy: Type.String(),
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
    attachments: Type.Array(Type.Object({ id: Type.String(), mediaType: Type.String() })),
  }),
])
export type CaseRecord = Static<typeof CaseRecord>

/** `GET /api/cases`: newest first; `before` is the id to page on from. */
export const CasesQuery = Type.Object({
  status: Type.Optional(Type.String({ description: 'statuses, comma-separated; "open" means all but closed, rejected' })),
  category: Type.Optional(Type.String({ description: 'a category code; classes and kinds include all below them' })),
  area: Type.Optional(Type.String({ description: 'an area code; all below it is included' })),
  cell: Type.Optional(Type.String({ pattern: '^[0-9a-f]{15}$', description: 'an H3 cell of resolution 5 to 10' })),
  from: Type.Optional(Type.String()),
  to: Type.Optional(Type.String()),
  before: Type.Optional(Type.Integer({ minimum: 1 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
})
export type CasesQuery = Static<typeof CasesQuery>

export const CasePage = Type.Object({ cases: Type.Array(CaseSummary), nextBefore: Nullable(Type.Integer()) })
export type CasePage = Static<typeof CasePage>

/** `POST /api/cases/:id/dispatch`: to the routed unit and watcher unless others are named. */
export const DispatchBody = Type.Object(
  {
    unitId: Type.Optional(Type.Integer()),
    workerId: Type.Optional(Type.Integer()),
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
