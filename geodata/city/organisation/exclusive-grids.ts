import type { Unit } from '../city.ts'
import type { Campus } from '../ground/base-map.ts'
import type { LandUse } from '../ground/land-use.ts'
import { outlines } from '../outline.ts'
import type { CityPlan } from '../plan/city-plan.ts'
import { CITY_CODE, toMultiPolygon, type Organisation } from './areas.ts'
import { cluster } from './cluster.ts'
import type { UnnumberedGrid } from './number-grids.ts'
import { EXCLUSIVE_KINDS, type ExclusiveKind } from './units.ts'
import { chineseNumber } from './place-names.ts'

/** Communities that one grid of a network serves. */
const COMMUNITIES_SERVED: Partial<Record<ExclusiveKind, number>> = {
  power: 14, water_supply: 20, gas: 21, heating: 25, telecom: 31, transit: 40, sanitation: 9, property: 8,
}

interface Part {
  faces: number[]
  areaCode: string
  name: string
  nameEn: string
}

/**
 * 专属网格: fifteen kinds that overlap each other and both partitions. Networks serve clusters of communities in a
 * district; the river, the railway and the industrial parks follow the ground; campuses are grids of their own.
 */
export function exclusiveGrids(
  plan: CityPlan,
  organisation: Organisation,
  ground: { uses: readonly LandUse[]; campuses: readonly Campus[] },
  units: readonly Unit[],
): UnnumberedGrid[] {
  const { map, curves, isRiverside, streetOfCommunity, districtOfStreet } = plan
  const { communityOfFace, communityCodes, districtCodes, streetCodes } = organisation
  const faces = Array.from({ length: map.faceCount - 1 }, (_, index) => index + 1)
  const districtOf = (face: number) => districtOfStreet[streetOfCommunity[communityOfFace[face]]]
  const byDistrict = (own: readonly number[]) =>
    districtCodes.map((code, district) => ({ code, faces: own.filter((face) => districtOf(face) === district) }))
      .filter(({ faces }) => faces.length > 0)

  const numberedParts = (label: string, labelEn: string, groups: { code: string; faces: number[] }[]): Part[] =>
    groups.map(({ code, faces }, index) => ({
      faces, areaCode: code,
      name: `${label}专属网格第${chineseNumber(index + 1)}片`, nameEn: `${labelEn} Grid ${index + 1}`,
    }))

  function network(label: string, labelEn: string, served: number): Part[] {
    const groups = byDistrict(faces).flatMap(({ code, faces }) => {
      // whole communities: blocks stand for theirs
      const first = new Map<number, number>()
      for (const face of faces) if (!first.has(communityOfFace[face])) first.set(communityOfFace[face], face)
      const count = Math.max(1, Math.round(first.size / served))
      const groupOfCommunity = new Map<number, number>()
      for (const [group, members] of cluster(map, [...first.values()], count).entries()) {
        for (const face of members) groupOfCommunity.set(communityOfFace[face], group)
      }
      return Array.from({ length: count }, (_, group) => ({
        code, faces: faces.filter((face) => groupOfCommunity.get(communityOfFace[face]) === group),
      })).filter(({ faces }) => faces.length > 0)
    })
    return numberedParts(label, labelEn, groups)
  }

  const besideRailway = faces.filter((face) =>
    map.loop(face).some((halfEdge) => curves[map.curve[halfEdge >> 1]].class === 'railway'),
  )
  function partsOf(kind: ExclusiveKind, label: string, labelEn: string): Part[] {
    const served = COMMUNITIES_SERVED[kind]
    if (served !== undefined) return network(label, labelEn, served)
    if (kind === 'railway') return numberedParts(label, labelEn, byDistrict(besideRailway))
    if (kind === 'river') return numberedParts(label, labelEn, byDistrict(faces.filter((face) => isRiverside[face])))
    if (kind === 'industrial_park') {
      return numberedParts(label, labelEn, byDistrict(faces.filter((face) => ground.uses[face] === 'industrial')))
    }
    return ground.campuses.filter((campus) => campus.use === kind).map(({ face, name }) => ({
      faces: [face], areaCode: communityCodes[communityOfFace[face]],
      name: `${name.name}专属网格`, nameEn: `${name.nameEn} Grid`,
    }))
  }

  const unitOf = new Map(units.filter((unit) => unit.areaCode === CITY_CODE).map((unit) => [unit.kind, unit.id]))
  const grids: UnnumberedGrid[] = []
  for (const [kind, , labelEn, label] of EXCLUSIVE_KINDS) {
    let parts = partsOf(kind, label, labelEn)
    // a very small city may lack a railway or an industry: the unit watches its first street instead
    if (parts.length === 0) {
      const own = faces.filter((face) => streetOfCommunity[communityOfFace[face]] === 0)
      parts = numberedParts(label, labelEn, [{ code: streetCodes[0], faces: own }])
    }
    // grids of one kind do not overlap each other
    const partOfFace = new Int32Array(map.faceCount).fill(-1)
    for (const [index, part] of parts.entries()) for (const face of part.faces) partOfFace[face] = index
    for (const [index, polygons] of outlines(map, (face) => partOfFace[face], parts.length).entries()) {
      const { areaCode, name, nameEn } = parts[index]
      grids.push({
        layer: 'exclusive', code: `${areaCode}X${kind}${String(index + 1).padStart(3, '0')}`,
        name, nameEn, areaCode, unitId: unitOf.get(kind)!, boundary: toMultiPolygon(map, polygons),
      })
    }
  }
  return grids
}
