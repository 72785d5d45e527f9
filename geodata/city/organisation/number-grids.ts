import { GRID_LAYERS } from '../../../server/contract/api/grids.ts'
import type { Grid } from '../city.ts'

/** A grid before all of them are there. */
export type UnnumberedGrid = Omit<Grid, 'id'>

/**
 * Gives ids from 1 in the order of layer and code, as every version of boundaries has them: of two grids that share an
 * edge the smaller id owns it, and so the smaller code does, whichever version is in force.
 */
export function numberGrids(grids: readonly UnnumberedGrid[]): Grid[] {
  const ordered = grids.toSorted(
    (a, b) => GRID_LAYERS.indexOf(a.layer) - GRID_LAYERS.indexOf(b.layer) || (a.code < b.code ? -1 : 1),
  )
  return ordered.map((grid, index) => ({ id: index + 1, ...grid }))
}
