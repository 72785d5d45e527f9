import { LARGEST_ACCURACY_M } from '../contract/api/grids.ts'
import type { GridIndex } from '../grids/grid-index.ts'
import {
  ASSUMED_ACCURACY_M, depthNeededM, settleGrid, type SettledGrid,
} from '../grids/settled-grid.ts'
import type { Position } from './position.ts'

/** What the boundaries say of one position. */
export interface GridFindings {
  /** The community grid that owns the place; 0 outside all. */
  gridId: number
  /** Whether the circle of its accuracy crosses an edge; null where the device gave no accuracy. */
  uncertain: boolean | null
  /** Where its worker has settled after it. */
  settled: SettledGrid
}

/**
 * Finds the grid of each position and follows where the workers have settled, from `known` (by worker id) on and in
 * the order of time; entry i of the answer is of positions[i].
 */
export function settlePositions(
  positions: readonly Position[],
  known: ReadonlyMap<number, SettledGrid>,
  { layers: { community } }: Pick<GridIndex, 'layers'>,
): GridFindings[] {
  const states = new Map(known)
  const findings: GridFindings[] = []
  const byTime = positions.map((_, i) => i).sort((a, b) => positions[a].recordedAtMs - positions[b].recordedAtMs)
  for (const i of byTime) {
    const { workerId, lng, lat, recordedAtMs, accuracyM } = positions[i]
    const gridId = community.ownerOf(lng, lat)
    const before = states.get(workerId)
    const radiusM = accuracyM ?? ASSUMED_ACCURACY_M
    // So wide a circle is sure to cross an edge, and the search would be long.
    const hopeless = radiusM > LARGEST_ACCURACY_M
    const searchM = hopeless ? 0 : Math.max(accuracyM ?? 0, depthNeededM(before, gridId, radiusM))
    const depthM = hopeless ? 0 : searchM > 0 ? community.distanceToNearestEdgeM(lng, lat, searchM) : Infinity
    const settled = settleGrid(before, { recordedAtMs, gridId, depthM, accuracyM: radiusM })
    states.set(workerId, settled)
    findings[i] = { gridId, uncertain: accuracyM === undefined ? null : hopeless || depthM < accuracyM, settled }
  }
  return findings
}
