import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sqlite from 'node-sqlite3-wasm'
import { describe, expect, it } from 'vitest'
import { openSource } from '../../../geodata/import/source.ts'
import { SourceError } from '../../../geodata/import/source-error.ts'
import { GEOPACKAGE_TABLES } from './geopackage-file.ts'
import { esriGaussKruger } from './prj.ts'
import { readAll } from './read-all.ts'
import { scratchFolder } from './scratch.ts'

const { directory, write } = scratchFolder()
const RING = [[114, 30], [114.01, 30], [114.01, 30.01], [114, 30]]
const SHAPE = { type: 'MultiPolygon', coordinates: [[RING]] }

/** Well-known binary of a polygon, by hand: `dimensions` 3 adds a height, `bigEndian` turns the bytes. */
function polygonWkb(rings: number[][][], { iso = 3, extra = 0, bigEndian = false, bits = 0 } = {}): Buffer {
  const parts: Buffer[] = []
  const uint = (value: number): void => {
    const bytes = Buffer.alloc(4)
    if (bigEndian) bytes.writeUInt32BE(value >>> 0)
    else bytes.writeUInt32LE(value >>> 0)
    parts.push(bytes)
  }
  const double = (value: number): void => {
    const bytes = Buffer.alloc(8)
    if (bigEndian) bytes.writeDoubleBE(value)
    else bytes.writeDoubleLE(value)
    parts.push(bytes)
  }
  parts.push(Buffer.from([bigEndian ? 0 : 1]))
  uint((iso | bits) >>> 0)
  if (bits & 0x20000000) uint(4326)
  uint(rings.length)
  for (const ring of rings) {
    uint(ring.length)
    for (const [x, y] of ring) {
      double(x!)
      double(y!)
      for (let count = 0; count < extra; count++) double(7)
    }
  }
  return Buffer.concat(parts)
}

/** A GeoPackage's head before it, with a box of the kind. */
function geometry(wkb: Buffer, box = 0): Buffer {
  const head = Buffer.alloc(8 + [0, 32, 48, 48, 64][box]!)
  head.write('GP', 'latin1')
  head[3] = 1 | (box << 1)
  return Buffer.concat([head, wkb])
}

interface Table {
  name: string
  rows: [code: string | null, name: string, shape: Uint8Array | null][]
  srs?: number
  type?: 'features' | 'attributes'
}

function geopackage(
  name: string,
  tables: readonly Table[],
  definitions: readonly [number, string, string, number, string][] = [],
): string {
  const path = join(directory, name)
  const database = new sqlite.Database(path)
  database.exec(`${GEOPACKAGE_TABLES}
    insert into gpkg_spatial_ref_sys values
      ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84"]'), ('none', 0, 'NONE', 0, 'undefined')`)
  for (const [id, title, organization, number, definition] of definitions) {
    database.run('insert into gpkg_spatial_ref_sys values (?, ?, ?, ?, ?)', [
      title,
      id,
      organization,
      number,
      definition,
    ])
  }
  for (const { name: table, rows, srs = 4326, type = 'features' } of tables) {
    const quoted = `"${table.replaceAll('"', '""')}"`
    database.exec(`create table ${quoted} (fid integer primary key, "网格编码" text, name text, geom blob)`)
    database.run('insert into gpkg_contents values (?, ?)', [table, type])
    if (type === 'features') {
      database.run('insert into gpkg_geometry_columns values (?, ?, ?, ?)', [table, 'geom', 'POLYGON', srs])
    }
    for (const row of rows) database.run(`insert into ${quoted} ("网格编码", name, geom) values (?, ?, ?)`, row)
  }
  database.close()
  return path
}

