import type { Geometry, Position } from 'geojson'
import { SourceError } from '../../source-error.ts'
import type { ByteReader } from './byte-reader.ts'
import { groupRings } from './group-rings.ts'

const HEADER_BYTES = 100
const FILE_CODE = 9994
/** Of a shape's points within its record: type, box, numbers of parts and points come before. */
const POLY_HEADER_BYTES = 44
const MULTIPOINT_HEADER_BYTES = 40
const MULTIPATCH = 31

export interface ShpRecord {
  geometry: Geometry | null
  unreadable?: string
}

/**
 * The shapes of a .shp of `size` bytes in their order; Z and M are left out. A record that contradicts itself is
 * unreadable. Throws SourceError where the file is none or ends too early.
 */
export async function* readShp(bytes: ByteReader, size: number): AsyncGenerator<ShpRecord> {
  const header = await bytes.take(HEADER_BYTES)
  if (header.length < HEADER_BYTES || header.readInt32BE(0) !== FILE_CODE) {
    throw new SourceError(
      'The .shp is no Shapefile',
      'Its first number is not 9994: is it another file that was renamed?',
    )
  }
  if (header.readInt32LE(32) === MULTIPATCH) {
    throw new SourceError('The .shp has shapes in space (MultiPatch)', 'Convert them to polygons')
  }
  // What comes after the length that the file states is left over from editing.
  const stated = header.readInt32BE(24) * 2
  const end = stated < HEADER_BYTES ? size : Math.min(size, stated)
  for (let record = 1; bytes.taken + 8 <= end; record++) {
    const head = await bytes.take(8)
    const length = head.length < 8 ? -1 : head.readInt32BE(4) * 2
    if (length < 4 || bytes.taken + length > size) throw cutOff(record)
    const content = await bytes.take(length)
    if (content.length < length) throw cutOff(record)
    yield readShape(content)
  }
  if (stated > size) {
    throw new SourceError('The .shp is shorter than it says', 'It was not copied to its end: get it once more')
  }
}

function cutOff(record: number): SourceError {
  return new SourceError(`The .shp ends in the middle of record ${record}, or is damaged there`, 'Get it once more')
}

function readShape(content: Buffer): ShpRecord {
  const type = content.readInt32LE(0)
  try {
    return { geometry: geometryOf(type, content) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { geometry: null, unreadable: `a shape of type ${type} in ${content.length} bytes` }
  }
}

/** Throws RangeError where numbers lie outside the record. Types are those of 2D, + 10 with Z, + 20 with M. */
function geometryOf(type: number, content: Buffer): Geometry | null {
  switch (type) {
    case 0: return null
    case 1: case 11: case 21: return { type: 'Point', coordinates: pointAt(content, 4) }
    case 3: case 13: case 23: return { type: 'MultiLineString', coordinates: partsOf(content) }
    case 5: case 15: case 25: return { type: 'MultiPolygon', coordinates: groupRings(partsOf(content)) }
    case 8: case 18: case 28: {
      return { type: 'MultiPoint', coordinates: pointsOf(content, MULTIPOINT_HEADER_BYTES, 0, content.readInt32LE(36)) }
    }
    default: throw new RangeError('no type of shape')
  }
}

function partsOf(content: Buffer): Position[][] {
  const [parts, points] = [content.readInt32LE(36), content.readInt32LE(40)]
  const pointsAt = POLY_HEADER_BYTES + parts * 4
  if (parts < 0 || points < 0 || pointsAt + points * 16 > content.length) {
    throw new RangeError('more than the record holds')
  }
  return Array.from({ length: parts }, (_, part) => {
    const from = content.readInt32LE(POLY_HEADER_BYTES + part * 4)
    const to = part + 1 < parts ? content.readInt32LE(POLY_HEADER_BYTES + (part + 1) * 4) : points
    return pointsOf(content, pointsAt, from, to)
  })
}

function pointsOf(content: Buffer, at: number, from: number, to: number): Position[] {
  if (from < 0 || to < from || at + to * 16 > content.length) throw new RangeError('more than the record holds')
  return Array.from({ length: to - from }, (_, index) => pointAt(content, at + (from + index) * 16))
}

function pointAt(content: Buffer, at: number): Position {
  return [content.readDoubleLE(at), content.readDoubleLE(at + 8)]
}
