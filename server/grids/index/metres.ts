/** Metres that a degree of longitude and of latitude measure on the WGS-84 ellipsoid. */
export interface DegreeLengths {
  lngM: number
  latM: number
}

const EQUATORIAL_RADIUS_M = 6_378_137
const ECCENTRICITY_SQUARED = 0.00669437999014

/** The lengths of a degree at latitude `lat` (degrees). */
export function degreeLengths(lat: number): DegreeLengths {
  const radians = Math.PI / 180
  const sine = Math.sin(lat * radians)
  const w = Math.sqrt(1 - ECCENTRICITY_SQUARED * sine * sine)
  return {
    lngM: (radians * EQUATORIAL_RADIUS_M * Math.cos(lat * radians)) / w,
    latM: (radians * EQUATORIAL_RADIUS_M * (1 - ECCENTRICITY_SQUARED)) / (w * w * w),
  }
}
