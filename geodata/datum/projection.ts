import proj4 from 'proj4'
import { type DegreeDatum, DEGREE_DATUMS, toWgs84 } from './chinese-datums.ts'
import { GAUSS_KRUGER, type GaussKruger, projStringOf } from './gauss-kruger.ts'

/** How the numbers of a file become degrees in WGS-84. */
export interface Projection {
  /** 'wgs84', 'gcj02', 'bd09', 'EPSG:4547' or the name that a .prj gives it. */
  code: string
  unit: 'degrees' | 'metres'
  gaussKruger?: GaussKruger
  /**
   * [lng, lat]; not finite where the projection does not reach. CGCS2000 counts as WGS-84: they agree to centimetres.
   */
  toWgs84(x: number, y: number): [lng: number, lat: number]
}

export const WGS84 = '+proj=longlat +datum=WGS84 +no_defs'
/** Its .prj comes from ESRI and others with names of their own. */
const WEB_MERCATOR_CODES = new Set([3857, 900913, 102100, 102113])
const DEGREE_CODES = new Set([4326, 4490])

/** What SourceDatum may name, for messages. */
export const KNOWN_DATUMS = 'wgs84, gcj02, bd09, EPSG:4326, EPSG:4490, EPSG:3857 or EPSG:4491 to EPSG:4554'

/** The projection of a code such as 'gcj02' or 'EPSG:4547'; undefined for one that is not known. */
export function projectionOf(code: string): Projection | undefined {
  if ((DEGREE_DATUMS as readonly string[]).includes(code)) {
    const datum = code as DegreeDatum
    return { code, unit: 'degrees', toWgs84: (x, y) => toWgs84(x, y, datum) }
  }
  const epsg = Number(/^EPSG:(\d+)$/.exec(code)?.[1])
  if (DEGREE_CODES.has(epsg)) return { code, unit: 'degrees', toWgs84: (x, y) => [x, y] }
  if (WEB_MERCATOR_CODES.has(epsg)) return metres('EPSG:3857', 'EPSG:3857')
  const gaussKruger = GAUSS_KRUGER.get(epsg)
  return gaussKruger && { ...metres(code, projStringOf(gaussKruger)), gaussKruger }
}

/** A projection in metres (or what else `definition` says) by a definition that proj4 reads; it throws if it cannot. */
export function metres(code: string, definition: string): Projection {
  const converter = proj4(definition, WGS84)
  return { code, unit: 'metres', toWgs84: (x, y) => converter.forward([x, y]) as [number, number] }
}
