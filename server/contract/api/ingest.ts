import Type, { type Static } from 'typebox'

/** `POST /in/positions`: a batch from another system, as this JSON or as NDJSON, a row a line; gzip as Content-Encoding.
 * All or nothing: one bad row refuses the batch by its index. Repeating a batch is harmless: a fix is known by its
 * device, time and sequence. What is read is checked by ingest/batch/read-row.ts, by hand and just as strictly. */
export const PositionRow = Type.Object(
  {
    device: Type.String({ minLength: 1, maxLength: 64 }),
    lng: Type.Number({ minimum: -180, maximum: 180 }),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    recordedAt: Type.String({ format: 'date-time' }),
    /** Tells fixes of one device and instant apart; without it what they say does. */
    sequence: Type.Optional(Type.Integer({ minimum: -2_147_483_648, maximum: 2_147_483_647 })),
    accuracyM: Type.Optional(Type.Number({ minimum: 0 })),
    speedMps: Type.Optional(Type.Number({ minimum: 0 })),
    headingDeg: Type.Optional(Type.Number({ minimum: 0, maximum: 360 })),
    altitudeM: Type.Optional(Type.Number()),
    batteryPercent: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
  },
  { additionalProperties: false },
)
export type PositionRow = Static<typeof PositionRow>

/** As many rows as one batch may have. */
export const MOST_ROWS = 5000

export const PositionBatchBody = Type.Object(
  {
    /** Of all its places; without it each device's own, as it is registered. */
    datum: Type.Optional(Type.Enum(['wgs84', 'gcj02', 'bd09'])),
    positions: Type.Array(PositionRow, { minItems: 1, maxItems: MOST_ROWS }),
  },
  { additionalProperties: false },
)
export type PositionBatchBody = Static<typeof PositionBatchBody>

/** `quarantined` counts rows that were kept aside with their reason, for instance a fix from the future; `offDuty` those
 * from outside a worker's shift, which are not kept as positions. */
export const PositionBatchReply = Type.Object({
  accepted: Type.Integer(), quarantined: Type.Integer(), offDuty: Type.Integer(),
})
export type PositionBatchReply = Static<typeof PositionBatchReply>

/** `POST /in/gpx?device=`: what became of the points of a file. */
export const GpxReply = Type.Object({
  accepted: Type.Integer(),
  quarantined: Type.Integer(),
  offDuty: Type.Integer(),
  /** The first of the points that say too little, such as no time, with why. */
  unreadable: Type.Array(Type.Object({ point: Type.Integer(), reason: Type.String() })),
  /** The file ends in the middle; all complete points before that were read. */
  brokenOff: Type.Boolean(),
})
export type GpxReply = Static<typeof GpxReply>
