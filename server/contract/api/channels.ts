import Type, { type Static } from 'typebox'
import { CASE_EVENT_KINDS } from './case-steps.ts'
import { CASE_STATUSES, CaseContact, CaseSummary, ChannelCode, DATUMS, NewCaseBody } from './cases.ts'
import { CHANNEL_KINDS } from './city.ts'

/** `GET` and `PUT /api/channels/policy`; row 'channels' of table settings. */
export const ChannelPolicy = Type.Object(
  {
    /** Days after the end of a case for which it is known who reported it. */
    contactDays: Type.Integer({ minimum: 1, maximum: 3650 }),
    /** Whether webhooks may go to addresses within the organisation (RFC 1918, loopback); never to link-local ones. */
    privateAddresses: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type ChannelPolicy = Static<typeof ChannelPolicy>

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** What is told of a change of a case, unless the channel's mapping has words of its own. */
export const CaseMessage = Type.Object({
  /** 'case.' and the kind of the event. */
  type: Type.String(),
  at: Type.String(),
  /** The number under which its channel sent it. */
  externalNumber: Nullable(Type.String()),
  /** After the change. */
  case: CaseSummary,
  event: Type.Object({
    id: Type.Integer(),
    kind: Type.Enum([...CASE_EVENT_KINDS]),
    round: Type.Integer(),
    fromStatus: Nullable(Type.Enum([...CASE_STATUSES])),
    toStatus: Type.Enum([...CASE_STATUSES]),
    note: Type.String(),
    detail: Type.Record(Type.String(), Type.Unknown()),
  }),
  contact: Type.Optional(CaseContact),
  /** case.close: where on this server who reported it can rate it, for the channel to pass on; told with the contact. */
  ratingPath: Type.Optional(Type.String()),
})
export type CaseMessage = Static<typeof CaseMessage>

/** `PUT /api/webhooks/:id`; `POST /api/webhooks` makes one. */
export const WebhookBody = Type.Object(
  {
    label: Type.String({ minLength: 1, maxLength: 64 }),
    url: Type.String({ minLength: 8, maxLength: 1000 }),
    /** Kinds of events; none: all of them. */
    events: Type.Array(Type.Enum([...CASE_EVENT_KINDS]), { uniqueItems: true }),
    scopeCode: Type.Optional(Type.String({ minLength: 2, maxLength: 12 })),
    channel: Type.Optional(Nullable(ChannelCode)),
    withContact: Type.Optional(Type.Boolean()),
    enabled: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type WebhookBody = Static<typeof WebhookBody>

/** `GET /api/webhooks`. */
export const WebhookRecord = Type.Object({
  id: Type.Integer(),
  label: Type.String(),
  url: Type.String(),
  events: Type.Array(Type.Enum([...CASE_EVENT_KINDS])),
  scopeCode: Type.String(),
  channel: Nullable(Type.String()),
  withContact: Type.Boolean(),
  enabled: Type.Boolean(),
  /** Why the server itself sends it no more. */
  disabledReason: Nullable(Type.String()),
  createdAt: Type.String(),
  lastAt: Nullable(Type.String()),
  lastStatus: Nullable(Type.Integer()),
  lastError: Nullable(Type.String()),
  waiting: Type.Integer(),
  dead: Type.Integer(),
})
export type WebhookRecord = Static<typeof WebhookRecord>

/** The answer to `POST /api/webhooks`, and the only time that the secret is told. */
export const NewWebhookReply = Type.Object({ webhook: WebhookRecord, secret: Type.String() })
export type NewWebhookReply = Static<typeof NewWebhookReply>

export const DELIVERY_STATES = ['waiting', 'delivered', 'dead'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** `GET /api/webhook-deliveries`: newest first; `before` is the sequence to page on from. */
export const DeliveriesQuery = Type.Object({
  state: Type.Optional(Type.Enum([...DELIVERY_STATES])),
  webhook: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })),
  before: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
})
export type DeliveriesQuery = Static<typeof DeliveriesQuery>

export const DeliveryRecord = Type.Object({
  id: Type.String(),
  sequence: Type.Integer(),
  webhookId: Type.Integer(),
  webhookLabel: Type.String(),
  caseId: Type.Integer(),
  caseNumber: Type.String(),
  kind: Type.Enum([...CASE_EVENT_KINDS]),
  state: Type.Enum([...DELIVERY_STATES]),
  attempts: Type.Integer(),
  createdAt: Type.String(),
  nextAt: Type.String(),
  lastStatus: Nullable(Type.Integer()),
  lastError: Nullable(Type.String()),
})
export type DeliveryRecord = Static<typeof DeliveryRecord>

export const DeliveryPage = Type.Object({ deliveries: Type.Array(DeliveryRecord), next: Nullable(Type.Integer()) })
export type DeliveryPage = Static<typeof DeliveryPage>

const {
  channel: _channel, template: _template, externalNumber: _externalNumber, ...ReportFields
} = NewCaseBody.properties

/** A case as a channel sends it, `POST /in/cases/:channel`: one or an array of at most 1000. */
export const InboundCase = Type.Object(
  {
    ...ReportFields,
    /** The number under which the channel has it: sent again, it is the same case. */
    externalNumber: Type.String({ minLength: 1, maxLength: 64 }),
    /** When the channel took it: its clock runs from then. */
    reportedAt: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { additionalProperties: false },
)
export type InboundCase = Static<typeof InboundCase>

/** What became of each record, in their order. What is rejected is kept as it came: to send it again is of no use. */
export const InboundReply = Type.Object({
  created: Type.Integer(),
  known: Type.Integer(),
  rejected: Type.Integer(),
  items: Type.Array(Type.Object({
    status: Type.Enum(['created', 'known', 'rejected']),
    externalNumber: Nullable(Type.String()),
    number: Nullable(Type.String()),
    caseId: Nullable(Type.Integer()),
    rejectId: Nullable(Type.Integer()),
    reasons: Type.Array(Type.String()),
  })),
})
export type InboundReply = Static<typeof InboundReply>

/** Where in a record something is. `words`: what the channel writes → ours. `otherwise`: where it is not there, or is a
 * word that is not among them. */
const FieldSource = Type.Object(
  {
    /** RFC 9535, from the record. */
    path: Type.String({ minLength: 1, maxLength: 500 }),
    words: Type.Optional(Type.Record(Type.String(), Type.String())),
    otherwise: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)
export type FieldSource = Static<typeof FieldSource>

export const INBOUND_FIELDS = [
  'externalNumber', 'category', 'description', 'lng', 'lat', 'address', 'urgent', 'reportedAt', 'contactName',
  'contactPhone', 'contactEmail',
] as const
export type InboundField = (typeof INBOUND_FIELDS)[number]

const OptionalSource = Type.Optional(FieldSource)

/** How the records of another system are read, and how it is told what becomes of them: data instead of code. */
export const ChannelMapping = Type.Object(
  {
    /** Where in a body the array of records is; without it the body is one record or an array of them. */
    items: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    fields: Type.Object(
      {
        externalNumber: FieldSource, category: FieldSource, description: FieldSource, lng: FieldSource,
        lat: FieldSource, address: OptionalSource, urgent: OptionalSource, reportedAt: OptionalSource,
        contactName: OptionalSource, contactPhone: OptionalSource, contactEmail: OptionalSource,
      },
      { additionalProperties: false },
    ),
    datum: Type.Optional(Type.Enum([...DATUMS])),
    /** Of times without a zone; without it the city's. */
    timeZone: Type.Optional(Type.String({ maxLength: 64 })),
    /** What its webhooks are sent: names with dots → where in a CaseMessage. */
    outbound: Type.Optional(Type.Record(
      Type.String({ minLength: 1, maxLength: 100 }),
      Type.Object(
        {
          path: Type.String({ minLength: 1, maxLength: 500 }),
          words: Type.Optional(Type.Record(Type.String(), Type.String())),
          otherwise: Type.Optional(Type.String()),
          /** Writes a time as 2026-03-02 10:00:00 of the time zone. */
          localTime: Type.Optional(Type.Boolean()),
        },
        { additionalProperties: false },
      ),
    )),
  },
  { additionalProperties: false },
)
export type ChannelMapping = Static<typeof ChannelMapping>

/** `PUT /api/channels/:code`. */
export const ChannelBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 32 }),
    nameEn: Type.String({ maxLength: 64 }),
    kind: Type.Enum([...CHANNEL_KINDS]),
    template: Nullable(Type.String({ maxLength: 32 })),
    proactive: Type.Boolean(),
    enabled: Type.Boolean(),
    /** Null: records come in our own form. */
    mapping: Nullable(ChannelMapping),
  },
  { additionalProperties: false },
)
export type ChannelBody = Static<typeof ChannelBody>

