import { PlanarMap } from '../planar-map.ts'
import { snapToGraticule } from '../projection.ts'
import { mulberry32, shareOut } from '../random.ts'
import { bordersBetween, neighbours } from './adjacency.ts'
import { groupStreets, mergeFaces } from './group-faces.ts'
import { drawSkeleton, type Curve, type CurveClass } from './skeleton.ts'
import { makeSite, type Site } from './site.ts'
import { cutRiverside } from './riverside.ts'
import { subdivide } from './subdivide.ts'

/** Ground of an average community grid. */
const gridAreaM2 = 50_000

export interface CityPlan {
  site: Site
  map: PlanarMap
  curves: Curve[]
  /** By face (a block, or a stretch of river with its bank): its community grid, -1 for the outside. */
  gridOfBlock: number[]
  isRiverside: boolean[]
  communityOfGrid: number[]
  streetOfCommunity: number[]
  districtOfStreet: number[]
}

/** How many of each there are in a city of `grids` community grids. */
export function planCounts(grids: number): { districts: number; streets: number; communities: number; streetGrids: number } {
  const share = grids / 1229
  const streets = Math.max(1, Math.round(24 * share))
  return {
    districts: Math.max(1, Math.min(streets, 40, Math.round(6 * share ** 0.35))),
    streets,
    communities: Math.max(streets, Math.round(125 * share)),
    streetGrids: Math.max(streets, Math.round(221 * share)),
  }
}

/**
 * Plans a city of exactly `grids` community grids: first the main lines, then ever finer cuts. Every level is cut inside
 * the one above, so that the areas nest. Coordinates are metres whose degrees are whole multiples of 1e-7.
 */
