import type { Geometry, Position } from 'geojson'

/** Numbers of the format for what a Shapefile may hold; one for the whole file. */
export const SHAPE_TYPES = { point: 1, line: 3, polygon: 5 } as const
export type ShapeKind = keyof typeof SHAPE_TYPES

export type Box = [west: number, south: number, east: number, north: number]

/** The kind of Shapefile that a geometry goes into. Throws RangeError for one that goes into none. */
export function kindOf(geometry: Geometry): ShapeKind {
  switch (geometry.type) {
    case 'Point':
      return 'point'
    case 'LineString':
    case 'MultiLineString':
      return 'line'
    case 'Polygon':
    case 'MultiPolygon':
      return 'polygon'
    default:
      throw new RangeError(`a ${geometry.type} cannot be written to a Shapefile, expected points, lines or polygons`)
  }
}

/**
 * The content of one record; every double as it is. Rings are turned so that outer ones go clockwise and holes the
 * other way, which is all that tells them apart. null is a record without a shape.
 */
export function shpContent(geometry: Geometry | null): { content: Buffer; box: Box | null } {
  if (geometry === null) return { content: Buffer.alloc(4), box: null }
  if (geometry.type === 'Point') return pointContent(geometry.coordinates)
  const parts = partsOf(geometry)
  const points = parts.reduce((sum, part) => sum + part.length, 0)
  const content = Buffer.alloc(44 + parts.length * 4 + points * 16)
  content.writeInt32LE(SHAPE_TYPES[kindOf(geometry)], 0)
  content.writeInt32LE(parts.length, 36)
  content.writeInt32LE(points, 40)
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  let written = 0
  for (const [index, part] of parts.entries()) {
    content.writeInt32LE(written, 44 + index * 4)
    for (const [x, y] of part as [number, number][]) {
      const at = 44 + parts.length * 4 + written++ * 16
      content.writeDoubleLE(x, at)
      content.writeDoubleLE(y, at + 8)
      grow(box, x, y, x, y)
    }
  }
  box.forEach((value, index) => content.writeDoubleLE(value, 4 + index * 8))
  return { content, box }
}

/** Makes `box` hold the other one, too. */
export function grow(box: Box, west: number, south: number, east: number, north: number): void {
  box[0] = Math.min(box[0], west)
  box[1] = Math.min(box[1], south)
  box[2] = Math.max(box[2], east)
  box[3] = Math.max(box[3], north)
}

function pointContent([x, y]: Position): { content: Buffer; box: Box } {
  const content = Buffer.alloc(20)
  content.writeInt32LE(SHAPE_TYPES.point, 0)
  content.writeDoubleLE(x!, 4)
  content.writeDoubleLE(y!, 12)
  return { content, box: [x!, y!, x!, y!] }
}

function partsOf(geometry: Geometry): Position[][] {
  switch (geometry.type) {
    case 'LineString': return [geometry.coordinates]
    case 'MultiLineString': return geometry.coordinates
    case 'Polygon': return turned(geometry.coordinates)
    case 'MultiPolygon': return geometry.coordinates.flatMap(turned)
    default: throw new RangeError(`a ${geometry.type} has no parts`)
  }
}

function turned(rings: Position[][]): Position[][] {
  return rings.map((ring, index) => (isClockwise(ring) === (index === 0) ? ring : ring.toReversed()))
}

function isClockwise(ring: Position[]): boolean {
  const [x0, y0] = ring[0] as [number, number]
  let twice = 0
  for (let index = 1; index < ring.length; index++) {
    const [x1, y1] = ring[index - 1] as [number, number]
    const [x2, y2] = ring[index] as [number, number]
    twice += (x2 - x0) * (y1 - y0) - (x1 - x0) * (y2 - y0)
  }
  return twice >= 0
}
