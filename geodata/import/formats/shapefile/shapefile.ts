import type { SourceOptions } from '../../../../server/contract/api/imports.ts'
import { SourceError } from '../../source-error.ts'
import type { RawRow, RawSource } from '../raw-source.ts'
import { ByteReader } from './byte-reader.ts'
import { encodingOfCpg, encodingOfLanguage } from './dbf-encoding.ts'
import { type DbfHead, dbfNames, dbfValues, isUtf8Dbf, readDbfHead, readDbfRecords } from './read-dbf.ts'
import { readShp } from './read-shp.ts'
import { partsInDirectory } from './parts-in-directory.ts'
import { partsInZip } from './parts-in-zip.ts'
import { type Part, type ShapefileParts, textOfPart } from './shapefile-parts.ts'

/** A Shapefile beside its .dbf, .prj and .cpg. */
export async function openShapefile(path: string, options: SourceOptions): Promise<RawSource> {
  return openParts(await partsInDirectory(path), options)
}

/** A zip that holds one. */
export async function openZippedShapefile(path: string, options: SourceOptions): Promise<RawSource> {
  const parts = await partsInZip(path, options.table, options.layer)
  return openParts(parts, options).catch(async (error: unknown) => {
    await parts.close()
    throw error
  })
}

async function openParts({ names, name, parts, close }: ShapefileParts, options: SourceOptions): Promise<RawSource> {
  const { '.shp': shp, '.dbf': dbf, '.prj': prj, '.cpg': cpg } = parts
  if (!shp) throw new SourceError(`There is no file ${name}.shp`, 'Check the path')
  if (!dbf) {
    throw new SourceError(
      `${name}.dbf is missing beside ${name}.shp`,
      'The .dbf has the names and codes: put .shp, .dbf and .prj into one zip',
    )
  }
  return asSourceErrors(async () => {
    const decoder = new TextDecoder(await encodingOf(dbf, await textOfPart(cpg), options.encoding))
    const head = await withReader(dbf, readDbfHead)
    const headers = dbfNames(head, decoder)
    const wkt = (await textOfPart(prj))?.trim()
    let readers: ByteReader[] = []
    return {
      format: 'shapefile' as const,
      headers,
      tables: names,
      hasGeometry: true,
      crs: wkt ? { wkt } : undefined,
      bytes: shp.bytes + dbf.bytes,
      bytesRead: () => readers.reduce((sum, { taken }) => sum + taken, 0),
      async *rows() {
        const shapes = new ByteReader(await shp.stream())
        const records = new ByteReader(await dbf.stream())
        readers = [shapes, records]
        try {
          yield* rowsOf(shapes, shp.bytes, records, headers, decoder)
        } catch (error) {
          throw sourceErrorOf(error)
        } finally {
          shapes.close()
          records.close()
        }
      },
      close,
    }
  })
}

async function* rowsOf(
  shapes: ByteReader,
  size: number,
  records: ByteReader,
  headers: readonly string[],
  decoder: TextDecoder,
): AsyncGenerator<RawRow> {
  const head = await readDbfHead(records)
  const rows = readDbfRecords(records, head)
  let row = 0
  for await (const { geometry, unreadable } of readShp(shapes, size)) {
    row++
    const { done, value: record } = await rows.next()
    if (done) {
      throw new SourceError(`The .dbf ends after ${row - 1} rows, the .shp has more`, 'The two do not belong together')
    }
    if (record === null) continue
    const values = dbfValues(head, record, decoder)
    yield {
      row,
      values: Object.fromEntries(headers.map((header, index) => [header, values[index]])),
      geometry,
      ...(unreadable !== undefined && { unreadable: { what: 'geometry' as const, why: unreadable } }),
    }
  }
  if (!(await rows.next()).done) {
    throw new SourceError(`The .shp ends after ${row} shapes, the .dbf has more rows`, 'The two do not belong together')
  }
}

/**
 * As stated, else the .cpg (unless it says UTF-8 of bytes that are none), else the language byte, else by the bytes.
 */
async function encodingOf(dbf: Part, cpg: string | undefined, stated: SourceOptions['encoding']): Promise<string> {
  if (stated !== undefined) return stated === 'gbk' ? 'gb18030' : 'utf-8'
  const said = cpg === undefined ? undefined : encodingOfCpg(cpg)
  if (said !== undefined && said !== 'utf-8') return said
  return withReader(dbf, async (bytes) => {
    const head: DbfHead = await readDbfHead(bytes)
    const language = said === undefined ? encodingOfLanguage(head.language) : undefined
    return language ?? ((await isUtf8Dbf(bytes, head)) ? 'utf-8' : 'gb18030')
  })
}

async function withReader<Result>(part: Part, read: (bytes: ByteReader) => Promise<Result>): Promise<Result> {
  const bytes = new ByteReader(await part.stream())
  try {
    return await read(bytes)
  } finally {
    bytes.close()
  }
}

async function asSourceErrors<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw sourceErrorOf(error)
  }
}

/** What unpacking throws when the bytes in the zip are broken. */
function sourceErrorOf(error: unknown): unknown {
  if (error instanceof SourceError || !(error instanceof Error)) return error
  return new SourceError(`The Shapefile cannot be read: ${error.message}`, 'Get it once more, or zip it anew', {
    cause: error,
  })
}
