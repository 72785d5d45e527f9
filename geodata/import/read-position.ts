import { gaussKrugerOfZone, twinOf } from '../datum/gauss-kruger.ts'
import type { Projection } from '../datum/projection.ts'

/** Why two numbers are no place in the datum; see RowProblem. */
export interface BadCoordinates {
  x: number | null
  y: number | null
  datum: string
  likely: string
  suggested: string[]
}

/** No city lies further north: what claims to is on Web Mercator's rim or no degrees at all. */
const MOST_LATITUDE = 85.06
/** How far from its central meridian a Gauss-Krüger zone is used at most; a zone of 6° and a margin. */
const MOST_ZONE_DEG = 4.5

/** Two numbers of a file as [lng, lat] in WGS-84, or why they cannot be that. Never a place that is nonsense. */
export function readPosition(projection: Projection, x: unknown, y: unknown): [number, number] | BadCoordinates {
  if (typeof x === 'number' && typeof y === 'number' && isPossible(projection, x, y)) {
    const position = projection.toWgs84(x, y)
    if (isPlace(position, projection)) return position
  }
  return {
    x: typeof x === 'number' && Number.isFinite(x) ? x : null,
    y: typeof y === 'number' && Number.isFinite(y) ? y : null,
    datum: projection.code,
    ...likelyCause(projection, x, y),
  }
}

function isPossible({ unit, gaussKruger }: Projection, x: number, y: number): boolean {
  if (!Number.isFinite(x) || !Number.isFinite(y) || (x === 0 && y === 0)) return false
  if (unit === 'degrees') return isDegrees(x, y) && !isSwappedChina(x, y)
  if (isDegrees(x, y)) return false
  return !gaussKruger || (Math.abs(x - gaussKruger.falseEastingM) < 500_000 && y > 0 && y < 10_000_000)
}

function isPlace([lng, lat]: [number, number], { gaussKruger }: Projection): boolean {
  if (!isDegrees(lng, lat)) return false
  return !gaussKruger || Math.abs(lng - gaussKruger.centralMeridianDeg) <= MOST_ZONE_DEG
}

function isDegrees(x: number, y: number): boolean {
  return Math.abs(x) <= 180 && Math.abs(y) <= MOST_LATITUDE
}

/**
 * Latitude first, of a place in China so far west that its longitude could be a latitude: nobody lives at 72° N there.
 */
function isSwappedChina(x: number, y: number): boolean {
  return y > 72 && y < 136 && x > 17 && x < 55
}

/** What the numbers look like, if they are not what the datum says. */
function likelyCause(
  { unit, gaussKruger }: Projection,
  x: unknown,
  y: unknown,
): Pick<BadCoordinates, 'likely' | 'suggested'> {
  if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y)) {
    return cause('not-a-number')
  }
  if (x === 0 && y === 0) return cause('zero')
  if (unit === 'metres' && isDegrees(x, y)) return cause('degrees', isSwappedChina(x, y) ? [] : ['wgs84'])
  if (Math.abs(x) <= 90 && Math.abs(y) <= 180) return cause('swapped')
  if (inRange(x, 70e6, 140e6) && inRange(y, 3e6, 56e6)) return cause('micro-degrees')

  const zones = zoneCodes(x, y)
  if (gaussKruger && (zones.length > 0 || isZoneless(x, y))) {
    const twin = `EPSG:${twinOf(gaussKruger).epsg}`
    return cause('outside-zone', zones.length > 0 ? zones : gaussKruger.zoneInEasting ? [twin] : [])
  }
  const mercator = isChineseMercator(x, y) && unit === 'degrees' ? ['EPSG:3857'] : []
  // Zones 13 to 15 are the far west, and their metres are Web Mercator's in the east, where most cities are.
  if (mercator.length > 0) return cause('web-mercator', [...mercator, ...zones])
  if (zones.length > 0) return cause('gauss-kruger', zones)
  if (isZoneless(x, y)) return cause('gauss-kruger-without-zone')
  if (zoneCodes(y, x).length > 0 || isZoneless(y, x) || isChineseMercator(y, x)) {
    return cause('swapped', zoneCodes(y, x))
  }
  if (
    unit === 'degrees' &&
    Math.abs(x) > 100_000 &&
    inRange(Math.abs(x), 0, 20_037_509) &&
    inRange(Math.abs(y), 0, 20_048_967)
  ) {
    return cause('web-mercator', ['EPSG:3857'])
  }
  return cause('unknown')
}

function cause(likely: string, suggested: string[] = []): Pick<BadCoordinates, 'likely' | 'suggested'> {
  return { likely, suggested }
}

/** Northings of China, 14° to 56° N. */
function isNorthing(y: number): boolean {
  return inRange(y, 1_500_000, 6_250_000)
}

/** The code whose eastings begin with the number of a zone as this one does, if any. */
function zoneCodes(x: number, y: number): string[] {
  const projection = gaussKrugerOfZone(Math.floor(x / 1_000_000))
  if (!projection || !isNorthing(y) || !inRange(x - projection.falseEastingM, -360_000, 360_000)) return []
  return [`EPSG:${projection.epsg}`]
}

function isZoneless(x: number, y: number): boolean {
  return isNorthing(y) && inRange(x, 140_000, 860_000)
}

function isChineseMercator(x: number, y: number): boolean {
  return inRange(x, 8_000_000, 15_200_000) && inRange(y, 1_600_000, 7_300_000)
}

function inRange(value: number, from: number, to: number): boolean {
  return value >= from && value <= to
}
