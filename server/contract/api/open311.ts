import Type, { type Static } from 'typebox'
import { ChannelCode } from './cases.ts'

export const ATTRIBUTE_DATATYPES = [
  'string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist',
] as const

/** What a service asks: one question of `GET` and `PUT /api/open311/services/:code/attributes`, in their order. */
export const ServiceAttribute = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Za-z0-9_-]{1,32}$' }),
    datatype: Type.Enum([...ATTRIBUTE_DATATYPES]),
    required: Type.Boolean(),
    /** False: it is only said, nothing is to be answered. */
    variable: Type.Boolean(),
    description: Type.String({ minLength: 1, maxLength: 500 }),
    descriptionEn: Type.String({ maxLength: 500 }),
    /** How an answer is to be written, for people. */
    datatypeDescription: Type.String({ maxLength: 500 }),
    /** Of the lists: what can be chosen. */
    values: Type.Array(
      Type.Object(
        {
          key: Type.String({ minLength: 1, maxLength: 64 }),
          name: Type.String({ minLength: 1, maxLength: 200 }),
          nameEn: Type.String({ maxLength: 200 }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 200 },
    ),
  },
  { additionalProperties: false },
)
export type ServiceAttribute = Static<typeof ServiceAttribute>

export const ServiceAttributes = Type.Array(ServiceAttribute, { maxItems: 50 })
export type ServiceAttributes = Static<typeof ServiceAttributes>

/** `GET /api/open311-keys`: those of the asker's scope, newest first. */
export const Open311Key = Type.Object({
  id: Type.Integer(),
  label: Type.String(),
  scopeCode: Type.String(),
  createdAt: Type.String(),
  /** Of the last case that was reported with it; null: none was. */
  lastReportAt: Type.Union([Type.String(), Type.Null()]),
  disabledAt: Type.Union([Type.String(), Type.Null()]),
})
export type Open311Key = Static<typeof Open311Key>

/** `POST /api/open311-keys`. */
export const NewOpen311KeyBody = Type.Object(
  {
    label: Type.String({ minLength: 1, maxLength: 64 }),
    /** Where its holder may report; without it the asker's whole scope. */
    scopeCode: Type.Optional(Type.String({ minLength: 2, maxLength: 12 })),
  },
  { additionalProperties: false },
)

/** Its answer, and the only time that the key is told. */
export const NewOpen311KeyReply = Type.Object({ key: Type.String(), record: Open311Key })
export type NewOpen311KeyReply = Static<typeof NewOpen311KeyReply>

/** `GET` and `PUT /api/open311/settings`; row 'open311' of table settings. */
export const Open311Settings = Type.Object(
  {
    /** What clients may call this city beside its code; null: only that. */
    jurisdictionId: Type.Union([Type.String({ minLength: 1, maxLength: 128 }), Type.Null()]),
    /** Whom to ask about the service, and how to get a key: said in the discovery. */
    contact: Type.String({ maxLength: 500 }),
    keyService: Type.String({ maxLength: 500 }),
    type: Type.Enum(['production', 'test']),
    /** Cases of which channels everybody may see. */
    channels: Type.Array(ChannelCode, { uniqueItems: true }),
  },
  { additionalProperties: false },
)
export type Open311Settings = Static<typeof Open311Settings>
