import type { PlanarMap } from '../planar-map.ts'
import { neighbours } from './adjacency.ts'

/**
 * Joins neighbouring faces, the lightest first, until at most `count` groups are left and none is much lighter than the
 * mean. Faces that touch only across the river stay apart.
 */
export function mergeFaces(map: PlanarMap, faces: readonly number[], count: number, weightOf: (face: number) => number): number[][] {
  const groupOf = new Map<number, number>(faces.map((face, index) => [face, index]))
  const groups = faces.map((face) => [face])
  const weights = faces.map(weightOf)
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / count
  let left = groups.length
  const stuck = new Set<number>()
  for (;;) {
    let lightest = -1
    for (let index = 0; index < groups.length; index++) {
      if (groups[index]!.length === 0 || stuck.has(index)) continue
      if (lightest < 0 || weights[index]! < weights[lightest]!) lightest = index
    }
    if (lightest < 0 || (left <= count && weights[lightest]! > 0.3 * mean)) break
    const around = new Set<number>()
    for (const face of groups[lightest]!) {
      for (const other of neighbours(map, face)) {
        const group = groupOf.get(other)
        if (group !== undefined && group !== lightest) around.add(group)
      }
    }
    const into = [...around].sort((a, b) => weights[a]! - weights[b]! || a - b)[0]
    if (into === undefined) {
      stuck.add(lightest)
      continue
    }
    for (const face of groups[lightest]!) groupOf.set(face, into)
    groups[into]!.push(...groups[lightest]!)
    weights[into]! += weights[lightest]!
    groups[lightest] = []
    left--
  }
  return groups.filter((group) => group.length > 0)
}

/** Groups streets to `count` connected districts of like weight. Returns each street's district; 0 is the centre. */
export function groupStreets(
  map: PlanarMap,
  streets: readonly (readonly number[])[],
  count: number,
  weightOf: (face: number) => number,
): number[] {
  const streetOfFace = new Map<number, number>()
  for (const [street, faces] of streets.entries()) for (const face of faces) streetOfFace.set(face, street)
  const weights = streets.map((faces) => faces.reduce((sum, face) => sum + weightOf(face), 0))
  const places = streets.map((faces) => placeOf(map, faces))
  const around = streets.map((faces, street) => {
    const others = new Set<number>()
    for (const face of faces) {
      for (const other of neighbours(map, face)) {
        const otherStreet = streetOfFace.get(other)
        if (otherStreet !== undefined && otherStreet !== street) others.add(otherStreet)
      }
    }
    return [...others]
  })
  const distance = (a: number, b: number) => Math.hypot(places[a]![0] - places[b]![0], places[a]![1] - places[b]![1])

  // seeds far from each other, the first nearest to the centre
  const fromCentre = (street: number) => Math.hypot(...places[street]!)
  const seeds = [streets.map((_, street) => street).sort((a, b) => fromCentre(a) - fromCentre(b))[0]!]
  while (seeds.length < count) {
    let farthest = -1
    let farthestM = -1
    for (let street = 0; street < streets.length; street++) {
      const nearest = Math.min(...seeds.map((seed) => distance(seed, street)))
      if (nearest > farthestM) {
        farthestM = nearest
        farthest = street
      }
    }
    seeds.push(farthest)
  }

  const districtOf = streets.map(() => -1)
  const total = seeds.map((seed) => weights[seed]!)
  for (const [district, seed] of seeds.entries()) districtOf[seed] = district
  for (let left = streets.length - count; left > 0; left--) {
    // the lightest district that can still grow takes the free neighbour nearest to its seed
    let bestStreet = -1
    let bestDistrict = -1
    for (const district of seeds.map((_, index) => index).sort((a, b) => total[a]! - total[b]!)) {
      for (let street = 0; street < streets.length; street++) {
        if (districtOf[street] !== -1 || !around[street]!.some((other) => districtOf[other] === district)) continue
        if (bestStreet < 0 || distance(street, seeds[district]!) < distance(bestStreet, seeds[district]!)) bestStreet = street
      }
      if (bestStreet >= 0) {
        bestDistrict = district
        break
      }
    }
    if (bestStreet < 0) {
      // an island, cut off by the river: to the district whose seed is nearest
      bestStreet = districtOf.indexOf(-1)
      const near = (district: number) => distance(seeds[district]!, bestStreet)
      bestDistrict = seeds.map((_, index) => index).sort((a, b) => near(a) - near(b))[0]!
    }
    districtOf[bestStreet] = bestDistrict
    total[bestDistrict]! += weights[bestStreet]!
  }
  return districtOf
}

function placeOf(map: PlanarMap, faces: readonly number[]): [number, number] {
  let x = 0
  let y = 0
  let count = 0
  for (const face of faces) {
    for (const halfEdge of map.loop(face)) {
      x += map.x[map.origin[halfEdge]!]!
      y += map.y[map.origin[halfEdge]!]!
      count++
    }
  }
  return [x / count, y / count]
}
