import { outlines } from '../outline.ts'
import { planCounts, type CityPlan } from '../plan/city-plan.ts'
import { shareOut } from '../random.ts'
import { toMultiPolygon, type Organisation } from './areas.ts'
import { cluster } from './cluster.ts'
import type { UnnumberedGrid } from './number-grids.ts'
import { chineseNumber, type Name } from './place-names.ts'

const WEIGHT: Partial<Record<string, number>> = { expressway: 2, arterial: 3, secondary: 2, tertiary: 1 }

/**
 * 街路网格: a second partition, each the blocks on both sides of a stretch of main road, within one street office's area.
 * The road that is longest among them, main roads counting more, gives the name.
 */
export function streetGrids(plan: CityPlan, organisation: Organisation, roadNames: readonly (Name | undefined)[]): UnnumberedGrid[] {
  const { map, curves, streetOfCommunity, communityOfGrid } = plan
  const { communityOfFace, streetCodes } = organisation
  const facesOfStreet: number[][] = streetCodes.map(() => [])
  for (let face = 1; face < map.faceCount; face++) facesOfStreet[streetOfCommunity[communityOfFace[face]]].push(face)
  const areas = facesOfStreet.map((faces) => faces.reduce((sum, face) => sum + map.area(face), 0))
  const counts = shareOut(areas, planCounts(communityOfGrid.length).streetGrids)

  const groupOfFace = new Int32Array(map.faceCount).fill(-1)
  const groups: { faces: number[]; street: number; number: number }[] = []
  for (const [street, faces] of facesOfStreet.entries()) {
    for (const [index, members] of cluster(map, faces, counts[street]).entries()) {
      for (const face of members) groupOfFace[face] = groups.length
      groups.push({ faces: members, street, number: index + 1 })
    }
  }

  const stretches = new Map<string, number>()
  return outlines(map, (face) => groupOfFace[face], groups.length).map((polygons, index): UnnumberedGrid => {
    const { faces, street, number } = groups[index]
    const lengths = new Map<number, number>()
    for (const face of faces) {
      for (const halfEdge of map.loop(face)) {
        const curve = map.curve[halfEdge >> 1]
        const weight = WEIGHT[curves[curve].class]
        if (weight === undefined || roadNames[curve] === undefined) continue
        const a = map.origin[halfEdge]
        const b = map.destination(halfEdge)
        const length = Math.hypot(map.x[a] - map.x[b], map.y[a] - map.y[b])
        lengths.set(curve, (lengths.get(curve) ?? 0) + length * weight)
      }
    }
    const [curve] = [...lengths].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? []
    const road = curve === undefined ? { name: '无名路', nameEn: 'Unnamed Road' } : roadNames[curve]!
    const stretch = (stretches.get(road.name) ?? 0) + 1
    stretches.set(road.name, stretch)
    const areaCode = streetCodes[street]
    return {
      layer: 'street', code: `${areaCode}R${String(number).padStart(3, '0')}`,
      name: `${road.name}·${chineseNumber(stretch)}段`, nameEn: `${road.nameEn}, Stretch ${stretch}`,
      areaCode, unitId: null, boundary: toMultiPolygon(map, polygons),
    }
  })
}
