import Type, { type Static } from 'typebox'

const ClockTime = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })

/** Hours of some days of the week on the city's clock, Monday is 1. A span that does not end after it begins, as
 * 22:00–06:00 or 00:00–00:00, ends on the next day; the day is that on which it begins. */
export const ShiftSpan = Type.Object(
  {
    days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7, uniqueItems: true }),
    from: ClockTime,
    to: ClockTime,
  },
  { additionalProperties: false },
)
export type ShiftSpan = Static<typeof ShiftSpan>

/** `PUT /api/shift-patterns/:code`. A pattern without spans is never on duty; a worker without a pattern always is. */
export const ShiftPatternBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 40 }),
    nameEn: Type.String({ minLength: 1, maxLength: 40 }),
    spans: Type.Array(ShiftSpan, { maxItems: 50 }),
  },
  { additionalProperties: false },
)
export type ShiftPatternBody = Static<typeof ShiftPatternBody>

/** `GET /api/shift-patterns`, by code. */
export const ShiftPattern = Type.Object({
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  spans: Type.Array(ShiftSpan),
})
export type ShiftPattern = Static<typeof ShiftPattern>
