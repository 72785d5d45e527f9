import Type, { type Static } from 'typebox'

const Nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** What is counted. Times are ISO 8601, from ≤ reportedAt < to. */
const HeatFilter = {
  from: Type.String({ format: 'date-time' }),
  to: Type.String({ format: 'date-time' }),
  category: Type.Optional(Type.String()),
  area: Type.Optional(Type.String()),
}

/** `GET /api/heat/cells`: cases by H3 cell. `domain` fixes the colours: [0, p95 of the non-empty cells of a whole
 * year's worth of equal periods], so that two periods of one length can be compared by eye. */
export const HeatQuery = Type.Object({ ...HeatFilter, resolution: Type.Integer({ minimum: 6, maximum: 10 }) })
export type HeatQuery = Static<typeof HeatQuery>

export const HeatCells = Type.Object({
  resolution: Type.Integer(),
  n: Type.Integer(),
  from: Type.String(),
  to: Type.String(),
  domain: Type.Tuple([Type.Number(), Type.Number()]),
  cell: Type.Array(Type.String()),
  count: Type.Array(Type.Integer()),
})
export type HeatCells = Static<typeof HeatCells>

/** `GET /api/heat/frames`: the same in equal steps, for the slider that plays; one domain for all frames. */
export const HeatFramesQuery = Type.Object({
  ...HeatFilter,
  resolution: Type.Integer({ minimum: 6, maximum: 10 }),
  step: Type.Enum(['hour', 'day', 'week', 'month']),
})
export type HeatFramesQuery = Static<typeof HeatFramesQuery>

export const HeatFrames = Type.Object({
  resolution: Type.Integer(),
  step: Type.Enum(['hour', 'day', 'week', 'month']),
  domain: Type.Tuple([Type.Number(), Type.Number()]),
  /** Every cell that is not empty in some frame; frames index into it. */
  cell: Type.Array(Type.String()),
  frames: Type.Array(
    Type.Object({
      from: Type.String(),
      to: Type.String(),
      n: Type.Integer(),
      index: Type.Array(Type.Integer()),
      count: Type.Array(Type.Integer()),
    }),
  ),
})
export type HeatFrames = Static<typeof HeatFrames>

/** `GET /api/heat/top`: the cells with most cases; trend compares with the period of equal length before. */
export const HeatTopQuery = Type.Object({
  ...HeatFilter,
  resolution: Type.Integer({ minimum: 6, maximum: 10 }),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
})
export type HeatTopQuery = Static<typeof HeatTopQuery>

export const HotCell = Type.Object({
  cell: Type.String(),
  lng: Type.Number(),
  lat: Type.Number(),
  count: Type.Integer(),
  before: Type.Integer(),
  /** (count − before) / before, or null where there was none before. */
  change: Nullable(Type.Number()),
  ownerGridId: Nullable(Type.Integer()),
  ownerName: Type.String(),
  ownerNameEn: Type.String(),
  placeName: Type.String(),
  placeNameEn: Type.String(),
  topCategoryCode: Nullable(Type.String()),
})
export type HotCell = Static<typeof HotCell>

export const HeatTop = Type.Object({ n: Type.Integer(), cells: Type.Array(HotCell) })
export type HeatTop = Static<typeof HeatTop>

/** `GET /api/reports/counts`: cases by one dimension. `key` is a code, 'YYYY-MM-DD' or '0'–'23' in city time. */
export const CountsQuery = Type.Object({
  ...HeatFilter,
  by: Type.Enum(['district', 'class', 'category', 'channel', 'status', 'day', 'hour']),
})
export type CountsQuery = Static<typeof CountsQuery>

export const Counts = Type.Object({
  by: Type.String(),
  n: Type.Integer(),
  key: Type.Array(Type.String()),
  count: Type.Array(Type.Integer()),
})
export type Counts = Static<typeof Counts>
