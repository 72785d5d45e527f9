const METRES_PER_DEGREE = (Math.PI / 180) * 6_371_008.8

/** Metres east and north of the point (0°, 0°), true near one latitude: within a city the error is below 0.1%. */
export interface Plane {
  x(lng: number): number
  y(lat: number): number
}

/** The plane that is true at a latitude. */
export function planeAt(lat: number): Plane {
  const metresPerLng = METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180)
  return { x: (lng) => lng * metresPerLng, y: (lat) => lat * METRES_PER_DEGREE }
}
