import { KNOWN_DATUMS, type Projection, projectionOf } from '../datum/projection.ts'
import { projectionOfWkt } from '../datum/read-wkt.ts'
import type { RawSource } from './formats/raw-source.ts'
import { SourceError } from './source-error.ts'

/** A projection and who says so: whoever imports, the file itself, or nobody. */
export type ChosenDatum = Projection & { from: 'stated' | 'file' | 'assumed' }

const STATE_IT = `State the datum: ${KNOWN_DATUMS}`

/**
 * The datum stated, else the one that the file names, else WGS-84. Throws SourceError for one that is not known: to
 * guess would move a whole city.
 */
export function chooseDatum(stated: string | undefined, crs: RawSource['crs']): ChosenDatum {
  if (stated !== undefined) {
    const projection = projectionOf(stated)
    if (!projection) {
      throw new SourceError(`The datum ${JSON.stringify(stated)} is not known`, `Expected ${KNOWN_DATUMS}`)
    }
    return { ...projection, from: 'stated' }
  }
  if (crs === undefined) return { ...projectionOf('wgs84')!, from: 'assumed' }
  return { ...ofFile(crs), from: 'file' }
}

function ofFile({ epsg, name, wkt }: NonNullable<RawSource['crs']>): Projection {
  const known = (epsg === undefined ? undefined : projectionOf(`EPSG:${epsg}`)) ?? (name && projectionNamed(name))
  if (known) return known
  if (!wkt) {
    throw new SourceError(`The file says that its datum is ${name ?? `EPSG:${epsg}`}, which is not known`, STATE_IT)
  }
  try {
    return projectionOfWkt(wkt)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new SourceError(
      `The file’s datum cannot be used: ${error.message}`,
      'Convert the file to CGCS2000 with the parameters of your survey office. ' +
        'Or, if its numbers are not what it says: ' +
        STATE_IT,
      { cause: error },
    )
  }
}

/** As in "urn:ogc:def:crs:EPSG::4547", "urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4547" or "GCJ-02". */
function projectionNamed(name: string): Projection | undefined {
  if (/CRS:?84\b|^WGS[ _-]?(19)?84$/i.test(name)) return projectionOf('wgs84')
  if (/^GCJ[ _-]?0?2$/i.test(name)) return projectionOf('gcj02')
  if (/^BD[ _-]?0?9(LL)?$/i.test(name)) return projectionOf('bd09')
  const epsg = /EPSG:(?:[\d.]*:)?(\d+)$/i.exec(name.trim())?.[1]
  return epsg === undefined ? undefined : projectionOf(`EPSG:${epsg}`)
}
