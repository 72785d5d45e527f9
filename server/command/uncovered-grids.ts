import type { PlanDuty } from '../contract/api/command.ts'

interface Grid {
  code: string
  layer: string
  areaCode: string
}

/** Community grids of the area for which nobody answers as a whole: who has a building or households of one does not
 * cover it. By code. */
export function uncoveredGrids<G extends Grid>(grids: Iterable<G>, areaCode: string, duties: readonly PlanDuty[]): G[] {
  const covered = new Set(duties.flatMap(({ gridCode, building, households }) =>
    gridCode !== undefined && building === undefined && households === undefined ? [gridCode] : []))
  return [...grids]
    .filter((grid) => grid.layer === 'community' && grid.areaCode.startsWith(areaCode) && !covered.has(grid.code))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
}
