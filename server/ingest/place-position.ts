import { LARGEST_ACCURACY_M } from '../contract/api/grids.ts'
import type { GridIndex } from '../grids/grid-index.ts'
import { ASSUMED_ACCURACY_M, depthNeededM, settleGrid, type SettledGrid } from '../grids/settled-grid.ts'
import type { Position } from './position.ts'

export type CommunityGrids = Pick<GridIndex, 'versionId' | 'layers'>

/** What the boundaries of one version say of a position. */
export interface GridPlace {
  gridVersionId: number
  /** The community grid that owns the place; 0 outside all. */
  gridId: number
  /** Whether the circle of its accuracy crosses an edge; null where the device gave no accuracy. */
  gridUncertain: boolean | null
}

/** A position on its way to its commit. */
export interface PlacedPosition extends Position, GridPlace {
  /** Both are said when it is durable; see CommittedPosition. */
  late?: boolean | undefined
  settledGridId?: number | undefined
}

/** A durable position, as those are told who follow the field: the same object, since nothing that so many come of is
 * copied. */
export interface CommittedPosition extends PlacedPosition {
  /** Not newer than what was known of its worker: it belongs into the track, and nothing else may come of it. */
  late: boolean
  /** The community grid where the worker has settled after it; 0 outside all. */
  settledGridId: number
}

/** Finds the grid of a place. */
export function placeOf(
  { lng, lat, accuracyM }: Pick<Position, 'lng' | 'lat' | 'accuracyM'>,
  { versionId: gridVersionId, layers: { community } }: CommunityGrids,
): GridPlace {
  const gridId = community.ownerOf(lng, lat)
  if (accuracyM === undefined) return { gridVersionId, gridId, gridUncertain: null }
  // So wide a circle is sure to cross an edge, and the search would be long.
  const gridUncertain = accuracyM > LARGEST_ACCURACY_M
    || (accuracyM > 0 && community.distanceToNearestEdgeM(lng, lat, accuracyM) < accuracyM)
  return { gridVersionId, gridId, gridUncertain }
}

/** Where a worker has settled after a position that is newer than all before; `before` is by the same boundaries. */
export function settledAfter(
  before: SettledGrid | undefined, position: PlacedPosition, { layers: { community } }: CommunityGrids,
): SettledGrid {
  const { gridId, recordedAtMs, lng, lat, accuracyM = ASSUMED_ACCURACY_M } = position
  const neededM = depthNeededM(before, gridId, accuracyM)
  const hopeless = accuracyM > LARGEST_ACCURACY_M
  const depthM = hopeless ? 0 : neededM > 0 ? community.distanceToNearestEdgeM(lng, lat, neededM) : Infinity
  return settleGrid(before, { recordedAtMs, gridId, depthM, accuracyM })
}
