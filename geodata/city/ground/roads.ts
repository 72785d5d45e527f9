import type { Feature, LineString } from 'geojson'
import type { RoadClass } from '../city.ts'
import { type Name, placeNames } from '../organisation/place-names.ts'
import type { CityPlan } from '../plan/city-plan.ts'
import type { Curve } from '../plan/skeleton.ts'
import { toRoundLngLat } from '../projection.ts'

export type RoadFeature = Feature<LineString, { class: RoadClass; name: string; name_en: string; bridge: boolean; curve: number }>

const SUFFIX: Record<RoadClass, readonly [string, string]> = {
  expressway: ['高速', 'Expressway'],
  arterial: ['大道', 'Avenue'],
  secondary: ['路', 'Road'],
  tertiary: ['街', 'Street'],
  lane: ['巷', 'Lane'],
}

const RING_NAMES = ['一', '二', '三', '四', '五', '六']

export function isRoad(curve: Curve): curve is Curve & { class: RoadClass } {
  return curve.class in SUFFIX
}

/** The name of every curve that is a road; each is given once. */
export function nameRoads(plan: CityPlan): (Name | undefined)[] {
  const names = placeNames(plan.site.seed ^ 0x70ad)
  const rings = plan.curves.filter((curve) => curve.part === 'ring').length
  return plan.curves.map((curve) => {
    if (!isRoad(curve)) return undefined
    if (curve.part === 'bank') {
      return curve.rank > 0
        ? { name: '滨河北路', nameEn: 'North Riverside Road' }
        : { name: '滨河南路', nameEn: 'South Riverside Road' }
    }
    if (curve.part === 'ring') {
      if (curve.rank === rings) return { name: '绕城高速', nameEn: 'Ring Expressway' }
      return { name: `${RING_NAMES[curve.rank - 1]}环路`, nameEn: `Ring Road ${curve.rank}` }
    }
    if (curve.part === 'axis') {
      return curve.rank === 0 ? { name: '中轴大道', nameEn: 'Central Avenue' } : { name: '人民大道', nameEn: 'Renmin Avenue' }
    }
    const { name, nameEn } = names.next().value
    const [zh, en] = SUFFIX[curve.class]
    return { name: name + zh, nameEn: `${nameEn} ${en}` }
  })
}

/** The edges of each curve as chains of vertices, longest first. A chain is broken where `breaks` differs between edges. */
function chains(plan: CityPlan, edges: readonly number[], breaks: (edge: number) => boolean): { vertices: number[]; broken: boolean }[] {
  const { map } = plan
  const result: { vertices: number[]; broken: boolean }[] = []
  for (const broken of [false, true]) {
    const own = edges.filter((edge) => breaks(edge) === broken)
    const at = new Map<number, number[]>()
    for (const edge of own) {
      for (const vertex of [map.origin[2 * edge], map.origin[2 * edge + 1]]) {
        const list = at.get(vertex)
        if (list === undefined) at.set(vertex, [edge])
        else list.push(edge)
      }
    }
    const left = new Set(own)
    const follow = (start: number, first: number): number[] => {
      const vertices = [start]
      let edge: number | undefined = first
      let vertex = start
      while (edge !== undefined) {
        left.delete(edge)
        vertex = map.origin[2 * edge] === vertex ? map.origin[2 * edge + 1] : map.origin[2 * edge]
        vertices.push(vertex)
        const here: number[] = at.get(vertex)!
        edge = here.length === 2 ? here.find((other) => left.has(other)) : undefined
      }
      return vertices
    }
    for (const edge of own) {
      if (!left.has(edge)) continue
      const end = [map.origin[2 * edge], map.origin[2 * edge + 1]].find((vertex) => at.get(vertex)!.length !== 2)
      if (end !== undefined) result.push({ vertices: follow(end, edge), broken })
    }
    // what is left has no end: rings
    for (const edge of own) if (left.has(edge)) result.push({ vertices: follow(map.origin[2 * edge], edge), broken })
  }
  return result
}

/** Edges by the curve they came from. */
export function edgesByCurve(plan: CityPlan): number[][] {
  const edges: number[][] = plan.curves.map(() => [])
  for (let edge = 0; edge < plan.map.curve.length; edge++) edges[plan.map.curve[edge]].push(edge)
  return edges
}

/** Every road as lines in degrees. Main roads cross the river on bridges, small ones end at the bank. */
export function drawRoads(plan: CityPlan, names: readonly (Name | undefined)[]): RoadFeature[] {
  const { map, curves, isRiverside } = plan
  const features: RoadFeature[] = []
  const overWater = (edge: number) => isRiverside[map.face[2 * edge]] && isRiverside[map.face[2 * edge + 1]]
  for (const [index, edges] of edgesByCurve(plan).entries()) {
    const curve = curves[index]
    if (!isRoad(curve)) continue
    const crosses = curve.class !== 'lane' && curve.class !== 'tertiary'
    for (const { vertices, broken } of chains(plan, edges, overWater)) {
      if (broken && !crosses) continue
      const { name, nameEn } = names[index]!
      features.push({
        type: 'Feature',
        properties: { class: curve.class, name, name_en: nameEn, bridge: broken, curve: index },
        geometry: { type: 'LineString', coordinates: vertices.map((vertex) => toRoundLngLat(map.x[vertex], map.y[vertex])) },
      })
    }
  }
  return features
}

/** The lines of all curves of one part, such as the railway. */
export function linesOf(plan: CityPlan, part: Curve['part']): [number, number][][] {
  const { map, curves } = plan
  return edgesByCurve(plan).flatMap((edges, index) =>
    curves[index].part === part
      ? chains(plan, edges, () => false).map(({ vertices }) => vertices.map((v) => toRoundLngLat(map.x[v], map.y[v])))
      : [],
  )
}
