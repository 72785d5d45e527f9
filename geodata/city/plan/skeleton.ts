import type { RoadClass } from '../city.ts'
import type { PlanarMap } from '../planar-map.ts'
import { mulberry32 } from '../random.ts'
import { faceContains, insertCurve } from './insert-curve.ts'
import type { Point, Site } from './site.ts'

/** What a line of the map is; everything but water, railway and border is a road. */
export type CurveClass = RoadClass | 'river' | 'railway' | 'border'

export interface Curve {
  class: CurveClass
  /** Which part it plays, for its name: a bank road, a ring with its number, an axis, a radial, or a street. */
  part: 'border' | 'river' | 'bank' | 'railway' | 'axis' | 'ring' | 'radial' | 'street'
  rank: number
}

/** Draws the main lines: river, bank roads, two axes, railway, ring roads, radials. Adds to `curves`, in that order. */
export function drawSkeleton(map: PlanarMap, site: Site, curves: Curve[]): void {
  const random = mulberry32(site.seed ^ 0x5ce1e)
  const { radiusM, river, axisAngle } = site
  const reach = radiusM * 1.6
  const draw = (curve: Curve, points: Point[], gapM = 16) => {
    curves.push(curve)
    insertCurve(map, points, curves.length - 1, gapM)
  }
  draw({ class: 'river', part: 'river', rank: 0 }, sample(-reach, reach, 45, (along) => river.at(along, 0)))
  for (const side of [1, -1]) {
    draw({ class: 'arterial', part: 'bank', rank: side }, sample(-reach, reach, 45, (along) => river.at(along, side * river.bankM)))
  }

  const line = (angle: number, shift: number, bend: number, from = -reach): Point[] => {
    const phase = random() * 6.28
    return sample(from, reach, 50, (u) => {
      const v = shift + bend * Math.sin(u / (0.31 * radiusM) + phase) + bend * 0.4 * Math.sin(u / (0.12 * radiusM) + 2 * phase)
      return [u * Math.cos(angle) - v * Math.sin(angle), u * Math.sin(angle) + v * Math.cos(angle)]
    })
  }
  const square = axisAngle + 0.16
  draw({ class: 'arterial', part: 'axis', rank: 0 }, line(square + Math.PI / 2, 0, 0.012 * radiusM))
  if (radiusM > 1500) draw({ class: 'arterial', part: 'axis', rank: 1 }, line(square, 0.02 * radiusM, 0.02 * radiusM))
  if (radiusM > 2500) draw({ class: 'railway', part: 'railway', rank: 0 }, line(axisAngle + 0.1, 0.47 * radiusM, 0.03 * radiusM))

  const rings = ringRadii(radiusM)
  for (const [index, ringM] of rings.entries()) {
    const outermost = index === rings.length - 1
    const phase = random() * 6.28
    const points = sample(0, 2 * Math.PI, 50 / ringM, (angle) => {
      const radius = ringM * (1 + 0.07 * Math.sin(2 * angle + phase) + 0.03 * Math.sin(4 * angle + 2 * phase))
      return [radius * 1.08 * Math.cos(angle + 0.4), radius * Math.sin(angle + 0.4)]
    })
    draw({ class: outermost ? 'expressway' : 'arterial', part: 'ring', rank: index + 1 }, points)
  }

  for (const [index, ringM] of rings.entries()) {
    const count = 4 + 4 * index
    for (let spoke = 0; spoke < count; spoke++) {
      const angle = square + Math.PI / 4 + (2 * Math.PI * spoke) / count + (random() - 0.5) * (0.9 / count)
      const points = line(angle, 0, 0.014 * radiusM, ringM * 0.86)
      if (isNearOthers(map, points) || runsAlong(site, points)) continue
      draw({ class: index === 0 ? 'arterial' : 'secondary', part: 'radial', rank: index }, points)
    }
  }
}

/** Each ring encloses about three and a half times the ground of the one inside it. */
function ringRadii(radiusM: number): number[] {
  const radii: number[] = []
  for (let radius = 1450; radius < radiusM * 0.82; radius *= 1.88) radii.push(radius)
  return radii
}

function sample(from: number, to: number, step: number, place: (u: number) => Point): Point[] {
  const count = Math.max(2, Math.ceil((to - from) / step))
  return Array.from({ length: count + 1 }, (_, index) => place(from + ((to - from) * index) / count))
}

/** Whether a radial would meet the river or its banks at a flat angle, or run beside it. */
function runsAlong(site: Site, points: readonly Point[]): boolean {
  for (let index = 1; index < points.length; index++) {
    const [x, y] = points[index]!
    if (Math.hypot(x, y) > site.radiusM * 1.1) break
    const { distance, angle } = site.river.locate(x, y)
    if (Math.abs(distance) > site.river.bankM * 2.2) continue
    const heading = Math.atan2(y - points[index - 1]![1], x - points[index - 1]![0])
    if (Math.abs(Math.sin(heading - angle)) < 0.62) return true
  }
  return false
}

/** Whether a radial would start close to a main road that runs the same way. */
function isNearOthers(map: PlanarMap, points: readonly Point[]): boolean {
  for (const place of [0.12, 0.22]) {
    const [x, y] = points[Math.floor(points.length * place)]!
    for (let face = 1; face < map.faceCount; face++) {
      if (!faceContains(map, face, x, y)) continue
      for (const halfEdge of map.loop(face)) {
        const vertex = map.origin[halfEdge]!
        if (Math.hypot(map.x[vertex]! - x, map.y[vertex]! - y) < 160) return true
      }
    }
  }
  return false
}
