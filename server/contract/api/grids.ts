import Type, { type Static } from 'typebox'

/** The three layers of grids; every lookup answers for each. */
export const GRID_LAYERS = ['community', 'street', 'exclusive'] as const
export type GridLayer = (typeof GRID_LAYERS)[number]

/** How an owner was found. 'edge': on a boundary, the grid with the smallest id; 'nearest': outside all, within
 * tolerance; 'fallback': outside all, the desk of the nearest district. */
export const DECISIONS = ['inside', 'edge', 'nearest', 'fallback'] as const
export type Decision = (typeof DECISIONS)[number]

export const GridOwner = Type.Object({
  gridId: Type.Integer(),
  layer: Type.Enum([...GRID_LAYERS]),
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  areaCode: Type.String(),
  unitId: Type.Union([Type.Integer(), Type.Null()]),
  decision: Type.Enum([...DECISIONS]),
})
export type GridOwner = Static<typeof GridOwner>

/** One link of the chain, from the smallest area up to the city. */
export const ChainLink = Type.Object({
  code: Type.String(),
  level: Type.Enum(['community', 'street', 'district', 'city']),
  name: Type.String(),
  nameEn: Type.String(),
})
export type ChainLink = Static<typeof ChainLink>

/** A community grid that a point may lie in as well, for all that its accuracy says. */
export const Candidate = Type.Object({
  gridId: Type.Integer(),
  code: Type.String(),
  name: Type.String(),
  nameEn: Type.String(),
  /** Metres from the point to this grid. */
  distanceM: Type.Number(),
})
export type Candidate = Static<typeof Candidate>

/** Who owns a point. `decision` is that of the community layer, which always leads to an owner. */
export const Location = Type.Object({
  lng: Type.Number(),
  lat: Type.Number(),
  versionId: Type.Integer(),
  decision: Type.Enum([...DECISIONS]),
  community: Type.Union([GridOwner, Type.Null()]),
  street: Type.Union([GridOwner, Type.Null()]),
  exclusive: Type.Array(GridOwner),
  chain: Type.Array(ChainLink),
  /** Metres to the nearest edge of the community layer (outside all: to the nearest grid). */
  distanceToEdgeM: Type.Number(),
  /** Whether the circle of the point's accuracy crosses an edge of a community grid. False where none was given. */
  uncertain: Type.Boolean(),
  /** The other community grids that the circle reaches into, the nearest first. */
  candidates: Type.Array(Candidate),
})
export type Location = Static<typeof Location>

/** Whoever knows a place no better than this, in metres, need not ask which grid it lies in. */
export const LARGEST_ACCURACY_M = 1000

const DatumOption = Type.Optional(Type.Enum(['wgs84', 'gcj02', 'bd09']))

/** `GET /api/grids/locate`. */
export const LocateQuery = Type.Object({
  lng: Type.Number({ minimum: -180, maximum: 180 }),
  lat: Type.Number({ minimum: -90, maximum: 90 }),
  datum: DatumOption,
  /** The radius of the circle that the point lies in, as a receiver gives it. */
  accuracyM: Type.Optional(Type.Number({ minimum: 0, maximum: LARGEST_ACCURACY_M })),
})
export type LocateQuery = Static<typeof LocateQuery>

/**
 * `POST /api/grids/locate` in JSON: up to 100,000 points, each [lng, lat] or [lng, lat, accuracyM]. For bytes, and for
 * the answer in bytes, see located-points.ts.
 */
export const LocateManyBody = Type.Object(
  { points: Type.Array(Type.Unknown()), datum: DatumOption },
  { additionalProperties: false },
)
export type LocateManyBody = Static<typeof LocateManyBody>

/** The query of a post in bytes: accuracy says that each point has a third number. */
export const LocateManyQuery = Type.Object({ datum: DatumOption, accuracy: Type.Optional(Type.Boolean()) })
export type LocateManyQuery = Static<typeof LocateManyQuery>

/** What a batch of located points speaks of, each once: grids by id; areas, with all above them, in any order. */
export const LocatedDictionary = Type.Object({
  grids: Type.Array(Type.Omit(GridOwner, ['decision'])),
  areas: Type.Array(
    Type.Intersect([ChainLink, Type.Object({ parentCode: Type.Union([Type.String(), Type.Null()]) })]),
  ),
})
export type LocatedDictionary = Static<typeof LocatedDictionary>

const Column = Type.Array(Type.Number())

/**
 * The answers as columns, entry k for point k. community and street are grid ids, 0 where there is none; area is a
 * place in `areas`, where the chain begins; decision and streetDecision are places in `decisions`. The exclusive grids
 * of point k are exclusive[exclusiveStart[k]] up to before exclusiveStart[k + 1], with exclusiveDecision beside them.
 * uncertain is 1 where the circle of the accuracy crosses an edge of a community grid.
 */
export const LocatedReply = Type.Intersect([
  Type.Object({
    versionId: Type.Integer(),
    decisions: Type.Array(Type.Enum([...DECISIONS])),
    community: Column,
    street: Column,
    area: Column,
    exclusiveStart: Column,
    exclusive: Column,
    decision: Column,
    streetDecision: Column,
    exclusiveDecision: Column,
    uncertain: Column,
    distanceToEdgeM: Column,
  }),
  LocatedDictionary,
])
export type LocatedReply = Static<typeof LocatedReply>
