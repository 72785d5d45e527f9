import { expect, it } from 'vitest'
import { toLngLat } from '../../../geodata/city/projection.ts'
import type { MultiPolygon } from '../../../geodata/city/city.ts'
import { isWithin, groundShape } from '../../../geodata/field/patrol/ground-shape.ts'

const ring = (corners: [number, number][]) => corners.map(([x, y]) => toLngLat(x, y))

/** A square of 100 m with a hole of 40 m, and a triangle beside it. */
const boundary: MultiPolygon = {
  type: 'MultiPolygon',
  coordinates: [
    [
      ring([[0, 0], [100, 0], [100, 100], [0, 100], [0, 0]]),
      ring([[30, 30], [30, 70], [70, 70], [70, 30], [30, 30]]),
    ],
    [ring([[200, 0], [300, 0], [200, 100], [200, 0]])],
  ],
}

it.each([
  ['inside', 10, 50, 0],
  ['in the hole', 50, 50, 20],
  ['left of it', -15, 50, 15],
  ['beyond a corner', 103, 104, 5],
  ['between the parts', 160, 50, 40],
  ['in the second part', 210, 10, 0],
])('knows how far a place %s is from it', (_, x, y, distanceM) => {
  const shape = groundShape(boundary)
  expect(isWithin(shape, x, y, distanceM + 0.01)).toBe(true)
  if (distanceM > 0) expect(isWithin(shape, x, y, distanceM - 0.01)).toBe(false)
})

it('knows the box around all parts', () => {
  const { west, south, east, north } = groundShape(boundary)
  expect([west, south, east, north].map((metres) => Math.round(metres))).toEqual([0, 0, 300, 100])
})
