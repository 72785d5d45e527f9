import Type, { type Static } from 'typebox'
import type { CaseStatus } from './cases.ts'
import { NewCaseBody } from './cases.ts'

/** The channel of what citizens report on our own page. */
export const CITIZEN_CHANNEL = 'web'

/** What citizens are told of a case's life. */
export const CITIZEN_STEPS = [
  'report', 'register', 'dispatch', 'handle', 'reply', 'check', 'revisit', 'close', 'archive', 'reject', 'suspend',
  'resume', 'rework', 'reopen', 'merge', 'outcome',
] as const
export type CitizenStep = (typeof CITIZEN_STEPS)[number]

interface Named {
  name: string
  nameEn: string
}

/** `GET /api/citizen/city`: what the page needs to take a report. */
export interface CitizenCity extends Named {
  simulated: boolean
  timeZone: string
  bounds: [west: number, south: number, east: number, north: number]
  groups: (Named & { code: string; kinds: (Named & { code: string })[] })[]
}

/** `GET /api/citizen/places?text=`: areas of that name, with a point inside each. */
export interface CitizenPlaces {
  places: (Named & { code: string; path: string; pathEn: string; lng: number; lat: number })[]
}

export const CitizenPlacesQuery = Type.Object({ text: Type.String({ minLength: 1, maxLength: 60 }) })

/** `POST /api/citizen/cases`. With the same `key` again it is the same report, and the same answer. */
export const CitizenCaseBody = Type.Object(
  {
    ...Type.Pick(NewCaseBody, ['category', 'description', 'lng', 'lat', 'address', 'photo']).properties,
    key: Type.String({ format: 'uuid' }),
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    phone: Type.Optional(Type.String({ minLength: 3, maxLength: 32 })),
  },
  { additionalProperties: false },
)
export type CitizenCaseBody = Static<typeof CitizenCaseBody>

/** By these the reporter, and nobody else, sees the case. */
export interface CitizenReceipt {
  number: string
  lookupCode: string
}

/** `GET /api/citizen/cases/:number?code=`: the code of the receipt, or the last 4 digits of the phone number given. */
export const CitizenLookupQuery = Type.Object({ code: Type.String({ minLength: 4, maxLength: 20 }) })

/** `POST /api/citizen/cases/:number/urge`: 催办, with the same code, once a day. */
export const CitizenUrgeBody = Type.Object(
  { ...CitizenLookupQuery.properties, note: Type.Optional(Type.String({ maxLength: 500 })) },
  { additionalProperties: false },
)
export type CitizenUrgeBody = Static<typeof CitizenUrgeBody>

/** A case as its reporter sees it: no names of those who work on it, nothing that was not meant for him. */
export interface CitizenCase {
  number: string
  categoryName: string
  categoryNameEn: string
  status: CaseStatus
  suspended: boolean
  round: number
  reportedAt: string
  /** Null once nothing more is due. */
  expectedAt: string | null
  closedAt: string | null
  unit: Named | null
  steps: { kind: CitizenStep; at: string; round: number; note: string }[]
  /** By which this round can be rated now; null where it cannot, or was. */
  ratingToken: string | null
}

/** `GET /api/citizen/ratings/:token`. 'over': the case was taken up again since. */
export interface CitizenRating {
  number: string
  categoryName: string
  categoryNameEn: string
  unit: Named | null
  round: number
  closedAt: string | null
  expiresAt: string
  state: 'open' | 'used' | 'expired' | 'over'
}

/** `POST /api/citizen/ratings/:token`. Unsolved or unsatisfied, the case is reopened. */
export const CitizenRatingBody = Type.Object(
  {
    responded: Type.Boolean(),
    solved: Type.Boolean(),
    satisfied: Type.Boolean(),
    rating: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
    note: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false },
)
export type CitizenRatingBody = Static<typeof CitizenRatingBody>

export interface CitizenRatingReply {
  number: string
  reopened: boolean
  /** The round that the case is in now. */
  round: number
}

/** `GET /api/cases/:id/rating-link`: for whoever calls the citizen back. */
export interface RatingLink {
  number: string
  /** On this server. */
  path: string
  lookupCode: string
  round: number
  expiresAt: string
  usedAt: string | null
}
