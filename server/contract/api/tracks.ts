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
