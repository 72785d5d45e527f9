import type { Feature, FeatureCollection, Geometry, Point, Position } from 'geojson'
import type { Finding, FindingKind } from '../../../server/contract/api/boundaries.ts'

export type Box = [west: number, south: number, east: number, north: number]

/** A finding on the map: all that the list says of it, without its bounds. */
export type FindingFeature = Feature<Geometry, Omit<Finding, 'bounds'>>
/** `leftOut`: how many more there are than a map shows. */
export type FindingCollection = FeatureCollection<Geometry, Omit<Finding, 'bounds'>> & { leftOut: number }

export const NO_FINDINGS: FindingCollection = { type: 'FeatureCollection', features: [], leftOut: 0 }

/** The box around a geometry; null where it has no position. */
export function boundsOf(geometry: Geometry): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  extend(box, geometry)
  return box[0] <= box[2] ? box : null
}

function extend(box: Box, geometry: Geometry): void {
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) extend(box, part)
    return
  }
  const visit = (at: Position | unknown[]): void => {
    if (typeof at[0] !== 'number') {
      for (const inner of at) visit(inner as unknown[])
      return
    }
    const [lng, lat] = at as Position
    box[0] = Math.min(box[0], lng)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lng)
    box[3] = Math.max(box[3], lat)
  }
  visit(geometry.coordinates)
}

/** The finding of a feature as the list has it. */
export function findingOf({ geometry, properties }: FindingFeature): Finding {
  return { ...properties, bounds: boundsOf(geometry) }
}

/** A dot for each finding, so that a gap of a metre is seen from afar: at the middle of its bounds. */
export function dotsOf({ features }: FindingCollection): Feature<Point, { id: number; kind: FindingKind; point: boolean }>[] {
  return features.flatMap(({ geometry, properties: { id, kind } }) => {
    const box = boundsOf(geometry)
    if (box === null) return []
    const point = geometry.type === 'Point' || geometry.type === 'MultiPoint'
    const coordinates = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
    return [{ type: 'Feature', geometry: { type: 'Point', coordinates }, properties: { id, kind, point } }]
  })
}

/**
 * Which of the findings under the pointer a click means: of the ids in `hits`, smallest shape first, the one after that
 * which is selected already, so that clicking on comes to each in turn. Undefined where nothing is hit.
 */
export function nextHit(hits: readonly number[], selectedId: number | undefined): number | undefined {
  const distinct = [...new Set(hits)]
  const at = selectedId === undefined ? -1 : distinct.indexOf(selectedId)
  return distinct[(at + 1) % distinct.length]
}
