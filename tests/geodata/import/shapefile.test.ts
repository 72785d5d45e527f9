import { createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { describe, expect, it } from 'vitest'
import yazl from 'yazl'
import { openSource } from '../../../geodata/import/source.ts'
import { SourceError } from '../../../geodata/import/source-error.ts'
import { gbk } from './gbk.ts'
import { esriGaussKruger } from './prj.ts'
import { readAll } from './read-all.ts'
import { scratchFolder } from './scratch.ts'
import { dbfBytes, pointShp, polygonShp } from './shapefile-bytes.ts'

const { write, directory } = scratchFolder()
const layer = 'community' as const
const utf8 = (text: string): Buffer => Buffer.from(text)

/** A square, clockwise as an outer ring is; backwards it is a hole. */
const outer = (west: number, south: number, size: number): number[][] => [
  [west, south], [west, south + size], [west + size, south + size], [west + size, south], [west, south],
]
const hole = (west: number, south: number, size: number): number[][] => outer(west, south, size).toReversed()

const COLUMNS = [
  { name: '网格编码', type: 'C', bytes: 20 },
  { name: '网格名称', type: 'C', bytes: 20 },
  { name: '所属社区', type: 'N', bytes: 12 },
]
const ROWS = [['001', '东湖网格', '990101001001'], ['002', '江汉路', '990101001001']]
const SHAPES = [[outer(114, 30, 0.01)], [outer(114.01, 30, 0.01)]]

/** Writes a Shapefile's parts; answers the path of the .shp. */
function writeParts(name: string, parts: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [end, content] of Object.entries(parts)) write(name + end, content)
  return join(directory, `${name}.shp`)
}

async function writeZip(name: string, files: readonly [name: string | Buffer, content: Buffer][]): Promise<string> {
  const zip = new yazl.ZipFile()
  // yazl writes names in UTF-8 only; other bytes are put in afterwards, in names of the same length.
  const renamed: [from: Buffer, to: Buffer][] = []
  for (const [index, [file, content]] of files.entries()) {
    const plain = typeof file === 'string' ? file : `${index}`.padStart(file.length, '_')
    if (typeof file !== 'string') renamed.push([Buffer.from(plain), file])
    zip.addBuffer(content, plain)
  }
  zip.end()
  const path = join(directory, name)
  await pipeline(zip.outputStream, createWriteStream(path))
  if (renamed.length === 0) return path
  const bytes = readFileSync(path)
  for (const [from, to] of renamed) {
    for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) to.copy(bytes, at)
  }
  return write(name, bytes)
}

