import Type, { type Static } from 'typebox'
import { CaseSummary, Desk } from './cases.ts'

/** `GET /api/copies`: unread ones first, then newest first; `before` is the `nextBefore` of the page before. */
export const CopiesQuery = Type.Object({
  unread: Type.Optional(Type.Boolean({ description: 'only those that nobody has read, or only those that somebody has' })),
  before: Type.Optional(Type.String({ pattern: '^(unread|read):[1-9][0-9]{0,15}$' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
})
export type CopiesQuery = Static<typeof CopiesQuery>

/** A copy (抄送) on a desk that was skipped. */
export const CaseCopy = Type.Object({
  id: Type.Integer(),
  desk: Desk,
  at: Type.String(),
  /** The step that went over the desk: transfer, dispatch or report. */
  reason: Type.String(),
  readAt: Type.Union([Type.String(), Type.Null()]),
  readBy: Type.Union([Type.String(), Type.Null()]),
  case: CaseSummary,
})
export type CaseCopy = Static<typeof CaseCopy>

export const CopiesPage = Type.Object({
  copies: Type.Array(CaseCopy), unread: Type.Integer(), nextBefore: Type.Union([Type.String(), Type.Null()]),
})
export type CopiesPage = Static<typeof CopiesPage>

/** `GET /api/cases/:id/duplicates`. */
export const DuplicatesQuery = Type.Object({
  radiusM: Type.Optional(Type.Integer({ minimum: 10, maximum: 1000 })),
  hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 720 })),
})
export type DuplicatesQuery = Static<typeof DuplicatesQuery>

/** A case that may be the same matter: the likelier the higher its score, from 0 to 1. */
export const Duplicate = Type.Object({
  case: CaseSummary,
  score: Type.Number(),
  distanceM: Type.Integer(),
  hoursApart: Type.Number(),
  sameCategory: Type.Boolean(),
  reason: Type.String(),
  reasonEn: Type.String(),
  /** Its first picture. */
  attachmentId: Type.Union([Type.String(), Type.Null()]),
})
export type Duplicate = Static<typeof Duplicate>
