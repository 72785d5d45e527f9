import { expect, test } from 'vitest'
import {
  decodeLocatedPoints, encodeLocatedPoints, encodePoints, LOCATED_HEADER_BYTES, type LocatedColumns,
} from '../../server/contract/located-points.ts'

const columns: LocatedColumns = {
  versionId: 12,
  distanceToEdgeM: Float64Array.of(0, 3.25, 1234.5),
  community: Uint32Array.of(7, 2 ** 31 - 1, 0),
  street: Uint32Array.of(0, 9, 0),
  area: Uint32Array.of(0, 0, 1),
  exclusiveStart: Uint32Array.of(0, 2, 2, 3),
  exclusive: Uint32Array.of(21, 22, 21),
  decision: Uint8Array.of(1, 0, 3),
  streetDecision: Uint8Array.of(0, 1, 0),
  uncertain: Uint8Array.of(1, 0, 0),
  exclusiveDecision: Uint8Array.of(0, 1, 0),
  grids: [
    { gridId: 7, layer: 'community', code: 'c7', name: '七格', nameEn: 'Grid 7', areaCode: '9901', unitId: null },
  ],
  areas: [{ code: '9901', level: 'city', name: '小城', nameEn: 'Small City', parentCode: null }],
}
const encode = () => encodeLocatedPoints(columns, JSON.stringify({ grids: columns.grids, areas: columns.areas }))

test('what is encoded is decoded', () => {
  expect(decodeLocatedPoints(encode())).toEqual(columns)
})

test('bytes lie where the table says', () => {
  const bytes = encode()
  const view = new DataView(bytes.buffer)
  expect([view.getUint8(0), view.getUint8(1), view.getUint16(2, true)]).toEqual([0x4c, 1, 0])
  const dictionaryBytes = bytes.length - LOCATED_HEADER_BYTES - 3 * 27 - 4 - 3 * 5
  expect([4, 8, 12, 16, 20].map((at) => view.getUint32(at, true))).toEqual([3, 3, dictionaryBytes, 12, 0])
  expect(view.getFloat64(LOCATED_HEADER_BYTES + 8, true)).toBe(3.25)
  const columnsOf4 = LOCATED_HEADER_BYTES + 24
  expect(view.getUint32(columnsOf4 + 4, true)).toBe(2 ** 31 - 1)
  expect(view.getUint32(columnsOf4 + 12 + 4, true)).toBe(9)
  expect(view.getUint32(columnsOf4 + 36 + 4, true)).toBe(2)
  expect([...bytes.subarray(columnsOf4 + 36 + 16 + 12, columnsOf4 + 36 + 16 + 12 + 3)]).toEqual([1, 0, 3])
})

test('a view into a larger buffer decodes as well', () => {
  const bytes = encode()
  const larger = new Uint8Array(bytes.length + 5)
  larger.set(bytes, 3)
  expect(decodeLocatedPoints(larger.subarray(3, 3 + bytes.length))).toEqual(columns)
})

test('what is no reply is refused with what was found and what was expected', () => {
  const changed = (at: number, value: number) => {
    const bytes = encode()
    bytes[at] = value
    return () => decodeLocatedPoints(bytes)
  }
  expect(() => decodeLocatedPoints(new Uint8Array(10))).toThrow('Got 10 bytes, expected at least 24.')
  expect(changed(0, 0x47)).toThrow('Got magic 0x47, expected 0x4c.')
  expect(changed(1, 2)).toThrow('Got located points v2, expected v1.')
  expect(changed(4, 4)).toThrow(/^Got \d+ bytes for 4 points, expected \d+\.$/)
  expect(changed(LOCATED_HEADER_BYTES + 24 + 36 + 16 + 12 + 1, 9)).toThrow('Point 1: got decision 9, expected 0 to 3.')
})

test('points are pairs, or triples with their accuracy, of little-endian f64', () => {
  const pairs = new DataView(encodePoints([116.4, -1], [39.9, 2]).buffer)
  expect([0, 8, 16, 24].map((at) => pairs.getFloat64(at, true))).toEqual([116.4, 39.9, -1, 2])
  const triples = new DataView(encodePoints([116.4], [39.9], [15]).buffer)
  expect([triples.byteLength, triples.getFloat64(16, true)]).toEqual([24, 15])
})
