import type { Geometry, LineString, Point, Polygon, Position } from 'geojson'

/** Deeper than a collection of multipolygons nothing is nested. */
const MOST_DEPTH = 4

/**
 * The geometry of a well-known binary (ISO and EWKB, either byte order), Z and M left out; empty points have no
 * coordinates. Throws RangeError for bytes that are none. PostGIS's answers and GeoPackages are read with it.
 */
export function readWkb(bytes: Uint8Array): Geometry {
  return new WkbReader(bytes).geometry(0)
}

class WkbReader {
  private readonly view: DataView
  private at = 0

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  geometry(depth: number): Geometry {
    if (depth > MOST_DEPTH) throw new RangeError('collections in collections')
    const littleEndian = this.view.getUint8(this.at++) === 1
    const code = this.uint32(littleEndian)
    // EWKB has bits for Z, M and an SRID; ISO adds 1000 for Z, 2000 for M, 3000 for both.
    if (code & 0x20000000) this.at += 4
    const iso = Math.floor((code & 0x0fffffff) / 1000)
    const extra = (code & 0x80000000 || iso & 1 ? 1 : 0) + (code & 0x40000000 || iso & 2 ? 1 : 0)
    const point = (): Position => this.point(littleEndian, extra)
    const line = (): Position[] => this.list(littleEndian, 16 + 8 * extra, point)
    const rings = (): Position[][] => this.list(littleEndian, 4, line)
    const members = (): Geometry[] => this.list(littleEndian, 5, () => this.geometry(depth + 1))
    switch ((code & 0x0fffffff) % 1000) {
      case 1: {
        const coordinates = point()
        return { type: 'Point', coordinates: coordinates.every(Number.isNaN) ? [] : coordinates }
      }
      case 2: return { type: 'LineString', coordinates: line() }
      case 3: return { type: 'Polygon', coordinates: rings() }
      case 4: return { type: 'MultiPoint', coordinates: coordinatesOf<Point>(members(), 'Point') }
      case 5: return { type: 'MultiLineString', coordinates: coordinatesOf<LineString>(members(), 'LineString') }
      case 6: return { type: 'MultiPolygon', coordinates: coordinatesOf<Polygon>(members(), 'Polygon') }
      case 7: return { type: 'GeometryCollection', geometries: members() }
      default: throw new RangeError(`type ${code} of well-known binary`)
    }
  }

  private uint32(littleEndian: boolean): number {
    this.at += 4
    return this.view.getUint32(this.at - 4, littleEndian)
  }

  private point(littleEndian: boolean, extra: number): Position {
    const position = [this.view.getFloat64(this.at, littleEndian), this.view.getFloat64(this.at + 8, littleEndian)]
    this.at += 16 + 8 * extra
    return position
  }

  /** A count and so many items; a count that the bytes cannot hold is refused before room is made for it. */
  private list<Item>(littleEndian: boolean, leastBytes: number, item: () => Item): Item[] {
    const count = this.uint32(littleEndian)
    if (count * leastBytes > this.view.byteLength - this.at) throw new RangeError('more than the bytes hold')
    return Array.from({ length: count }, item)
  }
}

function coordinatesOf<Part extends Point | LineString | Polygon>(
  members: readonly Geometry[],
  type: Part['type'],
): Part['coordinates'][] {
  return members.map((member) => {
    if (member.type !== type) throw new RangeError(`a ${member.type} among ${type}s`)
    return (member as Part).coordinates
  })
}
