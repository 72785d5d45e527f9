/** One projection of the CGCS2000 Gauss-Krüger family, EPSG:4491 to 4554. */
export interface GaussKruger {
  epsg: number
  zoneWidthDeg: 3 | 6
  /** The national number of the zone: 13–23 of 6°, 25–45 of 3°. */
  zone: number
  centralMeridianDeg: number
  /** Whether eastings begin with the number of the zone (38,512,345 instead of 512,345). */
  zoneInEasting: boolean
  falseEastingM: number
}

const FALSE_EASTING_M = 500_000

/** First code, width and first zone of the four runs; zone 13 of 6° and zone 25 of 3° both lie about 75° E. */
const RUNS = [
  { first: 4491, count: 11, zoneWidthDeg: 6, firstZone: 13, zoneInEasting: true },
  { first: 4502, count: 11, zoneWidthDeg: 6, firstZone: 13, zoneInEasting: false },
  { first: 4513, count: 21, zoneWidthDeg: 3, firstZone: 25, zoneInEasting: true },
  { first: 4534, count: 21, zoneWidthDeg: 3, firstZone: 25, zoneInEasting: false },
] as const

/** All 64 of them, by code. */
export const GAUSS_KRUGER: ReadonlyMap<number, GaussKruger> = new Map(
  RUNS.flatMap(({ first, count, zoneWidthDeg, firstZone, zoneInEasting }) =>
    Array.from({ length: count }, (_, index) => {
      const zone = firstZone + index
      const epsg = first + index
      const centralMeridianDeg = 75 + index * zoneWidthDeg
      const falseEastingM = FALSE_EASTING_M + (zoneInEasting ? zone * 1_000_000 : 0)
      return [epsg, { epsg, zoneWidthDeg, zone, centralMeridianDeg, zoneInEasting, falseEastingM }]
    }),
  ),
)

/** The projection whose eastings begin with this number of a zone (zones of 3° and of 6° have no number in common). */
export function gaussKrugerOfZone(zone: number): GaussKruger | undefined {
  return [...GAUSS_KRUGER.values()].find((projection) => projection.zoneInEasting && projection.zone === zone)
}

/** The same zone with its number in the easting, or without. */
export function twinOf({ zone, zoneInEasting }: GaussKruger): GaussKruger {
  return [...GAUSS_KRUGER.values()].find((other) => other.zone === zone && other.zoneInEasting !== zoneInEasting)!
}

/** What proj4 takes: CGCS2000's ellipsoid, exact transverse Mercator, metres. */
export function projStringOf({ centralMeridianDeg, falseEastingM }: GaussKruger): string {
  const origin = `+lat_0=0 +lon_0=${centralMeridianDeg} +x_0=${falseEastingM} +y_0=0`
  return `+proj=tmerc ${origin} +k=1 +ellps=GRS80 +units=m +no_defs`
}