describe('the texts of a Shapefile', () => {
  it.each([
    ['GBK by its bytes', gbk, {}, 0],
    ['UTF-8 by its bytes', utf8, {}, 0],
    ['GBK by its language byte', gbk, {}, 0x4d],
    ['GBK though the byte says ANSI, as on a Chinese Windows', gbk, {}, 0x57],
    ['UTF-8 by the .cpg', utf8, { '.cpg': 'UTF-8' }, 0x4d],
    ['GBK by the .cpg', gbk, { '.cpg': 'GBK' }, 0],
    ['GBK by a code page in the .cpg', gbk, { '.cpg': '936\r\n' }, 0],
    ['GBK though the .cpg says UTF-8', gbk, { '.cpg': 'UTF-8' }, 0],
  ] as const)('are %s', async (name, encode, extra, language) => {
    const path = writeParts(name, {
      '.shp': polygonShp(SHAPES),
      '.dbf': dbfBytes(COLUMNS, ROWS, { encode, language }),
      ...extra,
    })
    const { source, rows } = await readAll(path, { layer })
    // In UTF-8 a name of four characters is cut after the third.
    expect(source.mapping).toEqual({
      code: expect.stringMatching(/^网格编/),
      name: expect.stringMatching(/^网格名/),
      areaCode: expect.stringMatching(/^所属社/),
    })
    expect(rows.map(({ fields }) => [fields.code, fields.name, fields.areaCode])).toEqual(ROWS)
    expect(rows.flatMap(({ problems }) => problems)).toEqual([])
    expect(source.bytesRead()).toBe(source.bytes)
  })

  it('are what is stated, whatever else is said', async () => {
    const path = writeParts('stated', {
      '.shp': polygonShp(SHAPES),
      '.dbf': dbfBytes(COLUMNS, ROWS, { encode: gbk }),
      '.cpg': 'UTF-8',
    })
    expect((await readAll(path, { layer, encoding: 'gbk' })).rows[0]!.fields.name).toBe('东湖网格')
    expect((await readAll(path, { layer, encoding: 'utf-8' })).source.headers).not.toContain('网格编码')
  })

  it('may be cut in the middle of a character by the width of their field', async () => {
    const columns = [{ name: 'CODE', type: 'C', bytes: 5 }, { name: 'NAME', type: 'C', bytes: 7 }]
    const path = writeParts('cut', {
      '.shp': polygonShp([SHAPES[0]!]),
      '.dbf': dbfBytes(columns, [['1', '东湖网格']], { encode: utf8 }),
    })
    expect((await readAll(path, { layer })).rows[0]!.fields).toMatchObject({ code: '1', name: '东湖' })
  })

  it('of other types are numbers, days and answers; codes keep their zeros', async () => {
    const columns = [
      { name: 'CODE', type: 'N', bytes: 8 },
      { name: 'HEIGHT', type: 'F', bytes: 14 },
      { name: 'FLOORS', type: 'N', bytes: 6 },
      { name: 'DAY', type: 'D', bytes: 8 },
      { name: 'NOTE', type: 'M', bytes: 10 },
    ]
    const rows = [['00330102', '1.25000e+001', '***', '20260301', '']]
    const path = writeParts('types', { '.shp': polygonShp([SHAPES[0]!]), '.dbf': dbfBytes(columns, rows) })
    const { rows: read } = await readAll(path, { layer: 'buildings', fields: { name: 'CODE', class: 'DAY' } })
    expect(read[0]!.fields).toMatchObject({ name: '00330102', class: '2026-03-01', heightM: 12.5, floors: null })
  })
})

describe('the shapes of a Shapefile', () => {
  const dbf = dbfBytes([{ name: 'CODE', type: 'C', bytes: 4 }], [['1']])
  const one = async (name: string, rings: readonly number[][][], z = false) =>
    (await readAll(writeParts(name, { '.shp': polygonShp([rings], z), '.dbf': dbf }), { layer })).rows[0]!

  it('have holes by the way their rings turn', async () => {
    const rings = [
      outer(114, 30, 1),
      hole(114.2, 30.2, 0.2),
      outer(116, 30, 1),
      hole(116.4, 30.4, 0.1),
      outer(114.25, 30.25, 0.05),
    ]
    expect((await one('holes', rings)).shape).toEqual({
      type: 'MultiPolygon', coordinates: [[rings[0], rings[1]], [rings[2], rings[3]], [rings[4]]],
    })
  })

  it('have holes by what lies in what where all rings turn the wrong way', async () => {
    const rings = [hole(114, 30, 1), outer(114.2, 30.2, 0.2), hole(116, 30, 1), hole(114.25, 30.25, 0.05)]
    const { shape } = await one('backwards', rings)
    expect((shape as { coordinates: unknown[] }).coordinates).toHaveLength(3)
    expect((shape as { coordinates: unknown[] }).coordinates).toContainEqual([rings[0], rings[1]])
  })

  it('may have a hole that touches the outer ring', async () => {
    const rings = [outer(114, 30, 1), [[114, 30], [114.5, 30.2], [114.2, 30.5], [114, 30]]]
    expect((await one('touching', rings)).shape).toEqual({ type: 'MultiPolygon', coordinates: [rings] })
  })

  it('lose their heights', async () => {
    expect((await one('heights', [outer(114, 30, 1)], true)).shape).toEqual({
      type: 'MultiPolygon',
      coordinates: [[outer(114, 30, 1)]],
    })
  })

  it('may be missing, and rows may be deleted: numbers go on', async () => {
    const columns = [{ name: 'CODE', type: 'C', bytes: 4 }]
    const table = dbfBytes(columns, [['1'], ['2'], ['3']], { deleted: [1] })
    const path = writeParts('gaps', { '.shp': polygonShp([null, SHAPES[0]!, SHAPES[1]!]), '.dbf': table })
    const { rows } = await readAll(path, { layer })
    expect(rows.map(({ row, problems }) => [row, problems[0]?.detail.reason])).toEqual([[1, 'missing'], [3, undefined]])
  })

  it('are refused one by one where a record contradicts itself', async () => {
    const shp = polygonShp(SHAPES)
    // More points than the first record has room for.
    shp.writeInt32LE(1_000_000, 100 + 8 + 40)
    const path = writeParts('contradiction', { '.shp': shp, '.dbf': dbfBytes(COLUMNS, ROWS) })
    const { rows } = await readAll(path, { layer })
    expect(rows.map(({ problems }) => problems[0]?.detail.reason)).toEqual(['unreadable', undefined])
  })
})

