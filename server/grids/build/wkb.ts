import type { MultiPolygon, Position } from 'geojson'

const POLYGON = 3
const MULTI_POLYGON = 6

/**
 * Reads a two-dimensional MultiPolygon in little-endian WKB (ST_AsBinary(…, 'NDR')), every bit of its coordinates.
 * Throws a RangeError for anything else.
 */
export function readMultiPolygon(bytes: Uint8Array): MultiPolygon {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0

  function readCount(): number {
    at += 4
    return view.getUint32(at - 4, true)
  }

  function expectType(type: number): void {
    const littleEndian = view.getUint8(at++) === 1
    const found = view.getUint32(at, littleEndian)
    at += 4
    if (!littleEndian || found !== type) {
      throw new RangeError(`WKB of type ${found}, expected type ${type}, little-endian, in two dimensions`)
    }
  }

  function readRing(): Position[] {
    const ring: Position[] = []
    const count = readCount()
    const end = at + 16 * count
    for (; at < end; at += 16) ring.push([view.getFloat64(at, true), view.getFloat64(at + 8, true)])
    return ring
  }

  expectType(MULTI_POLYGON)
  const coordinates = Array.from({ length: readCount() }, () => {
    expectType(POLYGON)
    return Array.from({ length: readCount() }, readRing)
  })
  return { type: 'MultiPolygon', coordinates }
}
