import type { Geometry } from 'geojson'
import type { FindingKind } from '../../server/contract/api/boundaries.ts'
import type { SourceOptions, SourceRecord } from '../../server/contract/api/imports.ts'
import { openRawSource } from './formats/open-raw.ts'
import { mapFields } from './map-fields.ts'
import { rowReader } from './read-row.ts'
import { chooseDatum } from './choose-datum.ts'
import { isStorable, storable } from './storable-text.ts'

/**
 * Something about one row. A refused row is not imported. `detail` by kind:
 * - 'bad-coordinates' {x, y, datum, likely, suggested?: string[]}: x and y as the file has them (null: not a number).
 *   `likely` says what they look like: 'gauss-kruger' (suggested: the EPSG code of the zone in the number),
 *   'gauss-kruger-without-zone' (suggested: empty, any of EPSG:4502–4512 and 4534–4554), 'web-mercator'
 *   (suggested: EPSG:3857, then perhaps that of a zone), 'swapped' (latitude before longitude), 'zero' (0, 0),
 *   'not-a-number', 'degrees' (degrees, but the datum has metres; suggested: wgs84), 'micro-degrees', 'outside-zone'
 *   (metres, but outside the datum's zone; suggested: the zone in the number, or none) or 'unknown'.
 * - 'bad-geometry' {reason, part?, ring?, points?, text?}: reason is 'missing', 'empty', 'unreadable' (text: the start
 * of it, or why), 'too-few-points' (part and ring from 1, points: how many it has) or 'zero-area' (part, ring, points).
 * - 'wrong-geometry' {got, expected}: got is a type of GeoJSON, expected a geometry of LAYER_DEFINITIONS.
 * - 'unclosed-ring' {part, ring, gapM}: not closed, and nobody asked for repair.
 * - 'repaired' {what, part, ring, gapM?, points?}: what is 'ring-closed' (gapM) or 'ring-dropped' (points; a hole or
 * part without area). Never refused.
 * - 'missing-value' {field, header, expected}: header is null where no column was found for the field.
 * - 'bad-value' {field, header, value, expected}; field 'row' for a line that cannot be read at all.
 */
export interface RowProblem {
  kind: FindingKind
  refused: boolean
  detail: Record<string, unknown>
}

export interface SourceRow {
  /** As people count: the line of a CSV (the header is line 1), the number of a feature from 1. */
  row: number
  /**
   * Our fields, all of the layer; null where the file has nothing. Texts are trimmed and free of NUL. Times are ISO
   * 8601: with 'Z' where the file gave an offset, else without any, to be taken as the city's time.
   */
  fields: Record<string, string | number | boolean | null>
  /**
   * WGS-84, lng before lat, without Z and M: Point, MultiLineString or MultiPolygon with closed rings. null for a layer
   * without geometry and for a refused row, but for one with an unclosed ring, which has the closed shape.
   */
  shape: Geometry | null
  problems: RowProblem[]
}

/** A file that was understood, ready to be read as often as wanted, one reading at a time. */
export interface Source {
  format: SourceRecord['format']
  headers: string[]
  /** Our field → the header that it is read from; also 'lng', 'lat', 'wkt' where columns hold the place. */
  mapping: Record<string, string>
  /** Required fields that no header was found for; 'wkt', 'lng', 'lat' where nothing holds the place. */
  missing: string[]
  /** Tables of a GeoPackage, Shapefiles of a zip; empty for the other formats. */
  tables: string[]
  datum: SourceRecord['datum']
  /** Size of what is read, and how far rows() has come in it. */
  bytes: number
  bytesRead(): number
  /** Streams: no more than one batch of rows is in memory. Throws SourceError where the file is broken. */
  rows(): AsyncGenerator<SourceRow>
  close(): Promise<void>
}

/**
 * Opens a file of the kind that `fileName` (else the path) ends with: .geojson, .json, .ndjson, .geojsonl, .zip, .shp,
 * .gpkg or .csv, and finds out what its columns and its datum are. Throws SourceError for a file that cannot be read.
 */
export async function openSource(path: string, options: SourceOptions, fileName: string = path): Promise<Source> {
  const raw = await openRawSource(path, fileName, options)
  try {
    const headers = raw.headers.filter(isStorable)
    const { mapping, missing } = mapFields(options.layer, { ...raw, headers }, options.fields ?? {})
    const datum = chooseDatum(options.datum, raw.crs)
    const readRow = rowReader(options.layer, mapping, datum, options.repair ?? false)
    return {
      format: raw.format,
      headers,
      mapping,
      missing,
      tables: raw.tables,
      datum: { code: storable(datum.code), from: datum.from },
      bytes: raw.bytes,
      bytesRead: () => raw.bytesRead(),
      async *rows() {
        for await (const row of raw.rows()) yield readRow(row)
      },
      close: () => raw.close(),
    }
  } catch (error) {
    await raw.close()
    throw error
  }
}
