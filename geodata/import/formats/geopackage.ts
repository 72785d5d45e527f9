import { mkdtemp, open, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import sqlite, { type Database as SqliteDatabase, type Statement } from 'node-sqlite3-wasm'
import type { SourceOptions } from '../../../server/contract/api/imports.ts'
import { SourceError } from '../source-error.ts'
import type { RawRow, RawSource } from './raw-source.ts'
import { readWkb } from './wkb.ts'

/** SQLite answers at once and not later: after so many rows the rest of the process has its turn. */
const ROWS_A_TURN = 100
const MAGIC = 'SQLite format 3\0'
/** In the header: by which a reader has to be able to share memory with a writer. */
const READ_VERSION_AT = 19

interface FeatureTable {
  name: string
  geometryColumn: string | null
  srsId: number | null
}

/**
 * One table of a GeoPackage: the one stated, else the only one, else the one called like the layer, else the first. Its
 * rows come in the order of their ids, one at a time.
 */
export async function openGeoPackage(path: string, options: SourceOptions): Promise<RawSource> {
  const { size } = await stat(path)
  await checkHead(path)
  const { database, close } = await openReadOnly(path)
  try {
    const tables = tablesOf(database)
    const table = chosen(tables, options)
    const columns = database.all(`select name from pragma_table_info(?)`, table.name).map(({ name }) => String(name))
    const headers = columns.filter((name) => name !== table.geometryColumn)
    const total = Number(database.get(`select count(*) as total from ${quoted(table.name)}`)!.total)
    let read = 0
    return {
      format: 'geopackage',
      headers,
      tables: tables.map(({ name }) => name),
      hasGeometry: table.geometryColumn !== null,
      crs: crsOf(database, table),
      bytes: size,
      // SQLite does not say where it is.
      bytesRead: () => (total === 0 ? size : Math.round((read / total) * size)),
      async *rows() {
        read = 0
        for await (const row of rowsOf(database, table, columns)) {
          read++
          yield row
        }
      },
      close,
    }
  } catch (error) {
    await close()
    throw sourceErrorOf(error)
  }
}

async function* rowsOf(
  database: SqliteDatabase,
  { name, geometryColumn }: FeatureTable,
  columns: readonly string[],
): AsyncGenerator<RawRow> {
  const statement = database.prepare(`select ${columns.map(quoted).join(', ')} from ${quoted(name)}`)
  try {
    let row = 0
    for (const record of statement.iterate()) {
      row++
      const values = record as Record<string, unknown>
      const blob = geometryColumn === null ? null : values[geometryColumn]
      if (geometryColumn !== null) delete values[geometryColumn]
      yield { row, values, ...geometryOf(blob) }
      if (row % ROWS_A_TURN === 0) await setImmediate()
    }
  } catch (error) {
    throw sourceErrorOf(error)
  } finally {
    finalize(statement)
  }
}

/** SQLite repeats here what the last step has thrown already. */
function finalize(statement: Statement): void {
  try {
    statement.finalize()
  } catch {
    // told
  }
}

/** A GeoPackage's own head ("GP", version, flags, SRS, a box or none) before well-known binary. */
function geometryOf(blob: unknown): Pick<RawRow, 'geometry' | 'unreadable'> {
  if (blob === null) return { geometry: null }
  try {
    if (!(blob instanceof Uint8Array) || blob[0] !== 0x47 || blob[1] !== 0x50) {
      throw new RangeError('no GeoPackage geometry')
    }
    const flags = blob[3]!
    if (flags & 0b100000) throw new RangeError('a geometry of an extension')
    const boxBytes = [0, 32, 48, 48, 64][(flags >> 1) & 7]
    if (boxBytes === undefined) throw new RangeError('a box of no known kind')
    return { geometry: readWkb(blob.subarray(8 + boxBytes)) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { geometry: null, unreadable: { what: 'geometry', why: error.message } }
  }
}

async function checkHead(path: string): Promise<void> {
  const file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(100), 0, 100, 0).finally(() => file.close())
  if (buffer.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new SourceError(
      'The file is no GeoPackage',
      'It does not begin as an SQLite database: is it another file that was renamed?',
    )
  }
  if (buffer[READ_VERSION_AT] !== 1) {
    throw new SourceError(
      'The GeoPackage is still open in another program',
      'Close it there (QGIS: remove its layers), then copy it',
    )
  }
}

/**
 * SQLite locks a file by a directory beside it, which would keep two readers apart, outlive a killed process and need
 * to write where the file is. So it opens a link of ours.
 */
async function openReadOnly(path: string): Promise<{ database: SqliteDatabase; close: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'gridwall-geopackage-'))
  const link = join(directory, 'source.gpkg')
  await symlink(resolve(path), link)
  try {
    const database = new sqlite.Database(link, { readOnly: true })
    const close = async (): Promise<void> => {
      if (database.isOpen) database.close()
      await rm(directory, { recursive: true, force: true })
    }
    return { database, close }
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    throw sourceErrorOf(error)
  }
}

function tablesOf(database: SqliteDatabase): FeatureTable[] {
  const rows = database.all(
    `select c.table_name as name, g.column_name as geometry, g.srs_id as srs
     from gpkg_contents c left join gpkg_geometry_columns g on g.table_name = c.table_name
     where c.data_type in ('features', 'attributes') order by g.column_name is null, c.rowid`,
  )
  if (rows.length === 0) {
    throw new SourceError('The GeoPackage has no table of features', 'Are there only images in it?')
  }
  return rows.map(({ name, geometry, srs }) => ({
    name: String(name),
    geometryColumn: geometry === null ? null : String(geometry),
    srsId: srs === null ? null : Number(srs),
  }))
}

function chosen(tables: readonly FeatureTable[], { table, layer }: SourceOptions): FeatureTable {
  if (table === undefined) return tables.find(({ name }) => name.toLowerCase() === layer) ?? tables[0]!
  const named = tables.find(({ name }) => name === table)
  if (named) return named
  throw new SourceError(`The GeoPackage has no table ${table}`, `It has ${tables.map(({ name }) => name).join(', ')}`)
}

/** Ids 0 and -1 are the standard's words for "unknown". */
function crsOf(database: SqliteDatabase, { srsId }: FeatureTable): RawSource['crs'] {
  if (srsId === null || srsId <= 0) return undefined
  const row = database.get('select * from gpkg_spatial_ref_sys where srs_id = ?', srsId)
  if (!row) return { epsg: srsId }
  const { organization, organization_coordsys_id: id, srs_name: name, definition } = row
  return {
    ...(String(organization).toLowerCase() === 'epsg' && { epsg: Number(id) }),
    name: String(name),
    ...(typeof definition === 'string' && definition !== 'undefined' && { wkt: definition }),
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function sourceErrorOf(error: unknown): unknown {
  if (error instanceof SourceError || !(error instanceof Error)) return error
  return new SourceError(`The GeoPackage cannot be read: ${error.message}`, 'Get it once more, or export it anew', {
    cause: error,
  })
}
