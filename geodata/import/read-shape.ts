import type { Geometry, Position } from 'geojson'
import type { Projection } from '../datum/projection.ts'
import { type BadCoordinates, readPosition } from './read-position.ts'
import type { LayerDefinition } from './layers.ts'
import { readPolygons } from './read-rings.ts'
import type { RowProblem } from './source.ts'
import { shown } from './storable-text.ts'

export interface ReadShape {
  shape: Geometry | null
  problems: RowProblem[]
}

/** A geometry as its parts, by what it is made of. */
type Parts =
  | { kind: 'point'; parts: Position[] }
  | { kind: 'line'; parts: Position[][] }
  | { kind: 'polygon'; parts: Position[][][] }

/**
 * A geometry of a file as the shape that is stored: in WGS-84, without Z and M, Point, MultiLineString or MultiPolygon,
 * of the kind that the layer takes. What is wrong with it is told in `problems`, coordinates once per row; `repair`
 * closes rings and drops those without area.
 */
export function readShape(
  geometry: Geometry,
  expected: LayerDefinition['geometry'],
  projection: Projection,
  repair: boolean,
): ReadShape {
  const taken = partsOf(geometry)
  if (taken === undefined || !fits(taken.kind, expected)) {
    return refused('wrong-geometry', { got: shown(geometry.type), expected })
  }
  if (taken.parts.length === 0) return refused('bad-geometry', { reason: 'empty' })
  if (taken.kind === 'point' && taken.parts.length > 1) {
    return refused('wrong-geometry', { got: shown(geometry.type), expected })
  }

  const bad: BadCoordinates[] = []
  const place = (position: Position): Position => {
    const read = readPosition(projection, position?.[0], position?.[1])
    if (Array.isArray(read)) return read
    bad.push(read)
    return [Number.NaN, Number.NaN]
  }
  const placed = inPlace(taken, place)
  if (bad.length > 0) return refused('bad-coordinates', { ...bad[0] })
  switch (placed.kind) {
    case 'point': return { shape: { type: 'Point', coordinates: placed.parts[0]! }, problems: [] }
    case 'line': return readLines(placed.parts)
    case 'polygon': return readPolygons(placed.parts, repair)
  }
}

function inPlace(taken: Parts, place: (position: Position) => Position): Parts {
  switch (taken.kind) {
    case 'point': return { ...taken, parts: taken.parts.map(place) }
    case 'line': return { ...taken, parts: taken.parts.map((line) => line.map(place)) }
    case 'polygon': return { ...taken, parts: taken.parts.map((rings) => rings.map((ring) => ring.map(place))) }
  }
}

/** The one problem of a row that is refused for it. */
export function refused(kind: RowProblem['kind'], detail: Record<string, unknown>): ReadShape {
  return { shape: null, problems: [{ kind, refused: true, detail }] }
}

function readLines(lines: Position[][]): ReadShape {
  const short = lines.findIndex((line) => line.length < 2)
  if (short >= 0) {
    return refused('bad-geometry', { reason: 'too-few-points', part: short + 1, ring: 1, points: lines[short]!.length })
  }
  return { shape: { type: 'MultiLineString', coordinates: lines }, problems: [] }
}

function fits(kind: Parts['kind'], expected: LayerDefinition['geometry']): boolean {
  return kind === expected || (expected === 'line-or-polygon' && kind !== 'point')
}

/** undefined: a collection of different kinds, or nothing that we know. Malformed coordinates throw TypeError. */
function partsOf(geometry: Geometry): Parts | undefined {
  switch (geometry.type) {
    case 'Point': return { kind: 'point', parts: geometry.coordinates.length > 0 ? [geometry.coordinates] : [] }
    case 'MultiPoint': return { kind: 'point', parts: geometry.coordinates }
    case 'LineString': return { kind: 'line', parts: geometry.coordinates.length > 0 ? [geometry.coordinates] : [] }
    case 'MultiLineString': return { kind: 'line', parts: geometry.coordinates }
    case 'Polygon': return { kind: 'polygon', parts: geometry.coordinates.length > 0 ? [geometry.coordinates] : [] }
    case 'MultiPolygon': return { kind: 'polygon', parts: geometry.coordinates }
    case 'GeometryCollection': {
      // One level: a collection in a collection is nobody's city.
      const members = geometry.geometries.map((one) => (one.type === 'GeometryCollection' ? undefined : partsOf(one)))
      const kind = members[0]?.kind
      if (kind === undefined || members.some((member) => member?.kind !== kind)) return undefined
      return { kind, parts: members.flatMap<unknown>((member) => member!.parts) } as Parts
    }
    default: return undefined
  }
}