describe('the datum of a Shapefile', () => {
  const parts = {
    '.shp': pointShp([[38_512_345.678, 3_384_567.89]]),
    '.dbf': dbfBytes([{ name: 'CODE', type: 'C', bytes: 4 }], [['1']]),
  }

  it('is what its .prj says, in whatever case the file is named', async () => {
    const path = writeParts('prj', {
      ...parts,
      '.PRJ': esriGaussKruger('CGCS2000_3_Degree_GK_Zone_38', 114, 38_500_000),
    })
    const { source, rows } = await readAll(path, { layer: 'cameras' })
    expect(source.datum).toEqual({ code: 'EPSG:4526', from: 'file' })
    expect((rows[0]!.shape as { coordinates: number[] }).coordinates[0]).toBeCloseTo(114.128709441795, 9)
  })

  it('is refused where the .prj names one that nobody can convert from, and taken where it is stated', async () => {
    const xian = esriGaussKruger('Xian_1980_3_Degree_GK_Zone_38', 114, 38_500_000).replace(
      'D_China_2000',
      'D_Xian_1980',
    )
    const path = writeParts('xian', { ...parts, '.prj': xian })
    await expect(openSource(path, { layer: 'cameras' })).rejects.toThrow('xian_1980')
    expect((await openSource(path, { layer: 'cameras', datum: 'EPSG:4526' })).datum).toEqual({
      code: 'EPSG:4526',
      from: 'stated',
    })
  })
})

