import Type, { type Static } from 'typebox'
import { type CaseSummary, ChannelCode } from './cases.ts'

/** `GET /api/lookback?month=`: without a month the one that it is. */
export const LookbackQuery = Type.Object({
  month: Type.Optional(Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', description: 'YYYY-MM' })),
})

/** 'open': nothing was done yet; 'under-way': sent out again; 'struck': solved, and the citizen satisfied. */
export type LookbackState = 'open' | 'under-way' | 'struck'

/** A case on the list, with the call-back that put it there. */
export interface LookbackEntry {
  id: number
  case: CaseSummary
  visitedAt: string
  solved: boolean | null
  satisfied: boolean | null
  note: string
  state: LookbackState
  redispatches: number
  redispatchedAt: string | null
  redispatchedBy: string | null
  struckAt: string | null
}

export interface LookbackList {
  month: string
  /** Null: the list of this month was not made. */
  madeAt: string | null
  counts: Record<LookbackState, number>
  /** Of all months before, what is not struck off. */
  openBefore: number
  /** Months that have a list, the newest first. */
  months: string[]
  entries: LookbackEntry[]
}

/** `POST /api/lookback/:id/redispatch`: to the unit that leads, or another one. */
export const RedispatchBody = Type.Object(
  {
    unitId: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })),
    workerId: Type.Optional(Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })),
    note: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false },
)
export type RedispatchBody = Static<typeof RedispatchBody>

export const REPEAT_STATES = ['open', 'under-way', 'done'] as const
export type RepeatState = (typeof REPEAT_STATES)[number]

/** `GET /api/repeats`. */
export const RepeatsQuery = Type.Object({ state: Type.Optional(Type.Enum([...REPEAT_STATES])) })

/** Complaints of the same place and class, or of the same person, as far as they lie in the asker's area. */
export interface RepeatGroup {
  id: number
  kind: 'place' | 'person'
  state: RepeatState
  note: string
  lastAt: string
  changedAt: string | null
  changedBy: string | null
  /** The newest first. */
  cases: CaseSummary[]
}

export interface RepeatList {
  counts: Record<RepeatState, number>
  groups: RepeatGroup[]
}

/** `PUT /api/repeats/:id`. */
export const RepeatBody = Type.Object(
  { state: Type.Enum([...REPEAT_STATES]), note: Type.String({ maxLength: 1000 }) },
  { additionalProperties: false },
)
export type RepeatBody = Static<typeof RepeatBody>

/** `PUT /api/lookback/policy`: from so many complaints within so many days on it is a repeated one. */
export const RepeatPolicyBody = Type.Object(
  {
    cases: Type.Integer({ minimum: 2, maximum: 100 }),
    days: Type.Integer({ minimum: 1, maximum: 366 }),
    /** Cases of which channels count; none: of all by which the public reports (接诉即办). */
    channels: Type.Optional(Type.Array(ChannelCode, { uniqueItems: true, maxItems: 100 })),
  },
  { additionalProperties: false },
)
export type RepeatPolicyBody = Static<typeof RepeatPolicyBody>

/** `GET /api/lookback/policy`. */
export type RepeatPolicy = Required<RepeatPolicyBody>