/** `POST /api/channels`. */
export const NewChannelBody = Type.Object(
  { code: ChannelCode, ...ChannelBody.properties },
  { additionalProperties: false },
)
export type NewChannelBody = Static<typeof NewChannelBody>

/** `GET /api/channels`: those of the city, with what came by each today in the asker's area. */
export const ChannelEntry = Type.Object({
  code: Type.String(),
  ...ChannelBody.properties,
  casesToday: Type.Integer(),
  openRejects: Type.Integer(),
})
export type ChannelEntry = Static<typeof ChannelEntry>

/** `POST /api/channels/:code/try`: what a record would become, by the mapping given or else the channel's own. */
export const TryRecordBody = Type.Object(
  { body: Type.Unknown(), mapping: Type.Optional(Nullable(ChannelMapping)) },
  { additionalProperties: false },
)
export const TryRecordReply = Type.Object({
  records: Type.Array(Type.Object({ case: Nullable(InboundCase), reasons: Type.Array(Type.String()) })),
})
export type TryRecordReply = Static<typeof TryRecordReply>

/** `GET /api/channel-rejects`: what could not be understood and waits for somebody, newest first. */
export const RejectsQuery = Type.Object({
  channel: Type.Optional(Type.String({ maxLength: 32 })),
  before: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
})
export type RejectsQuery = Static<typeof RejectsQuery>

