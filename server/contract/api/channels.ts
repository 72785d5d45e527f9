import Type, { type Static } from 'typebox'
import { CASE_EVENT_KINDS } from './case-steps.ts'
import { CASE_STATUSES, CaseContact, CaseSummary, ChannelCode } from './cases.ts'

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
  webhook: Type.Optional(Type.Integer({ minimum: 1 })),
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
  kind: Type.String(),
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
