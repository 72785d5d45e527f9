import { mkdir } from 'node:fs/promises'
import type { Feature, Geometry } from 'geojson'
import type { City } from '../../../geodata/city/city.ts'
import type { DegreeDatum } from '../../../geodata/datum/chinese-datums.ts'
import { writeCsv } from '../../../geodata/export/write-csv.ts'
import { writeGeoJson } from '../../../geodata/export/write-geojson.ts'
import { writeShapefile } from '../../../geodata/export/write-shapefile.ts'
import { zipFiles } from '../../../geodata/export/zip-files.ts'
import type { ShapeKind } from '../../../geodata/export/shp-record.ts'
import type { ImportLayer } from '../../contract/api/imports.ts'
import type { Database, Queryable } from '../../db/database.ts'
import { EXPORTED_LAYERS } from './exported-layers.ts'
import { type ExportedRow, readRows } from './read-rows.ts'
import { groundParts } from './read-ground.ts'

export interface ExportOptions {
  directory: string
  format: 'shapefile' | 'geojson'
  datum: DegreeDatum
  /** Each Shapefile as a zip, as the admin page takes it. */
  zip: boolean
}

export interface ExportedFile {
  layer: ImportLayer
  /** The file that an import is given. */
  file: string
  count: number
}

type Rows = AsyncIterable<ExportedRow> | Iterable<ExportedRow>

/**
 * Writes the city as it is in force: a Shapefile or GeoJSON file for each layer with places, a CSV for each without;
 * layers without rows are left out. `simulated` is where the ground of the demo city comes from. Everything is read in
 * one transaction, so that no change comes between two files. Answers the files; undefined where no version is in
 * force.
 */
export async function exportCity(
  database: Database,
  options: ExportOptions,
  simulated: City | undefined,
  onFile: (file: ExportedFile) => void = () => {},
): Promise<ExportedFile[] | undefined> {
  return database.transaction(async (transaction) => {
    await transaction.query('set transaction isolation level repeatable read read only')
    const { rows } = await transaction.query<{ id: number }>(`select id from grid_versions where state = 'in-force'`)
    if (!rows[0]) return undefined
    await mkdir(options.directory, { recursive: true })
    const files: ExportedFile[] = []
    for await (const file of writeAll(transaction, rows[0].id, options, simulated)) {
      files.push(file)
      onFile(file)
    }
    return files
  })
}

async function* writeAll(
  transaction: Queryable,
  versionId: number,
  options: ExportOptions,
  simulated: City | undefined,
): AsyncGenerator<ExportedFile> {
  for (const layer of EXPORTED_LAYERS) {
    const rows = await peeked(readRows(transaction, layer, versionId))
    if (rows === undefined) continue
    const columns = Object.keys(layer.columns)
    yield layer.kind === undefined
      ? await writeTable(layer.layer, columns, rows, options)
      : await writePlaces(layer.layer, layer.layer, layer.kind, rows, options)
  }
  for (const { layer, kind, rows } of await groundParts(transaction, simulated)) {
    yield await writePlaces(layer, layer === 'water' ? `water_${kind}s` : layer, kind, rows(), options)
  }
}

async function writeTable(
  layer: ImportLayer,
  columns: readonly string[],
  rows: Rows,
  { directory }: ExportOptions,
): Promise<ExportedFile> {
  const { files, count } = await writeCsv(directory, layer, columns, valuesOf(rows))
  return { layer, file: files[0]!, count }
}

async function writePlaces(
  layer: ImportLayer,
  name: string,
  kind: ShapeKind,
  rows: Rows,
  { directory, format, datum, zip }: ExportOptions,
): Promise<ExportedFile> {
  if (format === 'geojson') {
    const { files, count } = await writeGeoJson(directory, name, featuresOf(rows, (column) => column), { datum })
    return { layer, file: files[0]!, count }
  }
  const { files, count } = await writeShapefile(
    directory,
    name,
    featuresOf(rows, (column) => column.toUpperCase()),
    { datum, kind },
  )
  return { layer, file: zip ? await zipFiles(directory, name, files) : files[0]!, count }
}

async function* valuesOf(rows: Rows): AsyncGenerator<Record<string, unknown>> {
  for await (const { values } of rows) yield values
}

async function* featuresOf(rows: Rows, header: (column: string) => string): AsyncGenerator<Feature<Geometry | null>> {
  for await (const { values, geometry } of rows) {
    const properties = Object.fromEntries(Object.entries(values).map(([column, value]) => [header(column), value]))
    yield { type: 'Feature', properties, geometry }
  }
}

/** The same rows, or undefined if there are none. */
async function peeked(rows: AsyncGenerator<ExportedRow>): Promise<AsyncGenerator<ExportedRow> | undefined> {
  const first = await rows.next()
  if (first.done) return undefined
  return (async function* () {
    yield first.value
    yield* rows
  })()
}
