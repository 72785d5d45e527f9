import type { MultiPolygon } from 'geojson'

/**
 * What a boundary with crossing rings encloses, without asking the database, which may hang on such a one (see
 * thresholds.ts). Null where nothing is left of it or it cannot be told. For boundaries of a few thousand points.
 */
export async function repairInMemory({ coordinates }: MultiPolygon): Promise<MultiPolygon | null> {
  // Only where there is something to repair: its many modules would be a quarter of what each start takes.
  const { featureCollection, multiPolygon, union } = await import('@turf/turf')
  try {
    const crossing = multiPolygon(coordinates)
    // united with itself it comes out without crossings
    const whole = union(featureCollection([crossing, crossing]))?.geometry
    if (whole === undefined) return null
    return { type: 'MultiPolygon', coordinates: whole.type === 'Polygon' ? [whole.coordinates] : whole.coordinates }
  } catch {
    // the sweep has found the ends of no ring
    return null
  }
}
