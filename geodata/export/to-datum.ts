import type { Feature, Geometry, Position } from 'geojson'
import { type DegreeDatum, fromWgs84 } from '../datum/chinese-datums.ts'

/** What is exported: in WGS-84, one kind of geometry a file; values are texts, numbers, booleans or null. */
export type Features = AsyncIterable<Feature<Geometry | null>> | Iterable<Feature<Geometry | null>>

/** A geometry in WGS-84 as one in `datum`. Equal points become equal points, so shared edges stay shared. */
export function toDatum(geometry: Geometry, datum: DegreeDatum): Geometry {
  if (datum === 'wgs84') return geometry
  const point = ([lng, lat]: Position): Position => fromWgs84(lng!, lat!, datum)
  const line = (points: Position[]): Position[] => points.map(point)
  switch (geometry.type) {
    case 'Point': return { ...geometry, coordinates: point(geometry.coordinates) }
    case 'MultiPoint': case 'LineString': return { ...geometry, coordinates: line(geometry.coordinates) }
    case 'MultiLineString': case 'Polygon': return { ...geometry, coordinates: geometry.coordinates.map(line) }
    case 'MultiPolygon': {
      return { ...geometry, coordinates: geometry.coordinates.map((rings) => rings.map(line)) }
    }
    case 'GeometryCollection': {
      return { ...geometry, geometries: geometry.geometries.map((member) => toDatum(member, datum)) }
    }
  }
}
