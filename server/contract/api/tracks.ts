import Type, { type Static } from 'typebox'

/** `GET /api/workers/:id/track?from=&to=` (default: the shift now running). Audited. Struct of arrays by time. */
export const TrackColumns = Type.Object({
  workerId: Type.Integer(),
  from: Type.String(),
  to: Type.String(),
  recordedAtMs: Type.Array(Type.Number()),
  lng: Type.Array(Type.Number()),
  lat: Type.Array(Type.Number()),
  speedMps: Type.Array(Type.Union([Type.Number(), Type.Null()])),
  distanceM: Type.Number(),
  /** The share of fixes in the worker's own grid, of those that are sure of their grid; null where there is none. */
  inGridShare: Type.Union([Type.Number(), Type.Null()]),
})
export type TrackColumns = Static<typeof TrackColumns>

/** Where somebody was for a while without going away. */
export const TrackStop = Type.Object({
  lng: Type.Number(),
  lat: Type.Number(),
  from: Type.String(),
  to: Type.String(),
})
export type TrackStop = Static<typeof TrackStop>

/** `GET /api/workers/:id/shift?at=` (default: now): the shift that runs then, or the one that ended last. Audited. */
export const ShiftSummary = Type.Object({
  workerId: Type.Integer(),
  from: Type.String(),
  to: Type.String(),
  /** What to ask with for the shift before, and for the one after; null: it has not begun. */
  previousAt: Type.String(),
  nextAt: Type.Union([Type.String(), Type.Null()]),
  /** How many of the shift's minutes until now the worker was on duty, and in how many his way is known. */
  onDutyMinutes: Type.Number(),
  coveredMinutes: Type.Number(),
  fixes: Type.Integer(),
  /** Why there are no fixes: none came, or they were that old that they are gone; null where there are some. */
  empty: Type.Union([Type.Enum(['no-fixes', 'not-kept']), Type.Null()]),
  /** For so many days positions are kept. */
  keptDays: Type.Integer(),
  /** The simplified way in the order of time: point `partStarts[k]` begins part k, before which the way is not known.
   * A stop is a point in it. */
  line: Type.Object({
    partStarts: Type.Array(Type.Integer()),
    atMs: Type.Array(Type.Number()),
    lng: Type.Array(Type.Number()),
    lat: Type.Array(Type.Number()),
  }),
  stops: Type.Array(TrackStop),
  /** Walked, without the drift at stops and without what lies in gaps. */
  distanceM: Type.Number(),
  /** While nothing was heard; `jumpM` from the last fix before to the first one after. */
  gaps: Type.Array(Type.Object({ from: Type.String(), to: Type.String(), jumpM: Type.Number() })),
  /** The minutes covered by grid, the longest first; code null is outside all grids. */
  grids: Type.Array(
    Type.Object({
      code: Type.Union([Type.String(), Type.Null()]),
      name: Type.String(),
      nameEn: Type.String(),
      /** Whether it is the worker's own. */
      own: Type.Boolean(),
      minutes: Type.Number(),
    }),
  ),
})
export type ShiftSummary = Static<typeof ShiftSummary>
