import { describe, expect, it } from 'vitest'
import { openSource } from '../../../geodata/import/source.ts'
import { SourceError } from '../../../geodata/import/source-error.ts'
import { readAll, unstorableTexts } from './read-all.ts'
import { scratchFolder } from './scratch.ts'

const { write } = scratchFolder()

const square = (west: number, south: number, size = 0.01) => [
  [west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south],
]
const feature = (code: unknown, coordinates: unknown = [square(114, 30)], type = 'Polygon') => ({
  type: 'Feature', properties: { 网格编码: code, 网格名称: `第${String(code)}网格` }, geometry: { type, coordinates },
})
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features })
const layer = 'community' as const

describe('a GeoJSON file', () => {
  it('is read feature by feature, with guessed columns', async () => {
    const path = write(
      'a.geojson',
      JSON.stringify(collection(feature('001'), feature('002', [[square(115, 30)]], 'MultiPolygon'))),
    )
    const { source, rows } = await readAll(path, { layer })
    expect(source).toMatchObject({
      format: 'geojson', headers: ['网格编码', '网格名称'], mapping: { code: '网格编码', name: '网格名称' }, missing: [], tables: [],
      datum: { code: 'wgs84', from: 'assumed' },
    })
    expect(rows).toEqual([
      {
        row: 1, problems: [], fields: { code: '001', name: '第001网格', nameEn: '第001网格', areaCode: null, unitKind: null },
        shape: { type: 'MultiPolygon', coordinates: [[square(114, 30)]] },
      },
      expect.objectContaining({ row: 2, shape: { type: 'MultiPolygon', coordinates: [[square(115, 30)]] } }),
    ])
    expect(source.bytesRead()).toBe(source.bytes)
  })

  it.each([
    ['a bare list', JSON.stringify([feature('1'), feature('2')]), 'geojson', 2],
    ['one feature', JSON.stringify(feature('1')), 'geojson', 1],
    ['one feature over many lines', JSON.stringify(feature('1'), null, 2), 'geojson', 1],
    ['no feature', JSON.stringify(collection()), 'geojson', 0],
    ['an empty list', '[]', 'geojson', 0],
    ['features before the type', JSON.stringify({ features: [feature('1')], type: 'FeatureCollection' }), 'geojson', 1],
    ['a byte order mark', `\uFEFF${JSON.stringify(collection(feature('1')))}`, 'geojson', 1],
    ['a line a feature', `${JSON.stringify(feature('1'))}\n\n${JSON.stringify(feature('2'))}\r\n`, 'ndjson', 2],
    [
      'record separators',
      `\u001e${JSON.stringify(feature('1'), null, 1)}\n\u001e${JSON.stringify(feature('2'))}\n`,
      'ndjson',
      2,
    ],
    [
      'brackets and quotes in texts',
      JSON.stringify(collection(feature('a]}"\\'), feature('{["features":['))),
      'geojson',
      2,
    ],
    [
      'a property called features',
      JSON.stringify({ about: { features: [1, 2] }, ...collection(feature('1')) }),
      'geojson',
      1,
    ],
  ])('of %s is read', async (name, text, format, count) => {
    const { source, rows } = await readAll(write(`${name}.json`, text), { layer })
    expect(source.format).toBe(format)
    expect(rows.map(({ row }) => row)).toEqual(Array.from({ length: count }, (_, index) => index + 1))
    expect(rows.flatMap(({ problems }) => problems)).toEqual([])
  })

  it('is the same however its bytes are cut into chunks', async () => {
    const features = Array.from({ length: 3000 }, (_, index) =>
      feature(`网${index}"]}\\`, [square(114 + index / 1e4, 30)]),
    )
    const { rows } = await readAll(write('long.geojson', JSON.stringify(collection(...features))), { layer })
    expect(rows.map(({ fields }) => fields.code)).toEqual(features.map(({ properties }) => properties.网格编码))
  })

  it('is read twice where the first reading was given up', async () => {
    const path = write('twice.geojson', JSON.stringify(collection(feature('1'), feature('2'), feature('3'))))
    const source = await openSource(path, { layer })
    for await (const { row } of source.rows()) if (row === 2) break
    const codes: unknown[] = []
    for await (const { fields } of source.rows()) codes.push(fields.code)
    await source.close()
    expect(codes).toEqual(['1', '2', '3'])
  })

  it.each([
    ['before', (crs: unknown, features: unknown[]) => ({ type: 'FeatureCollection', crs, features })],
    ['after', (crs: unknown, features: unknown[]) => ({ type: 'FeatureCollection', features, crs })],
  ])('says its datum in a crs member %s the features', async (where, make) => {
    const ring = [[512_345.678, 3_384_567.89], [512_445, 3_384_567], [512_445, 3_384_667], [512_345.678, 3_384_567.89]]
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4547' } }
    const path = write(`crs-${where}.geojson`, JSON.stringify(make(crs, [feature('1', [ring])])))
    const { source, rows } = await readAll(path, { layer })
    expect(source.datum).toEqual({ code: 'EPSG:4547', from: 'file' })
    const shape = rows[0]!.shape as { coordinates: number[][][][] }
    expect(shape.coordinates[0]![0]![0]![0]).toBeCloseTo(114.128709441795, 9)
    const stated = await openSource(path, { layer, datum: 'gcj02' })
    expect(stated.datum).toEqual({ code: 'gcj02', from: 'stated' })
  })

  it('without a datum and with numbers that are no degrees is refused row by row, for one reason', async () => {
    const ring = [[38_512_345, 3_384_567], [38_512_445, 3_384_567], [38_512_445, 3_384_667], [38_512_345, 3_384_567]]
    const { rows } = await readAll(
      write('gk.geojson', JSON.stringify(collection(feature('1', [ring]), feature('2', [ring])))),
      { layer },
    )
    for (const { shape, problems } of rows) {
      expect(shape).toBeNull()
      expect(problems).toEqual([
        {
          kind: 'bad-coordinates', refused: true,
          detail: { x: 38_512_345, y: 3_384_567, datum: 'wgs84', likely: 'gauss-kruger', suggested: ['EPSG:4526'] },
        },
      ])
    }
  })

  it('takes the id of a feature for a column', async () => {
    const { source, rows } = await readAll(
      write('id.json', JSON.stringify(collection({ ...feature('x'), id: 7, properties: {} }))),
      { layer },
    )
    expect(source.headers).toEqual(['id'])
    expect(rows[0]!.fields.code).toBe('7')
  })

  it('refuses the one feature that cannot be read, and reads the rest', async () => {
    const [first, last] = [JSON.stringify(feature('1')), JSON.stringify(feature('5'))]
    const text = `{"type":"FeatureCollection","features":[${first},{"type":"Feature",oops},5,null,${last}]}`
    const { rows } = await readAll(write('bad-one.json', text), { layer })
    expect(rows.map(({ problems }) => problems[0]?.kind)).toEqual([
      undefined,
      'bad-value',
      'bad-value',
      'bad-value',
      undefined,
    ])
    const lines = [JSON.stringify(feature('1')), '{"type":"Feature","prop', JSON.stringify(feature('3'))].join('\n')
    const byLine = await readAll(write('bad-line.ndjson', lines), { layer })
    expect(byLine.rows.map(({ problems }) => problems[0]?.detail.field)).toEqual([undefined, 'row', undefined])
  })

  it('lets nothing through that a database cannot hold', async () => {
    const odd = {
      type: 'Feature',
      properties: { 'a\0': 1, '\ud800': 2, code: 'x\0y', name: '\ud800' },
      geometry: { type: 'Ci\0rcle' },
    }
    const { source, rows } = await readAll(write('odd.json', JSON.stringify([odd, 'no\0feature'])), { layer })
    expect(source.headers).toEqual(['code', 'name'])
    expect(rows[0]!.fields).toMatchObject({ code: 'xy', name: '\uFFFD' })
    expect(unstorableTexts(rows)).toEqual([])
  })

  it.each([
    ['cut off', JSON.stringify(collection(feature('1'), feature('2'))).slice(0, -60), 'ends in the middle'],
    ['of something else', '{"hello":"world"}', 'no feature of GeoJSON'],
    ['a list of numbers', '[1,2,3]', 'no feature of GeoJSON'],
    ['of TopoJSON', '{"type":"Topology","objects":{},"arcs":[]}', 'no feature of GeoJSON'],
    ['two documents', `${JSON.stringify(collection())}  {"type":"Feature"}`, 'goes on after the end'],
    ['no JSON', 'Lorem ipsum dolor sit amet', 'no feature of GeoJSON'],
    ['brackets to the horizon', '['.repeat(300_000), 'ends in the middle'],
  ])('that is %s is refused with a clear error', async (name, text, message) => {
    const reading = readAll(write(`${name}.geojson`, text), { layer })
    await expect(reading).rejects.toThrow(SourceError)
    await expect(reading).rejects.toThrow(message)
  })

  it.each([
    ['there is none of', 'nowhere.geojson', 'There is no file'],
    ['empty', write('empty.geojson', ''), 'is empty'],
    ['of another kind', write('a.dwg', 'x'), 'of no kind that can be read'],
  ])('that is %s is refused when it is opened', async (_, path, message) => {
    await expect(openSource(path, { layer })).rejects.toThrow(message)
  })

  it.each([
    ['a datum that nobody knows', { datum: 'EPSG:2362' }, 'EPSG:2362'],
    ['a field that there is not', { fields: { colour: '网格编码' } }, 'no field "colour"'],
    ['a column that there is not', { fields: { code: 'nope' } }, 'no column "nope"'],
  ])('with an option of %s is refused', async (_, options, message) => {
    const path = write('options.json', JSON.stringify(collection(feature('1'))))
    await expect(openSource(path, { layer, ...options })).rejects.toThrow(message)
  })
})
