import Type, { type Static } from 'typebox'

/** `GET` and `PUT /api/field/policy`: how the field is watched; row 'field' of table settings. */
export const FieldPolicy = Type.Object(
  {
    /** What becomes of positions outside shifts: nothing is kept, or sums by grid and hour that name nobody. */
    offDuty: Type.Enum(['drop', 'aggregate']),
    idleAfterMinutes: Type.Integer({ minimum: 1, maximum: 1440 }),
    silentAfterMinutes: Type.Integer({ minimum: 1, maximum: 1440 }),
    outOfAreaAfterMinutes: Type.Integer({ minimum: 1, maximum: 1440 }),
    /** Faster between two fixes is taken for an error of the receiver. */
    fastestMps: Type.Number({ minimum: 5, maximum: 400 }),
    positionDays: Type.Integer({ minimum: 1, maximum: 3650 }),
    readingDays: Type.Integer({ minimum: 1, maximum: 3650 }),
    quarantineDays: Type.Integer({ minimum: 1, maximum: 3650 }),
  },
  { additionalProperties: false },
)
export type FieldPolicy = Static<typeof FieldPolicy>

export const DEFAULT_FIELD_POLICY: FieldPolicy = {
  offDuty: 'drop',
  idleAfterMinutes: 20,
  silentAfterMinutes: 5,
  outOfAreaAfterMinutes: 10,
  fastestMps: 70,
  positionDays: 90,
  readingDays: 90,
  quarantineDays: 30,
}
