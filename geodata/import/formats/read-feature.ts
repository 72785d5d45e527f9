import type { Geometry } from 'geojson'
import type { RawRow } from './raw-source.ts'

const GEOMETRIES: ReadonlySet<unknown> = new Set([
  'Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon', 'GeometryCollection',
])

/** The JSON text of a Feature, or of a bare geometry, as a row; unreadable if it is neither. */
export function readFeature(text: string, row: number): RawRow {
  const unreadable = (why: string): RawRow => ({ row, values: {}, geometry: null, unreadable: { what: 'row', why } })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return unreadable((error as Error).message)
  }
  if (!isObject(value)) return unreadable(text)
  if (GEOMETRIES.has(value.type)) return { row, values: {}, geometry: value as unknown as Geometry }
  if (value.type !== 'Feature') return unreadable(text)

  const { properties, geometry, id } = value
  try {
    const values = isObject(properties) ? flatten(properties) : {}
    if (id !== undefined && !('id' in values)) values.id = id
    return { row, values, geometry: isObject(geometry) ? (geometry as unknown as Geometry) : null }
  } catch (error) {
    // Nested so deep that it cannot be written back.
    return unreadable((error as Error).message)
  }
}

/** Lists and objects among the values as JSON: no column of ours is one. */
function flatten(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      isObject(value) || Array.isArray(value) ? JSON.stringify(value) : value,
    ]),
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
