import type { LngLat } from './city.ts'

/** The middle of every demo city: in the east of China, where GCJ-02 conversion applies, in no real city. */
export const centre: LngLat = [117.2, 33]

const metresPerLat = 110_922
const metresPerLng = 111_320 * Math.cos((centre[1] * Math.PI) / 180) * 1.00112

/** Metres east and north of the city's centre → degrees, not rounded. */
export function toLngLat(x: number, y: number): LngLat {
  return [centre[0] + x / metresPerLng, centre[1] + y / metresPerLat]
}

/** Degrees → metres east and north of the city's centre. */
export function toMetres(lng: number, lat: number): [number, number] {
  return [(lng - centre[0]) * metresPerLng, (lat - centre[1]) * metresPerLat]
}

/** Degrees rounded to 1e-7 (about 1 cm), the precision of everything that the city hands out. */
export function toRoundLngLat(x: number, y: number): LngLat {
  const [lng, lat] = toLngLat(x, y)
  return [Math.round(lng * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7]
}

/** The nearest place in metres whose degrees are whole multiples of 1e-7. */
export function snapToGraticule(x: number, y: number): [number, number] {
  const [lng, lat] = toRoundLngLat(x, y)
  return toMetres(lng, lat)
}
