import type { Feature, FeatureCollection, Geometry, Polygon } from 'geojson'
import type { Area, CityBase } from '../city.ts'
import { type Name, placeNames } from '../organisation/place-names.ts'
import { middle, type CityPlan } from '../plan/city-plan.ts'
import { toRoundLngLat } from '../projection.ts'
import { type BuildingFeature } from './buildings.ts'
import { ringOf, type LandUse } from './land-use.ts'
import { linesOf, type RoadFeature } from './roads.ts'

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })

const feature = (geometry: Geometry, kind: string, { name, nameEn }: Name): Feature => ({
  type: 'Feature',
  properties: { class: kind, name, name_en: nameEn },
  geometry,
})

/** The water of the river: its course with a bank line on either side. It comes from far and goes on: no map shows its end. */
export function riverPolygon({ site: { river, radiusM } }: CityPlan): Polygon {
  const left: [number, number][] = []
  const right: [number, number][] = []
  const reach = radiusM * 5
  for (let along = -reach; along <= reach; along += 40) {
    const half = river.halfWidth(along)
    const [lx, ly] = river.at(along, half)
    const [rx, ry] = river.at(along, -half)
    left.push(toRoundLngLat(lx, ly))
    right.push(toRoundLngLat(rx, ry))
  }
  const ring = [...right, ...left.reverse()]
  return { type: 'Polygon', coordinates: [[...ring, ring[0]]] }
}

/** A lake inside a park: a rounded shape that keeps well away from the block's edge. */
function lakeIn(ring: readonly (readonly [number, number])[], [cx, cy]: readonly [number, number]): Polygon {
  const points = ring.map(([x, y]) => [cx + (x - cx) * 0.52, cy + (y - cy) * 0.52] as const)
  const smooth: [number, number][] = []
  for (let index = 0; index < points.length; index++) {
    const [ax, ay] = points[index]
    const [bx, by] = points[(index + 1) % points.length]
    const [zx, zy] = points[(index + points.length - 1) % points.length]
    smooth.push(toRoundLngLat((zx + 6 * ax + bx) / 8, (zy + 6 * ay + by) / 8))
  }
  return { type: 'Polygon', coordinates: [[...smooth, smooth[0]]] }
}

export interface Campus {
  face: number
  use: LandUse
  name: Name
}

const CAMPUS_SUFFIX: Partial<Record<LandUse, readonly [string, string]>> = {
  park: ['公园', 'Park'],
  school: ['学校', 'School'],
  hospital: ['医院', 'Hospital'],
  market: ['市场', 'Market'],
}

/** Names the blocks that people know by name. */
export function nameCampuses(plan: CityPlan, uses: readonly LandUse[]): Campus[] {
  const names = placeNames(plan.site.seed ^ 0xca3b)
  return uses.flatMap((use, face): Campus[] => {
    const suffix = CAMPUS_SUFFIX[use]
    if (suffix === undefined) return []
    const { name, nameEn } = names.next().value
    return [{ face, use, name: { name: name + suffix[0], nameEn: `${nameEn} ${suffix[1]}` } }]
  })
}

/** Puts the basemap together. */
export function drawBase(
  plan: CityPlan,
  parts: { roads: RoadFeature[]; buildings: BuildingFeature[]; campuses: readonly Campus[]; areas: readonly Area[] },
  anchorOf: (area: Area) => [number, number],
): CityBase {
  const { map, site } = plan
  const water = [feature(riverPolygon(plan), 'river', { name: '云澜江', nameEn: 'Yunlan River' })]
  const parks: Feature[] = []
  const places: Feature[] = []
  for (const { face, use, name } of parts.campuses) {
    const ring = ringOf(map, face)
    const [cx, cy] = middle(map, face)
    const point = toRoundLngLat(cx, cy)
    places.push(feature({ type: 'Point', coordinates: point }, use, name))
    if (use !== 'park') continue
    const coordinates = [...ring, ring[0]].map(([x, y]) => toRoundLngLat(x, y))
    parks.push(feature({ type: 'Polygon', coordinates: [coordinates] }, 'park', name))
    if (map.area(face) > 16_000) {
      water.push(feature(lakeIn(ring, [cx, cy]), 'lake', { name: name.name.replace('公园', '湖'), nameEn: name.nameEn.replace('Park', 'Lake') }))
    }
  }
  for (const area of parts.areas) {
    if (area.level === 'city') continue
    places.push(feature({ type: 'Point', coordinates: anchorOf(area) }, area.level, { name: area.name, nameEn: area.nameEn }))
  }
  const rails = linesOf(plan, 'railway').map((coordinates) =>
    feature({ type: 'LineString', coordinates }, 'rail', { name: '云澜铁路', nameEn: 'Yunlan Railway' }),
  )
  for (let at = -0.5; at <= 0.5; at += 0.5) {
    const [x, y] = site.river.at(at * site.radiusM, 0)
    places.push(feature({ type: 'Point', coordinates: toRoundLngLat(x, y) }, 'river', { name: '云澜江', nameEn: 'Yunlan River' }))
  }
  return {
    roads: collection(parts.roads),
    water: collection(water),
    buildings: collection(parts.buildings),
    parks: collection(parks),
    places: collection(places),
    railways: collection(rails),
  }
}
