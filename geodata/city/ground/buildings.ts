import type { Feature, Polygon } from 'geojson'
import type { CityPlan } from '../plan/city-plan.ts'
import { toRoundLngLat } from '../projection.ts'
import { mulberry32, type Random } from '../random.ts'
import { densityOf, ringOf, type LandUse } from './land-use.ts'

export type BuildingFeature = Feature<Polygon, { class: string; name: string; name_en: string; height: number }>

/** Footprints in metres: along the street, deep, the gaps between them, and floors at the edge and in the centre. */
interface Style {
  length: readonly [number, number]
  depth: readonly [number, number]
  gap: readonly [number, number]
  floors: readonly [edge: number, centre: number]
  storeyM: number
  vacancy: number
}

const STYLES: Partial<Record<LandUse, Style>> = {
  residential: { length: [26, 46], depth: [11, 14], gap: [8, 17], floors: [5, 24], storeyM: 3, vacancy: 0.06 },
  commercial: { length: [34, 62], depth: [26, 42], gap: [10, 14], floors: [3, 16], storeyM: 4.4, vacancy: 0.1 },
  office: { length: [26, 40], depth: [24, 34], gap: [22, 28], floors: [6, 46], storeyM: 4, vacancy: 0.12 },
  industrial: { length: [60, 120], depth: [34, 58], gap: [18, 26], floors: [1, 2], storeyM: 7, vacancy: 0.12 },
  school: { length: [46, 70], depth: [14, 18], gap: [34, 40], floors: [3, 6], storeyM: 3.8, vacancy: 0.3 },
  hospital: { length: [44, 66], depth: [20, 26], gap: [24, 30], floors: [5, 16], storeyM: 4, vacancy: 0.15 },
  market: { length: [40, 70], depth: [30, 40], gap: [14, 16], floors: [1, 3], storeyM: 5, vacancy: 0.1 },
  public: { length: [36, 56], depth: [20, 30], gap: [24, 30], floors: [2, 9], storeyM: 4, vacancy: 0.2 },
}

/** Metres that a building keeps from the middle of the street that bounds its block. */
const SETBACK_M = 12

type Ring = readonly (readonly [number, number])[]

function isWellInside(ring: Ring, x: number, y: number): boolean {
  let inside = false
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
    const [xi, yi] = ring[index]
    const [xj, yj] = ring[before]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
    const length2 = (xj - xi) ** 2 + (yj - yi) ** 2
    const t = Math.max(0, Math.min(1, ((x - xi) * (xj - xi) + (y - yi) * (yj - yi)) / length2))
    const dx = x - xi - t * (xj - xi)
    const dy = y - yi - t * (yj - yi)
    if (dx * dx + dy * dy < SETBACK_M * SETBACK_M) return false
  }
  return inside
}

/** Where the longest side of the block runs: buildings stand along it. */
function directionOf(ring: Ring): number {
  let longest = 0
  let angle = 0
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
    const dx = ring[index][0] - ring[before][0]
    const dy = ring[index][1] - ring[before][1]
    const length = Math.hypot(dx, dy)
    if (length > longest) {
      longest = length
      angle = Math.atan2(dy, dx)
    }
  }
  return angle
}

function between(random: Random, [low, high]: readonly [number, number]): number {
  return low + (high - low) * random()
}

/** Rows of buildings in one block, none nearer to a street than the setback. */
function fillBlock(ring: Ring, style: Style, density: number, random: Random, use: LandUse): BuildingFeature[] {
  const angle = directionOf(ring)
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  let west = Infinity
  let east = -Infinity
  let south = Infinity
  let north = -Infinity
  for (const [x, y] of ring) {
    const u = x * cos + y * sin
    const v = -x * sin + y * cos
    west = Math.min(west, u)
    east = Math.max(east, u)
    south = Math.min(south, v)
    north = Math.max(north, v)
  }
  const features: BuildingFeature[] = []
  const closeness = Math.min(1, Math.max(0, (density - 0.4) / 2))
  const blockFloors = style.floors[0] + (style.floors[1] - style.floors[0]) * closeness * closeness
  for (let v = south + SETBACK_M; v < north - SETBACK_M; ) {
    const depth = between(random, style.depth)
    for (let u = west + SETBACK_M; u < east - SETBACK_M; ) {
      const length = between(random, style.length)
      const corners = [[u, v], [u + length, v], [u + length, v + depth], [u, v + depth]].map(
        ([a, b]) => [a * cos - b * sin, a * sin + b * cos] as const,
      )
      if (random() > style.vacancy && corners.every(([x, y]) => isWellInside(ring, x, y))) {
        const floors = Math.max(1, Math.round(blockFloors * (0.55 + 0.9 * random())))
        const coordinates = [...corners, corners[0]].map(([x, y]) => toRoundLngLat(x, y))
        features.push({
          type: 'Feature',
          properties: { class: use, name: '', name_en: '', height: Math.round(floors * style.storeyM) },
          geometry: { type: 'Polygon', coordinates: [coordinates] },
        })
        u += length + between(random, style.gap)
      } else {
        u += 6
      }
    }
    v += depth + between(random, style.gap)
  }
  return features
}

export interface Buildings {
  features: BuildingFeature[]
  /** By building: the face of its block. */
  faceOf: number[]
}

/** Buildings of all blocks, from the centre outwards until `most` stand: a very large city is left bare at its edge. */
export function raiseBuildings(plan: CityPlan, uses: readonly LandUse[], most: number): Buildings {
  const random = mulberry32(plan.site.seed ^ 0xb01d)
  const densities = uses.map((_, face) => (face === 0 ? 0 : densityOf(plan, face)))
  const faces = uses.map((_, face) => face).filter((face) => STYLES[uses[face]] !== undefined)
  faces.sort((a, b) => densities[b] - densities[a] || a - b)
  const features: BuildingFeature[] = []
  const faceOf: number[] = []
  for (const face of faces) {
    if (features.length >= most) break
    for (const building of fillBlock(ringOf(plan.map, face), STYLES[uses[face]]!, densities[face], random, uses[face])) {
      features.push(building)
      faceOf.push(face)
    }
  }
  return { features, faceOf }
}