export const RejectRecord = Type.Object({
  id: Type.Integer(),
  channel: Type.String(),
  receivedAt: Type.String(),
  sender: Type.String(),
  externalNumber: Nullable(Type.String()),
  reasons: Type.Array(Type.String()),
  /** As text; base64 where it is none. */
  record: Type.String(),
  times: Type.Integer(),
})
export type RejectRecord = Static<typeof RejectRecord>

export const RejectPage = Type.Object({ rejects: Type.Array(RejectRecord), next: Nullable(Type.Integer()) })
export type RejectPage = Static<typeof RejectPage>

/** `POST /api/case-imports/preview`, which changes nothing, and `POST /api/case-imports`; the body is the file. */
export const CaseImportQuery = Type.Object({
  /** What the file is called. */
  name: Type.String({ minLength: 1, maxLength: 200 }),
  sheet: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  /** JSON: our field → header, where the guess is wrong. */
  mapping: Type.Optional(Type.String({ maxLength: 4000 })),
  datum: Type.Optional(Type.Enum([...DATUMS])),
  /** Without it 'import'. */
  channel: Type.Optional(ChannelCode),
})
export type CaseImportQuery = Static<typeof CaseImportQuery>

export const CaseImportPreview = Type.Object({
  sheets: Type.Array(Type.String()),
  headers: Type.Array(Type.String()),
  /** Our field → header. */
  mapping: Type.Record(Type.String(), Type.String()),
  /** Fields that are needed and have no column; then no row is read. */
  missing: Type.Array(Type.String()),
  rows: Type.Integer(),
  readable: Type.Integer(),
  /** The first 200. */
  errors: Type.Array(Type.Object({
    row: Type.Integer(), externalNumber: Nullable(Type.String()), reasons: Type.Array(Type.String()),
  })),
  examples: Type.Array(InboundCase),
})
export type CaseImportPreview = Static<typeof CaseImportPreview>

const ImportedRow = Type.Object({
  row: Type.Integer(),
  status: Type.Enum(['created', 'known', 'rejected']),
  externalNumber: Nullable(Type.String()),
  number: Nullable(Type.String()),
  reason: Type.String(),
})
export type ImportedRow = Static<typeof ImportedRow>

/** `GET /api/case-imports`: the latest 50. `GET /api/case-imports/:id/result.csv` has a line for each row. */
export const CaseImportRecord = Type.Object({
  id: Type.Integer(),
  file: Type.String(),
  channel: Type.String(),
  importedAt: Type.String(),
  importedBy: Type.String(),
  created: Type.Integer(),
  known: Type.Integer(),
  refused: Type.Integer(),
})
export type CaseImportRecord = Static<typeof CaseImportRecord>

export const CaseImportReply = Type.Intersect([
  CaseImportRecord,
  /** The first 200. */
  Type.Object({ refusals: Type.Array(ImportedRow) }),
])
export type CaseImportReply = Static<typeof CaseImportReply>
