import Type, { type Static } from 'typebox'

const Key = Type.String({ minLength: 1, maxLength: 64 })
const Datum = Type.Enum(['wgs84', 'gcj02', 'bd09'])
const SpeedUnit = Type.Enum(['knots', 'mps', 'kmh', 'mph'])
const Kind = Type.Enum(['phone', 'box'])
const Label = Type.String({ maxLength: 100 })
const Instant = Type.String({ format: 'date-time' })

/** 'clock': more than CLOCK_TOLERANCE_MS off. 'silent': unheard for as long as the field's policy allows, or ever. */
export const TRACKER_TROUBLES = ['clock', 'never-heard', 'silent'] as const
export const CLOCK_TOLERANCE_MS = 60_000

/** `GET /api/trackers`: by key; `after` is the key to page on from. `text` is looked for in the key, the label, and the
 * worker's number and names. */
export const TrackersQuery = Type.Object(
  {
    worker: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
    text: Type.Optional(Type.String({ maxLength: 100 })),
    trouble: Type.Optional(Type.Enum([...TRACKER_TROUBLES])),
    after: Type.Optional(Key),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  },
  { additionalProperties: false },
)
export type TrackersQuery = Static<typeof TrackersQuery>

export const TrackerRecord = Type.Object({
  key: Type.String(),
  workerId: Type.Integer(),
  workerNumber: Type.String(),
  workerName: Type.String(),
  workerNameEn: Type.String(),
  areaCode: Type.String(),
  kind: Kind,
  label: Type.String(),
  datum: Datum,
  speedUnit: SpeedUnit,
  /** The worker's own phone, which goes with the worker. */
  isOwnPhone: Type.Boolean(),
  createdAt: Type.String(),
  lastHeardAt: Type.Union([Type.String(), Type.Null()]),
  lastProtocol: Type.Union([Type.String(), Type.Null()]),
  /** How far its clock is ahead of the server's; negative: behind. Null: not known. */
  clockAheadMs: Type.Union([Type.Integer(), Type.Null()]),
  /** What a JT/T 808 terminal said of itself when it registered first; another one with its number is refused. */
  terminal: Type.Union([Type.String(), Type.Null()]),
})
export type TrackerRecord = Static<typeof TrackerRecord>

/** `next` is the `after` of the page that follows, null on the last. */
export const TrackerPage = Type.Object({
  trackers: Type.Array(TrackerRecord),
  next: Type.Union([Type.String(), Type.Null()]),
})
export type TrackerPage = Static<typeof TrackerPage>

/** `POST /api/trackers`: a further device of a worker. */
export const NewTrackerBody = Type.Object(
  {
    key: Key,
    workerId: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    kind: Type.Optional(Kind),
    label: Type.Optional(Label),
    datum: Type.Optional(Datum),
    speedUnit: Type.Optional(SpeedUnit),
  },
  { additionalProperties: false },
)
export type NewTrackerBody = Static<typeof NewTrackerBody>

/** `PATCH /api/trackers/:key`. A null terminal forgets the one that is bound: the next that registers takes its place. */
export const TrackerPatch = Type.Object(
  {
    label: Type.Optional(Label),
    datum: Type.Optional(Datum),
    speedUnit: Type.Optional(SpeedUnit),
    terminal: Type.Optional(Type.Null()),
  },
  { additionalProperties: false, minProperties: 1 },
)
export type TrackerPatch = Static<typeof TrackerPatch>

const quarantineFilter = {
  device: Type.Optional(Key),
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
}

/** `GET /api/quarantine`: records that were set aside, newest first; `before` is the id to page on from, `reason` a code
 * such as 'future'. Those of no known device are told to administrators of the whole city alone. */
export const QuarantineQuery = Type.Object(
  {
    ...quarantineFilter,
    reason: Type.Optional(Type.String({ pattern: '^[a-z0-9-]{1,32}$' })),
    before: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  },
  { additionalProperties: false },
)
export type QuarantineQuery = Static<typeof QuarantineQuery>

export const QuarantinedRecordReply = Type.Object({
  id: Type.Integer(),
  receivedAt: Type.String(),
  protocol: Type.String(),
  /** The device, or the address that it came from. */
  device: Type.String(),
  /** Begins with a code and a colon. */
  reason: Type.String(),
  /** As it came, where it was text. */
  record: Type.String(),
  /** As it came, in hexadecimal, where it was not; else null. */
  bytes: Type.Union([Type.String(), Type.Null()]),
})
export type QuarantinedRecordReply = Static<typeof QuarantinedRecordReply>

/** `next` is the `before` of the page that follows, null on the last. */
export const QuarantinePage = Type.Object({
  records: Type.Array(QuarantinedRecordReply),
  next: Type.Union([Type.Integer(), Type.Null()]),
})
export type QuarantinePage = Static<typeof QuarantinePage>

/** `GET /api/quarantine/counts`: how many there are for each reason's code, most first. */
export const QuarantineCountsQuery = Type.Object(quarantineFilter, { additionalProperties: false })
export type QuarantineCountsQuery = Static<typeof QuarantineCountsQuery>

export const QuarantineCounts = Type.Array(
  Type.Object({ code: Type.String(), count: Type.Integer(), newestAt: Type.String() }),
)
export type QuarantineCounts = Static<typeof QuarantineCounts>