describe('a zipped Shapefile', () => {
  const parts = (encode = gbk): [string, Buffer][] => [
    ['.shp', polygonShp(SHAPES)],
    ['.dbf', dbfBytes(COLUMNS, ROWS, { encode })],
  ]

  it.each([
    ['at the top', 'grids'],
    ['in a sub-folder', '成果/2026/网格'],
    ['with capital ends', 'GRIDS'],
  ])('%s is read', async (name, base) => {
    const files = parts().map(([end, content]): [string, Buffer] => [
      base + (base === 'GRIDS' ? end.toUpperCase() : end),
      content,
    ])
    const path = await writeZip(`${name}.zip`, [
      ['readme.txt', utf8('x')],
      ['__MACOSX/._grids.shp', utf8('x')],
      ...files,
    ])
    const { source, rows } = await readAll(path, { layer })
    expect(source).toMatchObject({ format: 'shapefile', tables: [base] })
    expect(rows.map(({ fields }) => fields.name)).toEqual(['东湖网格', '江汉路'])
    expect(source.bytesRead()).toBe(source.bytes)
  })

  it('with file names in GBK is read', async () => {
    const path = await writeZip(
      'gbk.zip',
      parts().map(([end, content]): [Buffer, Buffer] => [gbk(`成果/社区网格${end}`), content]),
    )
    const { source, rows } = await readAll(path, { layer })
    expect(source.tables).toEqual(['成果/社区网格'])
    expect(rows).toHaveLength(2)
  })

  it('that has several is read by the name of the layer or of the table', async () => {
    const both = (['street', 'community'] as const).flatMap((base) =>
      parts().map(([end, content]): [string, Buffer] => [base + end, content]),
    )
    const path = await writeZip('both.zip', both)
    expect((await readAll(path, { layer })).rows).toHaveLength(2)
    expect((await readAll(path, { layer, table: 'street' })).rows).toHaveLength(2)
    await expect(openSource(path, { layer: 'exclusive' })).rejects.toThrow('2 Shapefiles are in the zip')
    await expect(openSource(path, { layer, table: 'nope' })).rejects.toThrow('no Shapefile nope')
  })

  it('is known by the name that it was sent with', async () => {
    const zipped = await writeZip('named.zip', parts().map(([end, content]): [string, Buffer] => [`a${end}`, content]))
    const path = write('3f2c-upload', readFileSync(zipped))
    expect((await readAll(path, { layer }, '网格.ZIP')).rows).toHaveLength(2)
  })

  it.each([
    ['without a .shp', [['a.txt', utf8('x')]], 'no .shp in the zip'],
    ['without a .dbf', [['a.shp', polygonShp(SHAPES)]], 'a.dbf is missing'],
  ] as const)('%s is refused', async (name, files, message) => {
    const path = await writeZip(`${name}.zip`, files as unknown as [string, Buffer][])
    await expect(openSource(path, { layer })).rejects.toThrow(message)
  })
})

describe('a broken Shapefile', () => {
  const shp = polygonShp(SHAPES)
  const dbf = dbfBytes(COLUMNS, ROWS)

  it.each([
    ['a .shp of something else', utf8('x'.repeat(500)), dbf, 'is no Shapefile'],
    ['a .shp that is too short', shp.subarray(0, 50), dbf, 'is no Shapefile'],
    ['a .shp cut in a record', shp.subarray(0, shp.length - 20), dbf, 'ends in the middle of record 2'],
    [
      'a .shp cut between records',
      shp.subarray(0, 100 + (shp.length - 100) / 2),
      dbf,
      'The .shp is shorter than it says',
    ],
    ['a .dbf of something else', shp, utf8('y'.repeat(500)), 'no dBASE III table'],
    ['a .dbf cut in its head', shp, dbf.subarray(0, 40), 'no dBASE III table'],
    ['a .dbf cut in a row', shp, dbf.subarray(0, dbf.length - 20), 'ends in the middle of row 2'],
    ['a .dbf of another file', shp, dbfBytes(COLUMNS, [ROWS[0]!]), 'The .dbf ends after 1 rows'],
    ['a .shp of another file', polygonShp([SHAPES[0]!]), dbf, 'The .shp ends after 1 shapes'],
    ['a .dbf of another file, longer', shp, dbfBytes(COLUMNS, [...ROWS, ...ROWS]), 'the .dbf has more rows'],
  ])('with %s is refused with a clear error', async (name, shpPart, dbfPart, message) => {
    const path = writeParts(name, { '.shp': shpPart, '.dbf': dbfPart })
    const reading = readAll(path, { layer })
    await expect(reading).rejects.toThrow(SourceError)
    await expect(reading).rejects.toThrow(message)
  })

  it('that is no zip at all is refused with a clear error', async () => {
    await expect(openSource(write('no.zip', 'hello'.repeat(100)), { layer })).rejects.toThrow(SourceError)
  })
})
