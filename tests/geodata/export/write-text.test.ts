import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeCsv } from '../../../geodata/export/write-csv.ts'
import { writeGeoJson } from '../../../geodata/export/write-geojson.ts'
import { readAll } from '../import/read-all.ts'
import { scratchFolder } from '../import/scratch.ts'

const { directory } = scratchFolder()

describe('a written GeoJSON file', () => {
  const features = [
    {
      type: 'Feature' as const,
      properties: { code: '1', name: '一' },
      geometry: { type: 'Point' as const, coordinates: [114, 30] },
    },
  ]

  it('is a FeatureCollection as RFC 7946 has it', async () => {
    const { files, count } = await writeGeoJson(directory, 'plain', features, { datum: 'wgs84' })
    expect([files, count]).toEqual([['plain.geojson'], 1])
    expect(JSON.parse(readFileSync(join(directory, 'plain.geojson'), 'utf8'))).toEqual({
      type: 'FeatureCollection',
      features,
    })
    await writeGeoJson(directory, 'none', [], { datum: 'wgs84' })
    expect(JSON.parse(readFileSync(join(directory, 'none.geojson'), 'utf8'))).toEqual({
      type: 'FeatureCollection',
      features: [],
    })
  })

  it.each(['gcj02', 'bd09'] as const)('in %s says so, and is read back by that', async (datum) => {
    await writeGeoJson(directory, datum, features, { datum })
    const { source, rows } = await readAll(join(directory, `${datum}.geojson`), { layer: 'cameras' })
    expect(source.datum).toEqual({ code: datum, from: 'file' })
    expect(rows[0]!.shape).toEqual({ type: 'Point', coordinates: [114, 30] })
  })
})

describe('a written CSV file', () => {
  it('keeps what would break it in quotation marks, and is read back', async () => {
    const rows = [
      { number: '1', name: 'a,"b"\nc', grid_code: '001', extra: 5 },
      { number: '2', name: null, grid_code: '002' },
    ]
    const { count } = await writeCsv(directory, 'workers', ['number', 'name', 'grid_code'], rows)
    expect(count).toBe(2)
    expect(readFileSync(join(directory, 'workers.csv'), 'utf8')).toBe(
      '\uFEFFnumber,name,grid_code\r\n1,"a,""b""\nc",001\r\n2,,002\r\n',
    )
    const { rows: read } = await readAll(join(directory, 'workers.csv'), { layer: 'workers' })
    expect(read.map(({ fields }) => [fields.number, fields.name, fields.gridCode])).toEqual([
      ['1', 'a,"b"\nc', '001'],
      ['2', '2', '002'],
    ])
  })

  it('holds no formula, and an import takes the texts as they were', async () => {
    const names = ['=1+1', '-甲', "'=乙", "'丙'", '+86 138', '-12.5']
    const rows = names.map((name, index) => ({ number: String(index), name, grid_code: '001' }))
    await writeCsv(directory, 'formulas', ['number', 'name', 'grid_code'], rows)
    const lines = readFileSync(join(directory, 'formulas.csv'), 'utf8').split('\r\n').slice(1, -1)
    expect(lines.map((line) => line.split(',')[1])).toEqual(["'=1+1", "'-甲", "''=乙", "'丙'", "'+86 138", '-12.5'])
    const { rows: read } = await readAll(join(directory, 'formulas.csv'), { layer: 'workers' })
    expect(read.map(({ fields }) => fields.name)).toEqual(names)
  })
})
