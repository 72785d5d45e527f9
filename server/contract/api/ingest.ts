import Type, { type Static } from 'typebox'

/** `POST /in/positions`: a JSON batch from another system. All or nothing: one bad row refuses the batch by its index.
 * Repeating a batch is harmless: a fix is known by its device and time. */
export const PositionRow = Type.Object(
  {
    device: Type.String({ minLength: 1, maxLength: 64 }),
    lng: Type.Number({ minimum: -180, maximum: 180 }),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    recordedAt: Type.String({ format: 'date-time' }),
    accuracyM: Type.Optional(Type.Number({ minimum: 0 })),
    speedMps: Type.Optional(Type.Number({ minimum: 0 })),
    headingDeg: Type.Optional(Type.Number({ minimum: 0, maximum: 360 })),
    altitudeM: Type.Optional(Type.Number()),
    batteryPercent: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
  },
  { additionalProperties: false },
)
export type PositionRow = Static<typeof PositionRow>

export const PositionBatchBody = Type.Object(
  {
    datum: Type.Optional(Type.Enum(['wgs84', 'gcj02', 'bd09'])),
    positions: Type.Array(PositionRow, { minItems: 1, maxItems: 5000 }),
  },
  { additionalProperties: false },
)
export type PositionBatchBody = Static<typeof PositionBatchBody>

/** `quarantined` counts rows that were kept aside with their reason, for instance a fix from the future. */
export const PositionBatchReply = Type.Object({ accepted: Type.Integer(), quarantined: Type.Integer() })
export type PositionBatchReply = Static<typeof PositionBatchReply>
