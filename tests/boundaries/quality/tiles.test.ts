import { expect, test } from 'vitest'
import { mulberry32 } from '../../../geodata/city/random.ts'
import { type Box, cutIntoTiles, type Weight } from '../../../server/boundaries/quality/tiles.ts'

const size = ([west, south, east, north]: Box): number => (east - west) * (north - south)

test('a box with few points stays one tile', () => {
  expect(cutIntoTiles([0, 0, 4, 2], [{ box: [0, 0, 4, 2], points: 100 }], 100)).toEqual([[0, 0, 4, 2]])
})

test('tiles make up the box, do not overlap, and hold no more points than wanted', () => {
  const random = mulberry32(5)
  const polygons = Array.from({ length: 400 }, (): Weight => {
    const [x, y] = [random() ** 3 * 9, random() * 4]
    return { box: [x, y, x + 0.5, y + 0.5], points: 20 }
  })
  const whole: Box = [0, 0, 10, 5]
  const tiles = cutIntoTiles(whole, polygons, 500)
  expect(tiles.length).toBeGreaterThan(16)
  expect(tiles.reduce((sum, tile) => sum + size(tile), 0)).toBeCloseTo(50, 9)
  for (const [k, a] of tiles.entries()) {
    for (const b of tiles.slice(k + 1)) {
      expect(a[0] >= b[2] || b[0] >= a[2] || a[1] >= b[3] || b[1] >= a[3]).toBe(true)
    }
    const points = polygons.reduce((sum, { box, points }) => {
      const width = Math.max(0, Math.min(a[2], box[2]) - Math.max(a[0], box[0]))
      const height = Math.max(0, Math.min(a[3], box[3]) - Math.max(a[1], box[1]))
      return sum + (points * width * height) / size(box)
    }, 0)
    expect(points).toBeLessThanOrEqual(500 + 1e-6)
  }
})

test('polygons that all lie in one place do not cut for ever', () => {
  const heap = Array.from({ length: 100 }, (): Weight => ({ box: [1, 1, 1, 1], points: 1000 }))
  expect(cutIntoTiles([0, 0, 2, 2], heap, 500).length).toBeLessThan(1025)
})