export function planCity(seed: number, grids: number): CityPlan {
  const counts = planCounts(grids)
  const site = makeSite(seed, grids * gridAreaM2)
  const random = mulberry32(seed ^ 0xc171)
  const curves: Curve[] = [{ class: 'border', part: 'border', rank: 0 }]
  const map = new PlanarMap(site.outline, 0, snapToGraticule)
  drawSkeleton(map, site, curves)

  const faces = Array.from({ length: map.faceCount - 1 }, (_, index) => index + 1)
  const isRiverside: boolean[] = [false]
  for (const face of faces) isRiverside[face] = map.loop(face).some((halfEdge) => curves[map.curve[halfEdge >> 1]!]!.class === 'river')
  const land = faces.filter((face) => !isRiverside[face])
  const weightOf = (face: number) => weigh(map, site, face)
  const newCurve = (roadClass: CurveClass) => () => {
    curves.push({ class: roadClass, part: 'street', rank: 0 })
    return curves.length - 1
  }
  const cutting = (roadClass: CurveClass, drawM: number, onCut: (face: number, added: number) => void) => ({
    curve: newCurve(roadClass),
    rules: { directionAt: site.directionAt, gapM: 14, drawM },
    random,
    weightOf,
    onCut,
  })

  // 街道: what the main lines leave, the largest cut, the smallest joined
  const streetOf: number[] = []
  const streets = mergeFaces(map, land, counts.streets, weightOf)
  const cut = subdivide(map, streets.filter((street) => street.length === 1).map((street) => street[0]!),
    counts.streets - streets.filter((street) => street.length > 1).length,
    cutting('arterial', 60, () => {}))
  const allStreets = [...streets.filter((street) => street.length > 1), ...cut.map((face) => [face])]
  for (const [street, members] of allStreets.entries()) for (const face of members) streetOf[face] = street
  const districtOfStreet = groupStreets(map, allStreets, counts.districts, weightOf)

  // 社区: each street's share by weight; a face too small for one joins a neighbour
  const streetWeights = allStreets.map((members) => members.reduce((sum, face) => sum + weightOf(face), 0))
  const communitiesOfStreet = shareOut(streetWeights, counts.communities)
  const communityOf: number[] = []
  const streetOfCommunity: number[] = []
  for (const [street, members] of allStreets.entries()) {
    const shares = shareOut(members.map(weightOf), communitiesOfStreet[street]!, 0)
    const small: number[] = []
    for (const [index, face] of members.entries()) {
      if (shares[index] === 0) small.push(face)
      else {
        const options = cutting('secondary', 50, (_, added) => (streetOf[added] = street))
        for (const part of subdivide(map, [face], shares[index]!, options)) communityOf[part] = streetOfCommunity.push(street) - 1
      }
    }
    while (small.length > 0) {
      const index = Math.max(0, small.findIndex((face) => joinable(map, face, communityOf, streetOf).length > 0))
      const [face] = small.splice(index, 1)
      const [best] = joinable(map, face!, communityOf, streetOf)
      communityOf[face!] = best ?? streetOfCommunity.push(street) - 1
    }
  }

  // the river and its banks: one stretch for each community beside it
  for (const stretch of cutRiverside(map, faces.filter((face) => isRiverside[face]), communityOf, newCurve('border'))) {
    isRiverside[stretch] = true
    const [best] = bordersBetween(map, stretch, (face) => communityOf[face] ?? -1)
    communityOf[stretch] = best ?? 0
  }

  // 社区网格: exactly as many as asked for
  const pieces: number[][] = streetOfCommunity.map(() => [])
  const landPieces: number[][] = streetOfCommunity.map(() => [])
  for (let face = 1; face < map.faceCount; face++) (isRiverside[face] ? pieces : landPieces)[communityOf[face]!]!.push(face)
  const stretches = pieces.reduce((sum, own) => sum + own.length, 0)
  const communityWeights = landPieces.map((own) => own.reduce((sum, face) => sum + weightOf(face), 0))
  const quota = shareOut(communityWeights, grids - stretches, Math.max(...landPieces.map((own) => own.length)))
  const gridOfBlock: number[] = [-1]
  const communityOfGrid: number[] = []
  for (const [community, own] of landPieces.entries()) {
    const shares = shareOut(own.map(weightOf), quota[community]!)
    for (const [index, face] of own.entries()) {
      const parts = subdivide(map, [face], shares[index]!, cutting('tertiary', 40, () => {}))
      for (const part of parts) gridOfBlock[part] = communityOfGrid.push(community) - 1
    }
    for (const stretch of pieces[community]!) gridOfBlock[stretch] = communityOfGrid.push(community) - 1
  }

  // what a small community could not be cut into is made up for by the heaviest grids of all
  const lacking = grids - communityOfGrid.length
  if (lacking > 0) {
    const faces = gridOfBlock.map((_, face) => face).filter((face) => face > 0 && !isRiverside[face])
    const options = cutting('tertiary', 40, (from, added) => {
      gridOfBlock[added] = communityOfGrid.push(communityOfGrid[gridOfBlock[from]!]!) - 1
    })
    const parts = subdivide(map, faces, faces.length + lacking, options)
    if (parts.length < faces.length + lacking) {
      throw new Error(`The ground gave ${communityOfGrid.length} grids, expected ${grids}: take another seed.`)
    }
  }

  // blocks: lanes through the grids that are large for where they lie
  const gridFaces = map.faceCount
  for (let face = 1; face < gridFaces; face++) {
    if (isRiverside[face]) continue
    const parts = Math.min(4, Math.round(map.area(face) / blockAreaM2(map, site, face)))
    if (parts < 2) continue
    const options = cutting('lane', 36, (from, added) => (gridOfBlock[added] = gridOfBlock[from]!))
    for (const part of subdivide(map, [face], parts, options)) gridOfBlock[part] = gridOfBlock[face]!
  }
  for (let face = 1; face < map.faceCount; face++) isRiverside[face] ??= false
  return { site, map, curves, gridOfBlock, isRiverside, communityOfGrid, streetOfCommunity, districtOfStreet }
}

function joinable(map: PlanarMap, face: number, communityOf: number[], streetOf: number[]): number[] {
  return bordersBetween(map, face, (other) => (streetOf[other] === streetOf[face] ? (communityOf[other] ?? -1) : -1))
}

/** Ground times density of people at the middle of a face. */
function weigh(map: PlanarMap, site: Site, face: number): number {
  const [x, y] = middle(map, face)
  return map.area(face) * site.densityAt(x, y)
}

/** Blocks are small in the centre and wide at the edge and in industry. */
function blockAreaM2(map: PlanarMap, site: Site, face: number): number {
  const [x, y] = middle(map, face)
  const density = site.densityAt(x, y)
  return site.industryAt(x, y) > 0 ? 44_000 : 10_000 + 24_000 / (1 + density * density)
}

/** The mean of a face's vertices. */
export function middle(map: PlanarMap, face: number): [number, number] {
  let x = 0
  let y = 0
  const loop = map.loop(face)
  for (const halfEdge of loop) {
    x += map.x[map.origin[halfEdge]!]!
    y += map.y[map.origin[halfEdge]!]!
  }
  return [x / loop.length, y / loop.length]
}

export { neighbours }
