import type { MultiPolygon, Position } from 'geojson'
import type { Area } from '../city.ts'
import { outlines, type VertexPolygon } from '../outline.ts'
import type { PlanarMap } from '../planar-map.ts'
import { middle, type CityPlan } from '../plan/city-plan.ts'
import { toRoundLngLat } from '../projection.ts'
import type { UnnumberedGrid } from './number-grids.ts'
import { chineseNumber, districtName, placeNames } from './place-names.ts'

/** The fictional prefix of the city: no province has the code 99. */
export const CITY_CODE = '9901'

/** Polygons of vertex numbers as GeoJSON; shared vertices become the same digits. */
export function toMultiPolygon(map: PlanarMap, polygons: readonly VertexPolygon[]): MultiPolygon {
  const position = (vertex: number): Position => toRoundLngLat(map.x[vertex], map.y[vertex])
  return {
    type: 'MultiPolygon',
    coordinates: polygons.map((rings) => rings.map((ring) => [...ring, ring[0]].map(position))),
  }
}

/** Members of each parent, numbered from west to east and from north to south in bands, as the standard has it. */
function numbered(parents: readonly number[], places: readonly (readonly [number, number])[], bandM: number): number[] {
  const order = parents.map((_, index) => index)
  const band = (index: number) => Math.round(-places[index][1] / bandM)
  order.sort((a, b) => parents[a] - parents[b] || band(a) - band(b) || places[a][0] - places[b][0] || a - b)
  const numbers: number[] = []
  let last = -1
  let number = 0
  for (const index of order) {
    number = parents[index] === last ? number + 1 : 1
    last = parents[index]
    numbers[index] = number
  }
  return numbers
}

const padded = (value: number, digits: number) => String(value).padStart(digits, '0')

export interface Organisation {
  areas: Area[]
  communityGrids: UnnumberedGrid[]
  /** By community: its code, and its name for whatever lies in it. */
  communityCodes: string[]
  communityNames: { name: string; nameEn: string }[]
  streetCodes: string[]
  districtCodes: string[]
  /** By face: its community, -1 for the outside. */
  communityOfFace: Int32Array
}

/** Names and codes the areas of the plan, down to the community grids. */
export function organise(plan: CityPlan, city: { name: string; nameEn: string }): Organisation {
  const { map, gridOfBlock, communityOfGrid, streetOfCommunity, districtOfStreet } = plan
  const faces = Array.from({ length: map.faceCount - 1 }, (_, index) => index + 1)
  const communityOfFace = new Int32Array(map.faceCount).fill(-1)
  for (const face of faces) communityOfFace[face] = communityOfGrid[gridOfBlock[face]]

  const places = (count: number, indexOf: (face: number) => number) => {
    const sums = Array.from({ length: count }, () => [0, 0, 0])
    for (const face of faces) {
      const [x, y] = middle(map, face)
      const area = map.area(face)
      const sum = sums[indexOf(face)]
      sum[0] += x * area
      sum[1] += y * area
      sum[2] += area
    }
    return sums.map(([x, y, area]) => [x / area, y / area] as const)
  }
  const streetOf = (face: number) => streetOfCommunity[communityOfFace[face]]
  const districtOf = (face: number) => districtOfStreet[streetOf(face)]
  const districts = Math.max(...districtOfStreet) + 1
  const city0 = Array.from({ length: districts }, () => 0)
  const { radiusM } = plan.site
  const districtNumber = numbered(city0, places(districts, districtOf), radiusM / 2)
  const streetNumber = numbered(districtOfStreet, places(districtOfStreet.length, streetOf), radiusM / 4)
  const communityPlaces = places(streetOfCommunity.length, (face) => communityOfFace[face])
  const communityNumber = numbered(streetOfCommunity, communityPlaces, 700)
  const gridNumber = numbered(communityOfGrid, places(communityOfGrid.length, (face) => gridOfBlock[face]), 220)

  const districtCodes = districtNumber.map((number) => `${CITY_CODE}${padded(number + 1, 2)}`)
  const streetCodes = streetNumber.map((number, street) => districtCodes[districtOfStreet[street]] + padded(number, 3))
  const communityCodes = communityNumber.map((number, index) => streetCodes[streetOfCommunity[index]] + padded(number, 3))

  const outlineOf = (count: number, indexOf: (face: number) => number) =>
    outlines(map, indexOf, count).map((polygons) => toMultiPolygon(map, polygons))
  const names = placeNames(plan.site.seed ^ 0x6e616d)
  const streetNames = streetCodes.map(() => names.next().value)
  const communityNames = communityCodes.map(() => names.next().value)

  const areas: Area[] = [
    { code: CITY_CODE, level: 'city', ...city, parentCode: null, boundary: outlineOf(1, () => 0)[0] },
  ]
  for (const [index, boundary] of outlineOf(districts, districtOf).entries()) {
    const name = districtName(districtNumber[index] - 1)
    areas.push({ code: districtCodes[index], level: 'district', ...name, parentCode: CITY_CODE, boundary })
  }
  for (const [index, boundary] of outlineOf(streetCodes.length, streetOf).entries()) {
    const { name, nameEn } = streetNames[index]
    areas.push({
      code: streetCodes[index], level: 'street', name: `${name}街道`, nameEn: `${nameEn} Subdistrict`,
      parentCode: districtCodes[districtOfStreet[index]], boundary,
    })
  }
  for (const [index, boundary] of outlineOf(communityCodes.length, (face) => communityOfFace[face]).entries()) {
    const { name, nameEn } = communityNames[index]
    areas.push({
      code: communityCodes[index], level: 'community', name: `${name}社区`, nameEn: `${nameEn} Community`,
      parentCode: streetCodes[streetOfCommunity[index]], boundary,
    })
  }
  areas.sort((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1))

  const communityGrids = outlineOf(communityOfGrid.length, (face) => gridOfBlock[face]).map((boundary, index): UnnumberedGrid => {
    const community = communityOfGrid[index]
    const { name, nameEn } = communityNames[community]
    const number = gridNumber[index]
    return {
      layer: 'community', code: communityCodes[community] + padded(number, 3),
      name: `${name}社区第${chineseNumber(number)}网格`, nameEn: `${nameEn} Community Grid ${number}`,
      areaCode: communityCodes[community], unitId: null, boundary,
    }
  })
  return { areas, communityGrids, communityCodes, communityNames, streetCodes, districtCodes, communityOfFace }
}
