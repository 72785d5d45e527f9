import { expect, test } from 'vitest'
import { mulberry32 } from '../../geodata/city/random.ts'
import { planeAt } from '../../server/tracks/plane.ts'
import { simplified } from '../../server/tracks/simplify.ts'
import type { WayPoint } from '../../server/tracks/way.ts'
import { fixAt, noise } from './walk.ts'

function wander(seed: number, length: number, stopShare: number): WayPoint[] {
  const random = mulberry32(seed)
  let [eastM, northM, headingRad] = [0, 0, 0]
  return Array.from({ length }, (_, i) => {
    headingRad += noise(random, 0.4)
    eastM += 13 * Math.cos(headingRad)
    northM += 13 * Math.sin(headingRad)
    const { recordedAtMs: atMs, lng, lat } = fixAt(i, eastM, northM)
    return { atMs, lng, lat, isStop: random() < stopShare }
  })
}

type Point = [x: number, y: number]

/** By trying the ends and the foot of the perpendicular. */
function metresToSegment(point: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const between = ([x, y]: Point) => Math.hypot(x - point[0], y - point[1])
  const length2 = (bx - ax) ** 2 + (by - ay) ** 2
  const share = ((point[0] - ax) * (bx - ax) + (point[1] - ay) * (by - ay)) / length2
  const foot = share > 0 && share < 1 ? between([ax + share * (bx - ax), ay + share * (by - ay)]) : Infinity
  return Math.min(between([ax, ay]), between([bx, by]), foot)
}

/** Douglas and Peucker as they wrote it, one call a piece. */
function kept(points: Point[], isStop: boolean[], toleranceM: number, from = 0, to = points.length - 1): number[] {
  const stop = isStop.findIndex((stops, i) => stops && i > from && i < to)
  const inside = points.slice(from + 1, to).map((point) => metresToSegment(point, points[from], points[to]))
  const farthest = stop !== -1 ? stop : from + 1 + inside.indexOf(Math.max(...inside))
  if (stop === -1 && !(Math.max(...inside) > toleranceM)) return [from, to]
  return [
    ...kept(points, isStop, toleranceM, from, farthest), ...kept(points, isStop, toleranceM, farthest, to).slice(1),
  ]
}

test('it keeps what the plain recursion keeps, and nothing left out is further from the line than allowed', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const part = wander(seed, 2 + seed * 5, seed % 2 === 0 ? 0.05 : 0)
    const plane = planeAt(part[0].lat)
    const points = part.map(({ lng, lat }): Point => [plane.x(lng), plane.y(lat)])
    for (const toleranceM of [1, 8, 60]) {
      const line = simplified(part, toleranceM)
      const indices = line.map((point) => part.indexOf(point))
      expect(indices).toEqual(kept(points, part.map(({ isStop }) => isStop), toleranceM))
      expect(line.filter(({ isStop }) => isStop)).toEqual(part.filter(({ isStop }) => isStop))
      for (let k = 1; k < indices.length; k++) {
        for (let i = indices[k - 1] + 1; i < indices[k]; i++) {
          const awayM = metresToSegment(points[i], points[indices[k - 1]], points[indices[k]])
          expect(awayM).toBeLessThanOrEqual(toleranceM)
        }
      }
    }
  }
})

test('a straight walk is its two ends; a walk there and back keeps where it turned', () => {
  const at = (i: number, eastM: number): WayPoint => {
    const { lng, lat } = fixAt(0, eastM, 0)
    return { atMs: i, lng, lat, isStop: false }
  }
  const straight = Array.from({ length: 100 }, (_, i) => at(i, i * 13))
  expect(simplified(straight).map(({ atMs }) => atMs)).toEqual([0, 99])
  const andBack = Array.from({ length: 101 }, (_, i) => at(i, i <= 50 ? i * 13 : (100 - i) * 13))
  expect(simplified(andBack).map(({ atMs }) => atMs)).toEqual([0, 50, 100])
  expect(simplified([])).toEqual([])
  expect(simplified(straight.slice(0, 2))).toEqual(straight.slice(0, 2))
})

test('a way wound up thirty thousand points long is no trouble', () => {
  const spiral = Array.from({ length: 30_000 }, (_, i): WayPoint => {
    const { lng, lat } = fixAt(0, i * 0.01 * Math.cos(i / 50), i * 0.01 * Math.sin(i / 50))
    return { atMs: i, lng, lat, isStop: false }
  })
  expect(simplified(spiral).length).toBeLessThan(10_000)
})
