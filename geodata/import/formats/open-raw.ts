import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { SourceOptions } from '../../../server/contract/api/imports.ts'
import { SourceError } from '../source-error.ts'
import { openCsv } from './csv.ts'
import { openGeoJson } from './geojson.ts'
import { openGeoPackage } from './geopackage.ts'
import type { RawSource } from './raw-source.ts'
import { openShapefile, openZippedShapefile } from './shapefile/shapefile.ts'

type Opener = (path: string, options: SourceOptions) => Promise<RawSource>

const OPENERS: Readonly<Record<string, Opener>> = {
  '.geojson': (path, options) => openGeoJson(path, options, false),
  '.json': (path, options) => openGeoJson(path, options, false),
  '.ndjson': (path, options) => openGeoJson(path, options, true),
  '.jsonl': (path, options) => openGeoJson(path, options, true),
  '.geojsonl': (path, options) => openGeoJson(path, options, true),
  '.geojsons': (path, options) => openGeoJson(path, options, true),
  '.shp': openShapefile,
  '.zip': openZippedShapefile,
  '.gpkg': openGeoPackage,
  '.csv': openCsv,
  '.tsv': openCsv,
  '.txt': openCsv,
}

/** Opens a file by the end of its name. Throws SourceError for a name or a file that nothing here reads. */
export async function openRawSource(path: string, fileName: string, options: SourceOptions): Promise<RawSource> {
  const opener = OPENERS[extname(fileName).toLowerCase()]
  if (!opener) {
    throw new SourceError(
      `${basename(fileName)} is of no kind that can be read`,
      `Expected ${Object.keys(OPENERS).join(', ')}`,
    )
  }
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new SourceError(`There is no file ${path}`, 'Check the path')
  if (found.size === 0) throw new SourceError(`${basename(fileName)} is empty`, 'Was it copied to its end?')
  return opener(path, options)
}
