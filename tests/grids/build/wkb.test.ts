import { describe, expect, test } from 'vitest'
import { readMultiPolygon } from '../../../server/grids/build/wkb.ts'

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(/\s/g, ''), 'hex'))

describe('readMultiPolygon', () => {
  test('reads holes and several polygons, every bit of a coordinate', () => {
    // ST_AsBinary of MULTIPOLYGON(((0 0, 4 0, 0 4, 0 0), (1 1, 1 2, 2 1, 1 1)), ((0.1 0.2, 1 0, 1 1, 0.1 0.2)))
    const ring = (positions: [number, number][]) => {
      const buffer = Buffer.alloc(4 + 16 * positions.length)
      buffer.writeUInt32LE(positions.length, 0)
      positions.forEach(([x, y], k) => {
        buffer.writeDoubleLE(x, 4 + 16 * k)
        buffer.writeDoubleLE(y, 12 + 16 * k)
      })
      return buffer
    }
    const rings: [number, number][][] = [
      [[0, 0], [4, 0], [0, 4], [0, 0]], [[1, 1], [1, 2], [2, 1], [1, 1]],
      [[0.1, 0.2], [1, 0], [1, 1], [0.1, 0.2]],
    ]
    const bytes = Buffer.concat([
      hex('01 06000000 02000000'), hex('01 03000000 02000000'), ring(rings[0]), ring(rings[1]),
      hex('01 03000000 01000000'), ring(rings[2]),
    ])
    expect(readMultiPolygon(bytes)).toEqual({ type: 'MultiPolygon', coordinates: [[rings[0], rings[1]], [rings[2]]] })
    expect(readMultiPolygon(Buffer.concat([hex('ffffff'), bytes]).subarray(3)).coordinates).toHaveLength(2)
  })

  test('reads an empty one', () => {
    expect(readMultiPolygon(hex('01 06000000 00000000'))).toEqual({ type: 'MultiPolygon', coordinates: [] })
  })

  test.each([
    ['a polygon', '01 03000000 00000000', 'WKB of type 3, expected type 6'],
    ['one with heights', '01 ee030000 00000000', 'WKB of type 1006, expected type 6'],
    ['a big-endian one', '00 00000006 00000000', 'WKB of type 6, expected type 6, little-endian'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readMultiPolygon(hex(bytes))).toThrow(message)
  })
})
