import type { PlanarMap } from '../planar-map.ts'
import { middle, type CityPlan } from '../plan/city-plan.ts'
import { mulberry32 } from '../random.ts'

export type LandUse =
  | 'water' | 'park' | 'residential' | 'commercial' | 'office' | 'industrial' | 'school' | 'hospital' | 'market' | 'public'

/** How far the block is from the densest point, as density: 2.6 in the old town, 0.35 at the edge. */
export function densityOf(plan: CityPlan, face: number): number {
  const [x, y] = middle(plan.map, face)
  return plan.site.densityAt(x, y)
}

/** What each block is used for, by face: parks along the river and here and there, industry where the site has it,
 * offices and shops where people are dense, a school for every two dozen blocks, a hospital for every hundred. */
export function assignLandUse(plan: CityPlan): LandUse[] {
  const { map, site, isRiverside } = plan
  const random = mulberry32(site.seed ^ 0x1a2d)
  const uses: LandUse[] = ['water']
  for (let face = 1; face < map.faceCount; face++) {
    if (isRiverside[face]) {
      uses[face] = 'water'
      continue
    }
    const [x, y] = middle(map, face)
    const density = site.densityAt(x, y)
    const toRiver = Math.abs(site.river.locate(x, y).distance)
    const roll = random()
    const area = map.area(face)
    if (site.industryAt(x, y) > 0 && roll < 0.72) uses[face] = 'industrial'
    else if (toRiver < site.river.bankM + 240 && roll < 0.16) uses[face] = 'park'
    else if (roll < 0.045 && area > 6_000) uses[face] = 'park'
    else if (roll < 0.085 && area > 6_000) uses[face] = 'school'
    else if (roll < 0.095 && area > 6_000) uses[face] = 'hospital'
    else if (roll < 0.115) uses[face] = 'market'
    else if (roll < 0.135) uses[face] = 'public'
    else if (roll < 0.135 + 0.1 * density) uses[face] = 'commercial'
    else if (roll < 0.135 + 0.18 * density) uses[face] = 'office'
    else uses[face] = 'residential'
  }
  return uses
}

/** The ring of a face in metres, counter-clockwise, not closed. */
export function ringOf(map: PlanarMap, face: number): [number, number][] {
  return map.loop(face).map((halfEdge) => [map.x[map.origin[halfEdge]], map.y[map.origin[halfEdge]]])
}
