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
})
export type Location = Static<typeof Location>

export const LocateQuery = Type.Object({
  lng: Type.Number({ minimum: -180, maximum: 180 }),
  lat: Type.Number({ minimum: -90, maximum: 90 }),
  datum: Type.Optional(Type.Enum(['wgs84', 'gcj02', 'bd09'])),
})
export type LocateQuery = Static<typeof LocateQuery>