describe('a GeoPackage', () => {
  it('is read row by row, its geometry however it is written', async () => {
    const shapes = [
      geometry(polygonWkb([RING])),
      geometry(polygonWkb([RING]), 1),
      geometry(polygonWkb([RING], { bigEndian: true }), 4),
      geometry(polygonWkb([RING], { iso: 1003, extra: 1 })),
      geometry(polygonWkb([RING], { iso: 3003, extra: 2 })),
      geometry(polygonWkb([RING], { bits: 0x80000000, extra: 1 })),
      geometry(polygonWkb([RING], { bits: 0x20000000 })),
    ]
    const path = geopackage('grids.gpkg', [
      { name: '网 "格"', rows: shapes.map((shape, index) => [`00${index}`, '东湖', shape]) },
    ])
    const { source, rows } = await readAll(path, { layer: 'community' })
    expect(source).toMatchObject({
      format: 'geopackage',
      headers: ['fid', '网格编码', 'name'],
      tables: ['网 "格"'],
      mapping: { code: '网格编码', name: 'name' },
      datum: { code: 'EPSG:4326', from: 'file' },
    })
    expect(rows).toHaveLength(shapes.length)
    for (const [index, row] of rows.entries()) {
      expect(row).toMatchObject({
        row: index + 1,
        fields: { code: `00${index}`, name: '东湖' },
        shape: SHAPE,
        problems: [],
      })
    }
    expect(source.bytesRead()).toBe(source.bytes)
  })

  it('is read by the table stated, else by that of the layer, else by the first with shapes', async () => {
    const rows: Table['rows'] = [['1', 'a', geometry(polygonWkb([RING]))]]
    const path = geopackage('tables.gpkg', [
      { name: 'notes', rows: [['n', 'n', null]], type: 'attributes' },
      { name: 'first', rows },
      { name: 'street', rows: [...rows, ...rows] },
    ])
    expect((await readAll(path, { layer: 'community' })).source.tables).toEqual(['first', 'street', 'notes'])
    expect((await readAll(path, { layer: 'community' })).rows).toHaveLength(1)
    expect((await readAll(path, { layer: 'street' })).rows).toHaveLength(2)
    expect((await readAll(path, { layer: 'community', table: 'street' })).rows).toHaveLength(2)
    expect(
      (await readAll(path, { layer: 'categories', table: 'notes', fields: { code: '网格编码' } })).rows[0]!.fields.code,
    ).toBe('n')
    await expect(openSource(path, { layer: 'community', table: 'nope' })).rejects.toThrow('no table nope')
  })

  it.each([
    ['a code', [100_001, 'x', 'EPSG', 4547, 'undefined'], 'EPSG:4547'],
    [
      'a text, where the code is not known',
      [100_001, 'x', 'ESRI', 1, esriGaussKruger('CGCS2000_3_Degree_GK_CM_114E', 114, 500_000)],
      'EPSG:4547',
    ],
  ] as const)('says its datum by %s', async (name, definition, code) => {
    const ring = [
      [512_345.678, 3_384_567.89],
      [512_445, 3_384_567],
      [512_445, 3_384_667],
      [512_345.678, 3_384_567.89],
    ]
    const path = geopackage(
      `${name}.gpkg`,
      [{ name: 't', srs: 100_001, rows: [['1', 'a', geometry(polygonWkb([ring]))]] }],
      [[...definition]],
    )
    const { source, rows } = await readAll(path, { layer: 'community' })
    expect(source.datum).toEqual({ code, from: 'file' })
    expect(rows[0]!.problems).toEqual([])
  })

  it('with an unknown datum is taken for WGS-84 if the numbers allow it', async () => {
    const path = geopackage('unknown.gpkg', [{ name: 't', srs: 0, rows: [['1', 'a', geometry(polygonWkb([RING]))]] }])
    expect((await readAll(path, { layer: 'community' })).source.datum).toEqual({ code: 'wgs84', from: 'assumed' })
  })

  it('has only those rows refused whose geometry is missing or broken', async () => {
    const good = geometry(polygonWkb([RING]))
    const huge = Buffer.from(good)
    huge.writeUInt32LE(0xffffffff, 8 + 5)
    const path = geopackage('broken-rows.gpkg', [
      {
        name: 't',
        rows: [
          ['1', 'a', good],
          ['2', 'b', null],
          ['3', 'c', good.subarray(0, 40)],
          ['4', 'd', Buffer.from('hello')],
          ['5', 'e', huge],
          ['6', 'f', good],
        ],
      },
    ])
    const { rows } = await readAll(path, { layer: 'community' })
    expect(rows.map(({ problems }) => problems[0]?.detail.reason)).toEqual([
      undefined,
      'missing',
      'unreadable',
      'unreadable',
      'unreadable',
      undefined,
    ])
  })

  it('can be read by two at once, needs no place beside the file, and leaves nothing behind', async () => {
    const path = geopackage('two.gpkg', [
      {
        name: 't',
        rows: [
          ['1', 'a', geometry(polygonWkb([RING]))],
          ['2', 'b', geometry(polygonWkb([RING]))],
        ],
      },
    ])
    const [one, two] = [await openSource(path, { layer: 'community' }), await openSource(path, { layer: 'community' })]
    const [first, second] = [one.rows(), two.rows()]
    expect((await first.next()).value).toMatchObject({ row: 1 })
    expect((await second.next()).value).toMatchObject({ row: 1 })
    expect(existsSync(`${path}.lock`)).toBe(false)
    await first.return(undefined)
    await second.return(undefined)
    await one.close()
    await two.close()
    expect(readdirSync(directory).filter((file) => file.startsWith('two'))).toEqual(['two.gpkg'])
  })

  it.each([
    ['no database', (bytes: Buffer) => Buffer.from('hello'.repeat(1000) + String(bytes.length)), 'is no GeoPackage'],
    [
      'a database still open elsewhere',
      (bytes: Buffer) => {
        const copy = Buffer.from(bytes)
        copy[18] = 2
        copy[19] = 2
        return copy
      },
      'still open',
    ],
    ['cut off', (bytes: Buffer) => bytes.subarray(0, 5000), 'cannot be read'],
  ])('that is %s is refused with a clear error, and no folder is left over', async (name, spoil, message) => {
    const good = geopackage(`${name} good.gpkg`, [{ name: 't', rows: [['1', 'a', geometry(polygonWkb([RING]))]] }])
    const before = readdirSync(tmpdir()).filter((file) => file.startsWith('gridwall-geopackage-')).length
    const opening = readAll(write(`${name}.gpkg`, spoil(readFileSync(good))), { layer: 'community' })
    await expect(opening).rejects.toThrow(SourceError)
    await expect(opening).rejects.toThrow(message)
    expect(readdirSync(tmpdir()).filter((file) => file.startsWith('gridwall-geopackage-')).length).toBe(before)
  })

  it('that is another database is refused', async () => {
    const path = join(directory, 'other.gpkg')
    const database = new sqlite.Database(path)
    database.exec('create table a (b int)')
    database.close()
    await expect(openSource(path, { layer: 'community' })).rejects.toThrow(SourceError)
  })
})
