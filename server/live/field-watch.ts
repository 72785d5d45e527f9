import type { FieldPolicy } from '../contract/api/field.ts'
import type { GridIndex } from '../grids/grid-index.ts'
import type { RosterWorker } from './roster.ts'

/** What the live lane must know of the field to say how a worker is. */
export interface FieldWatch {
  policy(): FieldPolicy
  /** Since when the duty runs that a worker is on at an instant: -Infinity for always, Infinity where none runs. */
  dutyFromMs(workerId: number, atMs: number): number
  /** Whether a worker is away from where he belongs who has settled in this community grid (0: outside all); undefined
   * where that cannot be said. */
  isOutside(worker: RosterWorker, settledGridId: number): boolean | undefined
}

/**
 * Whether a worker who has settled in a community grid is away from where he belongs: from his own grid, known by its
 * code; or from the area of his own grid where that is one of another layer. Vehicles are nowhere away. Undefined where
 * one of the grids is not of the version of `index`.
 */
export function isOutside(
  { gridId, kind }: Pick<RosterWorker, 'gridId' | 'kind'>, settledGridId: number, { grids }: Pick<GridIndex, 'grids'>,
): boolean | undefined {
  if (kind === 'vehicle' || settledGridId === gridId) return false
  const own = grids.get(gridId)
  if (own === undefined) return undefined
  if (settledGridId === 0) return true
  const settled = grids.get(settledGridId)
  if (settled === undefined) return undefined
  return own.layer === 'community' ? settled.code !== own.code : !settled.areaCode.startsWith(own.areaCode)
}
