import proj4 from 'proj4'
import { GAUSS_KRUGER } from './gauss-kruger.ts'
import { metres, type Projection, projectionOf } from './projection.ts'

/** What proj4 makes of a WKT, as far as it concerns us. */
interface ParsedWkt {
  projName?: string
  datumCode?: string
  srsCode?: string
  name?: string
  long0?: number
  lat0?: number
  x0?: number
  y0?: number
  k0?: number
  to_meter?: number
}

/** CGCS2000 and WGS-84 under the names that ESRI, GDAL and QGIS give to them, without the marks between words. */
const SAME_AS_WGS84 =
  /^(d?(wgs(19)?84|worldgeodeticsystem1984.*)|d?china2000|(d?|gcs)?cgcs2000|china(geodeticcoordinatesystem)?2000)$/

const DEGREES_PER_RADIAN = 180 / Math.PI

/**
 * The projection that the text of a .prj or of a GeoPackage states. Throws RangeError that says what it is, if it is
 * on another datum than CGCS2000 or WGS-84 (no exact way from there is public) or if nobody can read it.
 */
export function projectionOfWkt(wkt: string): Projection {
  const text = wkt.trim()
  const authority = /(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?(\d+)"?\s*\]\s*\]$/i.exec(text)?.[1]
  const known = authority === undefined ? undefined : projectionOf(`EPSG:${authority}`)
  if (known) return known

  const parsed = parse(text)
  const name = parsed.srsCode ?? parsed.name ?? text.slice(0, 60)
  const datum = (parsed.datumCode ?? '').toLowerCase().replace(/[^a-z0-9]/g, '')
  if (!SAME_AS_WGS84.test(datum)) {
    throw new RangeError(`${name} is on the datum ${parsed.datumCode || 'of no name'}, not on CGCS2000 or WGS-84`)
  }
  if (parsed.projName === 'longlat') return projectionOf(datum.includes('84') ? 'EPSG:4326' : 'EPSG:4490')!
  if (/Auxiliary_Sphere|Pseudo.?Mercator|Popular.?Visualisation/i.test(text)) return projectionOf('EPSG:3857')!
  const epsg = datum.includes('84') ? undefined : gaussKrugerBy(parsed, name)
  return epsg === undefined ? metres(name, text) : projectionOf(`EPSG:${epsg}`)!
}

function parse(text: string): ParsedWkt {
  try {
    // Its type leaves out what it has read.
    const parsed = proj4.Proj(text) as unknown as ParsedWkt
    if (parsed?.projName) return parsed
  } catch {
    // Said below.
  }
  throw new RangeError(`"${text.slice(0, 60)}" is no coordinate system that can be read`)
}

/**
 * The code of the family whose central meridian and false easting these are. 111° E has both widths: the name decides.
 */
function gaussKrugerBy(parsed: ParsedWkt, name: string): number | undefined {
  const { projName = '', long0 = Number.NaN, lat0 = 0, x0 = 0, y0 = 0, k0 = 1, to_meter: unitM = 1 } = parsed
  if (!/tmerc|gauss|transverse/i.test(projName) || lat0 !== 0 || y0 !== 0 || k0 !== 1 || unitM !== 1) return undefined
  const fitting = [...GAUSS_KRUGER.values()].filter(
    (one) => Math.abs(one.centralMeridianDeg - long0 * DEGREES_PER_RADIAN) < 1e-9 && one.falseEastingM === x0,
  )
  const width = /(^|[^0-9])3[ _-]?degree/i.test(name) ? 3 : 6
  return (fitting.find((one) => one.zoneWidthDeg === width) ?? fitting[0])?.epsg
}
