import type { Camera, CameraSource, Device, DeviceKind, LngLat } from '../city.ts'
import type { Buildings } from '../ground/buildings.ts'
import type { Organisation } from '../organisation/areas.ts'
import type { CityPlan } from '../plan/city-plan.ts'
import { middle } from '../plan/city-plan.ts'
import { toRoundLngLat } from '../projection.ts'
import { mulberry32, pick, type Random } from '../random.ts'
import { COMMON_KINDS, DEVICE_KINDS, RARE_KINDS } from './device-kinds.ts'

const SOURCES: readonly (readonly [CameraSource, string])[] = [
  ['skynet', '天网'], ['xueliang', '雪亮'], ['environment', '环保'], ['water', '水务'], ['housing', '住建'],
]

/** Cameras a community grid has on average, and the most that a city has. */
const CAMERAS_PER_GRID = 1
const MOST_CAMERAS = 8600
const DEVICES_PER_GRID = 2
const MOST_DEVICES = 30_000

/** Cameras stand at street corners, more of them where main roads meet; those of the water bureau by the river. */
export function placeCameras(plan: CityPlan, organisation: Organisation): Camera[] {
  const { map, site, isRiverside, communityOfGrid } = plan
  const random = mulberry32(site.seed ^ 0xca3e)
  const corners: number[] = []
  for (let halfEdge = 0; halfEdge < map.origin.length; halfEdge++) {
    const face = map.face[halfEdge]
    if (face !== 0 && map.degree(halfEdge) > 2) corners.push(halfEdge)
  }
  const count = Math.min(MOST_CAMERAS, Math.round(communityOfGrid.length * CAMERAS_PER_GRID))
  return Array.from({ length: count }, (_, index): Camera => {
    const halfEdge = pick(random, corners)
    const face = map.face[halfEdge]
    const community = organisation.communityOfFace[face]
    const [source, label] = isRiverside[face] ? SOURCES[3] : pick(random, SOURCES)
    const { name, nameEn } = organisation.communityNames[community]
    const vertex = map.origin[halfEdge]
    const x = map.x[vertex] + (random() - 0.5) * 12
    const y = map.y[vertex] + (random() - 0.5) * 12
    return {
      id: index + 1, name: `${label}·${name}${index + 1}号`, nameEn: `${nameEn} camera ${index + 1}`, source,
      areaCode: organisation.communityCodes[community], point: toRoundLngLat(x, y),
    }
  })
}

/** Sensors stand at buildings; where there are none, in the middle of a block. */
export function placeDevices(plan: CityPlan, organisation: Organisation, buildings: Buildings): Device[] {
  const random = mulberry32(plan.site.seed ^ 0xde71)
  const count = Math.min(MOST_DEVICES, Math.round(plan.communityOfGrid.length * DEVICES_PER_GRID))

  function place(kind: DeviceKind, index: number): Device {
    const building = Math.floor(random() * buildings.features.length)
    const face = buildings.faceOf[building] ?? 1 + Math.floor(random() * (plan.map.faceCount - 1))
    const community = organisation.communityOfFace[face]
    const { name, nameEn } = organisation.communityNames[community]
    return {
      id: index + 1, key: `${kind.kind}-${String(index + 1).padStart(5, '0')}`, kind: kind.kind,
      name: `${name}${kind.name}${index + 1}号`, nameEn: `${nameEn} ${kind.nameEn.toLowerCase()} ${index + 1}`,
      areaCode: organisation.communityCodes[community],
      point: building < buildings.features.length ? withinBuilding(buildings, building, random) : blockMiddle(plan, face),
    }
  }

  const common = Array.from({ length: count }, (_, index) =>
    place(COMMON_KINDS[Math.floor(random() ** 1.5 * COMMON_KINDS.length)], index))
  const rare = RARE_KINDS.flatMap(([name, devices]) =>
    Array.from({ length: devices }, () => DEVICE_KINDS.find(({ kind }) => kind === name)!))
  return [...common, ...rare.map((kind, index) => place(kind, count + index))]
}

function blockMiddle(plan: CityPlan, face: number): LngLat {
  const [x, y] = middle(plan.map, face)
  return toRoundLngLat(x, y)
}

/** A place on the diagonal of a footprint. */
export function withinBuilding({ features }: Pick<Buildings, 'features'>, index: number, random: Random): LngLat {
  const [a, , b] = features[index].geometry.coordinates[0]
  const share = 0.3 + 0.4 * random()
  const along = (from: number, to: number) => Math.round((from + (to - from) * share) * 1e7) / 1e7
  return [along(a[0], b[0]), along(a[1], b[1])]
}
