import { describe, expect, it } from 'vitest'
import { SourceError } from '../../../geodata/import/source-error.ts'
import { gbk } from './gbk.ts'
import { readAll } from './read-all.ts'
import { scratchFolder } from './scratch.ts'

const { write } = scratchFolder()
const TRIANGLE = 'POLYGON((114 30,114.01 30,114.01 30.01,114 30))'
const SHAPE = { type: 'MultiPolygon', coordinates: [[[[114, 30], [114.01, 30], [114.01, 30.01], [114, 30]]]] }

describe('a CSV file', () => {
  it.each([
    ['commas', `网格编码,网格名称,所属社区编码,WKT\n001,东湖网格,990101001001,"${TRIANGLE}"\n`],
    ['semicolons', `网格编码;网格名称;所属社区编码;WKT\r\n001;东湖网格;990101001001;${TRIANGLE}\r\n`],
    ['tabs', `网格编码\t网格名称\t所属社区编码\tWKT\n001\t东湖网格\t990101001001\t${TRIANGLE}`],
    ['a byte order mark', `\uFEFF网格编码,网格名称,所属社区编码,WKT\n001,东湖网格,990101001001,"${TRIANGLE}"\n`],
  ])('with %s is read, in UTF-8 and in GBK', async (name, text) => {
    const fields = { code: '001', name: '东湖网格', nameEn: '东湖网格', areaCode: '990101001001', unitKind: null }
    for (const [encoding, bytes] of [['utf-8', Buffer.from(text)], ['gbk', gbk(text.replace('\uFEFF', ''))]] as const) {
      const { source, rows } = await readAll(write(`${name} ${encoding}.csv`, bytes), { layer: 'community' })
      expect(source.format).toBe('csv')
      expect(source.missing).toEqual([])
      expect(source.mapping).toEqual({ code: '网格编码', name: '网格名称', areaCode: '所属社区编码', wkt: 'WKT' })
      expect(rows).toEqual([{ row: 2, fields, shape: SHAPE, problems: [] }])
    }
  })

  it('of Excel’s “Unicode text” is read', async () => {
    const text = Buffer.from('\uFEFF工号\t姓名\t所属网格编码\r\nW1\t王芳\t001\r\n', 'utf16le')
    const { rows } = await readAll(write('unicode.txt', text), { layer: 'workers' })
    expect(rows[0]!.fields).toMatchObject({ number: 'W1', name: '王芳', gridCode: '001' })
  })

  it('is GBK where it is said to be, and UTF-8 where that is said', async () => {
    const path = write('said.csv', '编码,名称,经度,纬度\n1,x,114,30\n')
    expect((await readAll(path, { layer: 'cameras', encoding: 'utf-8' })).rows[0]!.fields.code).toBe('1')
    expect((await readAll(path, { layer: 'cameras', encoding: 'gbk' })).source.missing).toContain('code')
  })

  it('is GBK by a character far behind the start', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `${index},name,114,30`)
    const { rows } = await readAll(
      write('late.csv', gbk(`code,name,lng,lat\n${lines.join('\n')}\n99,江汉路,114,30\n`)),
      { layer: 'cameras' },
    )
    expect(rows.at(-1)).toMatchObject({ row: 20_002, fields: { name: '江汉路' } })
  })

  it('gives points by two columns, in the datum that is stated', async () => {
    const path = write(
      'points.csv',
      'code,name,X,Y\nc1,one,512345.678,3384567.89\nc2,two,,\nc3,three,114.3,\nc4,four,abc,30\n',
    )
    const { source, rows } = await readAll(path, { layer: 'cameras', datum: 'EPSG:4547' })
    expect(source.mapping).toMatchObject({ lng: 'X', lat: 'Y' })
    const { coordinates } = rows[0]!.shape as { coordinates: number[] }
    expect(coordinates[0]).toBeCloseTo(114.128709441795, 9)
    expect(
      rows
        .slice(1)
        .map(({ problems }) => [problems[0]!.kind, problems[0]!.detail.likely ?? problems[0]!.detail.reason]),
    ).toEqual([
      ['bad-geometry', 'missing'],
      ['bad-coordinates', 'not-a-number'],
      ['bad-coordinates', 'not-a-number'],
    ])
  })

  it('says what is missing: the place, or a column that must be', async () => {
    const path = write('missing.csv', '名称,说明\na,b\n')
    expect((await readAll(path, { layer: 'community' })).source.missing).toEqual(['code', 'wkt'])
    expect((await readAll(path, { layer: 'cameras' })).source.missing).toEqual(['code', 'lng', 'lat'])
    expect((await readAll(path, { layer: 'units' })).source.missing).toEqual(['kind', 'areaCode'])
  })

  it('numbers rows as an editor does, over quoted line ends and empty lines', async () => {
    const text = 'number,name,grid_code\r\n1,"a\r\nb",g\n\n2,"c ""d"" , e",g\r3,f,g'
    const { rows } = await readAll(write('lines.csv', text), { layer: 'workers' })
    expect(rows.map(({ row, fields }) => [row, fields.number, fields.name])).toEqual([
      [2, '1', 'a\nb'],
      [5, '2', 'c "d" , e'],
      [6, '3', 'f'],
    ])
  })

  it('refuses a row with more columns than the header, and takes one with fewer for empty ones', async () => {
    const { rows } = await readAll(write('ragged.csv', 'number,grid_code,name\n1,g\n2,g,n,extra\n3,g,n,,\n'), {
      layer: 'workers',
    })
    expect(rows.map(({ problems }) => problems.map(({ kind }) => kind))).toEqual([[], ['bad-value'], []])
    expect(rows[1]!.problems[0]!.detail.value).toContain('4 columns where the header has 3')
  })

  it.each([
    ['POLYGON Z', 'POLYGON Z((114 30 1,114.01 30 1,114.01 30.01 1,114 30 1))'],
    ['an SRID', `SRID=4326;${TRIANGLE}`],
    ['small letters and line ends', 'polygon ( (114 30,\n114.01 30,\t114.01 30.01,114 30) )'],
    ['MULTIPOLYGON', 'MULTIPOLYGON(((114 30,114.01 30,114.01 30.01,114 30)))'],
  ])('reads WKT with %s', async (_, wkt) => {
    const { rows } = await readAll(write('wkt.csv', `code,wkt\n1,"${wkt}"\n`), { layer: 'community' })
    expect(rows[0]).toMatchObject({ shape: SHAPE, problems: [] })
  })

  it.each([
    'POLYGON((114 30',
    'POLYGON((114abc 30,114.01 30,114.01 30.01,114 30))',
    'POLYGON((1.2.3 30,1 2,3 4,1 2))',
    'hello',
    '114 30',
    'POLYGON',
  ])('refuses WKT such as %s', async (wkt) => {
    const { rows } = await readAll(write('bad-wkt.csv', `code,wkt\n1,"${wkt}"\n`), { layer: 'community' })
    expect(rows[0]).toMatchObject({
      shape: null,
      problems: [{ kind: 'bad-geometry', refused: true, detail: { reason: 'unreadable' } }],
    })
  })

  it.each([
    ['a quotation mark left open', 'number,name,grid_code\n1,a,g\n2,"b,g\n3,c,g\n', 'from line 3 on'],
    ['two columns of one name', 'code,name,code\n1,2,3\n', 'Two columns are called "code"'],
    ['no line', '\n\n\n', 'The table is empty'],
  ])('with %s is refused with a clear error', async (name, text, message) => {
    const reading = readAll(write(`${name}.csv`, text), { layer: 'workers' })
    await expect(reading).rejects.toThrow(SourceError)
    await expect(reading).rejects.toThrow(message)
  })
})
