import type { AreaRecord } from '../../../server/contract/api/city.ts'
import { boxOf, middleOf, type Point } from './shared-edges/plane.ts'
import { innerPoint, placeIn } from './shared-edges/polygon.ts'
import { boxOfGrid, gridsNear, type Sheet, type SheetGrid } from './shared-edges/sheet.ts'

export type PlacedArea = Pick<AreaRecord, 'code' | 'level' | 'lng' | 'lat'>

/**
 * The area that a new grid of this outline most likely belongs to, a grid's code of that area to go by, and its unit:
 * those of the grid beneath, else of the nearest grid that the outline's box meets, else the nearest community.
 */
export function areaForGround(
  sheet: Sheet, outline: readonly Point[], areas: readonly PlacedArea[],
): { areaCode: string; like: string; unitId: number | null } {
  const at = innerPoint([outline])
  const near = gridsNear(sheet, boxOf(outline))
  const beneath = near.find(({ polygons }) => placeIn(polygons, at) !== 'outside')
  const grid = beneath ?? nearest(near, at)
  if (grid !== undefined) return { areaCode: grid.areaCode, like: grid.code, unitId: grid.unitId }
  const away = ({ lng, lat }: PlacedArea) => Math.hypot(lng - at[0], lat - at[1])
  const community = areas.filter(({ level }) => level === 'community').sort((a, b) => away(a) - away(b))[0]
  const areaCode = community?.code ?? areas[0]?.code ?? ''
  return { areaCode, like: `${areaCode}001`, unitId: null }
}

function nearest(grids: readonly SheetGrid[], at: Point): SheetGrid | undefined {
  const away = (grid: SheetGrid) => {
    const [west, south, east, north] = boxOfGrid(grid)
    const [lng, lat] = middleOf([west, south], [east, north])
    return Math.hypot(lng - at[0], lat - at[1])
  }
  return grids.toSorted((a, b) => away(a) - away(b))[0]
}
