const EARTH_RADIUS_M = 6_371_008.8
const RADIANS = Math.PI / 180

/** Metres between two points along a great circle (haversine). */
export function distanceM(fromLng: number, fromLat: number, toLng: number, toLat: number): number {
  const halfLat = Math.sin(((toLat - fromLat) * RADIANS) / 2)
  const halfLng = Math.sin(((toLng - fromLng) * RADIANS) / 2)
  const chord = halfLat * halfLat + Math.cos(fromLat * RADIANS) * Math.cos(toLat * RADIANS) * halfLng * halfLng
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)))
}

/** Degrees clockwise from north in which one sets out on the great circle; 0 where both points are the same. */
export function bearingDeg(fromLng: number, fromLat: number, toLng: number, toLat: number): number {
  const east = Math.sin((toLng - fromLng) * RADIANS) * Math.cos(toLat * RADIANS)
  const north =
    Math.cos(fromLat * RADIANS) * Math.sin(toLat * RADIANS) -
    Math.sin(fromLat * RADIANS) * Math.cos(toLat * RADIANS) * Math.cos((toLng - fromLng) * RADIANS)
  return (Math.atan2(east, north) / RADIANS + 360) % 360
}
