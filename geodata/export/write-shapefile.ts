import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DegreeDatum } from '../datum/chinese-datums.ts'
import { DbfFile } from './dbf-file.ts'
import { FileSink } from './file-sink.ts'
import { type Box, grow, kindOf, SHAPE_TYPES, shpContent, type ShapeKind } from './shp-record.ts'
import { type Features, toDatum } from './to-datum.ts'

const HEADER_BYTES = 100
/** The format counts in words of 2 bytes, and many programs stop at 2 GB. */
const MOST_BYTES = 2 ** 31 - 1

const WGS84_PRJ =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],' +
  'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'

export interface ShapefileOptions {
  datum: DegreeDatum
  /** Of a file without any feature; else the first one says. */
  kind?: ShapeKind
}

/**
 * Writes `directory/name` as .shp, .shx, .dbf and .cpg, and a .prj for WGS-84; GCJ-02 and BD-09 have none, since no WKT
 * says them and a wrong one misleads. Streams; coordinates keep every digit, texts are UTF-8. Answers the files and how
 * many features they have. Throws RangeError for what the format cannot hold.
 */
export async function writeShapefile(
  directory: string,
  name: string,
  features: Features,
  { datum, kind: emptyKind = 'polygon' }: ShapefileOptions,
): Promise<{ files: string[]; count: number }> {
  const path = (end: string): string => join(directory, name + end)
  const dbf = await DbfFile.create(path('.dbf'))
  const shp = await FileSink.create(path('.shp'))
  const shx = await FileSink.create(path('.shx'))
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  let kind: ShapeKind | undefined
  let count = 0
  let done = false
  try {
    await shp.append(Buffer.alloc(HEADER_BYTES))
    await shx.append(Buffer.alloc(HEADER_BYTES))
    for await (const { geometry, properties } of features) {
      if (geometry !== null) {
        kind ??= kindOf(geometry)
        if (kindOf(geometry) !== kind) throw new RangeError(`a Shapefile of ${kind}s cannot hold a ${geometry.type}`)
      }
      const { content, box: own } = shpContent(geometry && toDatum(geometry, datum))
      if (own) grow(box, ...own)
      if (shp.length + 8 + content.length > MOST_BYTES) {
        throw new RangeError('a Shapefile cannot be larger than 2 GB: export GeoJSON')
      }
      await shx.append(bigEndian(shp.length / 2, content.length / 2))
      await shp.append(bigEndian(++count, content.length / 2))
      await shp.append(content)
      await dbf.append(properties ?? {})
    }
    const type = SHAPE_TYPES[kind ?? emptyKind]
    await shp.overwriteHead(headerOf(type, shp.length, box))
    await shx.overwriteHead(headerOf(type, shx.length, box))
    done = true
  } finally {
    await shp.close()
    await shx.close()
    await (done ? dbf.finish() : dbf.discard())
  }
  await writeFile(path('.cpg'), 'UTF-8')
  if (datum === 'wgs84') await writeFile(path('.prj'), WGS84_PRJ)
  const ends = ['.shp', '.shx', '.dbf', '.cpg', ...(datum === 'wgs84' ? ['.prj'] : [])]
  return { files: ends.map((end) => name + end), count }
}

function headerOf(type: number, bytes: number, box: Box): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeInt32BE(9994, 0)
  header.writeInt32BE(bytes / 2, 24)
  header.writeInt32LE(1000, 28)
  header.writeInt32LE(type, 32)
  box.forEach((value, index) => header.writeDoubleLE(Number.isFinite(value) ? value : 0, 36 + index * 8))
  return header
}

function bigEndian(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4)
  numbers.forEach((value, index) => bytes.writeInt32BE(value, index * 4))
  return bytes
}
