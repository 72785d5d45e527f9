import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { switchOver } from '../../server/boundaries/switch-over.ts'
import type { SourceOptions } from '../../server/contract/api/imports.ts'
import type { Database } from '../../server/db/database.ts'
import { discardImport } from '../../server/imports/discard-import.ts'
import { findImport } from '../../server/imports/import-repository.ts'
import { openTestDatabase } from '../support/database.ts'
import {
  AREAS, type Files, geojson, GRIDS, importTown, openFiles, ring, type Shape, townFiles, WORKERS,
} from './town.ts'

// What is wrong with rows, each on a town that is there and sound but for that.

let database: Database
let files: Files
let importId: number | undefined

beforeAll(async () => {
  database = await openTestDatabase()
  files = await openFiles()
  const founding = await importTown(database, await townFiles(files))
  await switchOver(database, { importId: founding, actor: 'tester', at: new Date() })
}, 60_000)

afterAll(async () => {
  await files.remove()
  await database.close()
})

beforeEach(async () => {
  if (importId !== undefined) await discardImport(database, importId)
  importId = undefined
})

async function read(...sources: [file: string, text: string, options: SourceOptions][]): Promise<void> {
  importId = await importTown(database, await Promise.all(sources.map((source) => files.source(...source))))
}

/** What was found, but for gaps and the like, which follow from what is left out. */
async function found(...kinds: string[]): Promise<any[]> {
  const { rows } = await database.query(
    `select kind, severity, layer, source, row_number as row, codes, detail from findings
      where (import_id = $1 or version_id = (select version_id from imports where id = $1)) and kind = any($2)
      order by id`,
    [importId, kinds],
  )
  return rows
}

/** The rows that applying would use. */
async function kept(): Promise<{ row: number; code: string }[]> {
  const { rows } = await database.query<{ row: number; code: string }>(
    'select row_number as row, code from staged_records where import_id = $1 and not refused order by row_number',
    [importId],
  )
  return rows
}

async function failure(): Promise<string | null> {
  return (await findImport(database, importId!))!.failure
}

const grid = (code: string, x: number, y: number, more: Record<string, unknown> = {}): Shape => ({
  properties: { 网格编码: code, 网格名称: code, ...more }, ring: ring(x, y, 1, 1),
})

describe('codes', () => {
  it('that two rows of a file have are told with the row that came first, which stays', async () => {
    const rows = [...GRIDS, { ...GRIDS[0]!, properties: { ...GRIDS[0]!.properties, 网格名称: '又一个' } }]
    await read(['grids.geojson', geojson(rows), { layer: 'community' }])
    expect(await found('duplicate-code')).toEqual([
      {
        kind: 'duplicate-code', severity: 'error', layer: 'community', source: 0, row: 9, codes: ['330101001001001'],
        detail: { field: 'code', value: '330101001001001', first: { source: 0, row: 1 }, leftOut: false },
      },
    ])
    const { rows: kept } = await database.query(
      `select name from grids
        where code = '330101001001001' and version_id = (select version_id from imports where id = $1)`,
      [importId],
    )
    expect(kept).toEqual([{ name: '第1网格' }])
  })

  it('that two files of a layer share are told as well', async () => {
    await read(
      ['east.csv', '编码,lng,lat\nC1,120.01,30.01', { layer: 'cameras' }],
      ['west.csv', '编码,lng,lat\nC1,120.01,30.01\nC2,120.01,30.01', { layer: 'cameras' }],
    )
    expect(await found('duplicate-code')).toMatchObject([
      {
        severity: 'warning', layer: 'cameras', source: 1, row: 2,
        detail: { first: { source: 0, row: 2 }, leftOut: true },
      },
    ])
  })

  it('of areas that differ in their zeros only are the same', async () => {
    const short = { ...AREAS[1]!, properties: { 行政区划代码: '330101', 名称: '西' } }
    await read(['areas.geojson', geojson([...AREAS, short]), { layer: 'areas' }])
    expect(await found('duplicate-code')).toMatchObject([{ layer: 'areas', row: 10, codes: ['330101'] }])
  })

  it('of phones that another worker carries are refused, unless the two swap theirs', async () => {
    const header = '工号,姓名,终端编号,网格编码'
    await read(['w.csv', `${header}\nW1,甲,W2,330101001001001`, { layer: 'workers' }])
    expect(await found('duplicate-code')).toMatchObject([
      { severity: 'error', codes: ['W1'], detail: { field: 'deviceKey', value: 'W2' } },
    ])
    await discardImport(database, importId!)
    await read(['w.csv', `${header}\nW1,甲,W2,330101001001001\nW2,乙,W1,330101001001002`, { layer: 'workers' }])
    expect(await found('duplicate-code')).toEqual([])
  })
})

describe('places in the tree', () => {
  it('that an area lacks are told, also for what lies below it', async () => {
    const stray = [
      { properties: { code: '440101', name: '外区', parentCode: '4401' }, ring: ring(9, 9, 1, 1) },
      { properties: { code: '440101001', name: '外街', parentCode: '440101' }, ring: ring(9, 9, 1, 1) },
    ]
    const areas = AREAS.map(({ properties: p, ring }) => ({ properties: { code: p.行政区划代码, name: p.名称 }, ring }))
    await read(['areas.geojson', geojson([...areas, ...stray]), { layer: 'areas' }])
    expect(await found('missing-parent')).toMatchObject([
      { severity: 'error', layer: 'areas', row: 10, codes: ['440101'], detail: { field: 'parentCode', value: '4401' } },
      { severity: 'error', layer: 'areas', row: 11, codes: ['440101001'], detail: { value: '440101' } },
    ])
  })

  it('are found by containment where codes say nothing, by the larger part where two areas share a grid', async () => {
    const strange = [grid('甲', 0, 0), grid('乙', 1, 0), grid('丙', 1.7, 0)]
    await read(['grids.geojson', geojson(strange), { layer: 'community' }])
    const { rows } = await database.query(
      `select code, area_code as area from grids where version_id = (select version_id from imports where id = $1)
        and layer = 'community' order by area_code, code`,
      [importId],
    )
    expect(rows).toEqual([
      { code: '甲', area: '330101001001' }, { code: '乙', area: '330101001002' }, { code: '丙', area: '330102001001' },
    ])
  })

  it('of a street grid are those of the lowest area that has more than half of it', async () => {
    const roads = [
      { properties: { code: 'R1', name: '长街' }, ring: ring(0, 0.4, 2, 0.2) },
      { properties: { code: 'R2', name: '短街' }, ring: ring(0, 0.4, 1.3, 0.2) },
      { properties: { code: 'R3', name: '大道' }, ring: ring(0, 0.4, 4, 0.2) },
    ]
    await read(['roads.geojson', geojson(roads), { layer: 'street' }])
    const { rows } = await database.query(
      `select code, area_code as area from grids where version_id = (select version_id from imports where id = $1)
        and layer = 'street' order by code`,
      [importId],
    )
    expect(rows).toEqual([
      { code: 'R1', area: '330101001' }, { code: 'R2', area: '330101001001' }, { code: 'R3', area: '3301' },
    ])
  })

  it('go by a field where one is asked for, and a field that names nothing is told', async () => {
    const grids = [
      grid('甲', 3, 0, { 所属社区编码: '330101001001' }), grid('乙', 3, 1, { 所属社区编码: '999999' }), grid('丙', 2, 1),
    ]
    await read(['grids.geojson', geojson(grids), { layer: 'community', parents: 'field' }])
    expect(await found('missing-parent')).toMatchObject([
      { row: 2, codes: ['乙'], detail: { field: 'areaCode', value: '999999' } }, { row: 3, codes: ['丙'] },
    ])
    const { rows } = await database.query(
      `select area_code from staged_records where import_id = $1 and code = '甲'`,
      [importId],
    )
    expect(rows).toEqual([{ area_code: '330101001001' }])
  })

  it('that a grid in force loses with its area are errors', async () => {
    await read(['areas.geojson', geojson(AREAS.slice(0, -1)), { layer: 'areas' }])
    const lost = await found('unknown-area')
    expect(lost.map(({ severity, layer, codes }) => [severity, layer, ...codes])).toEqual([
      ['error', 'community', '330102001002001'], ['error', 'community', '330102001002002'],
    ])
  })
})

describe('people', () => {
  it('whose grid is none are told, in a draft that brings other grids too', async () => {
    await read(
      ['grids.geojson', geojson(GRIDS.slice(0, 7)), { layer: 'community' }],
      ['w.csv', `${WORKERS}\nW9,某人,1,330102001002002\nW10,某人,1,NOWHERE`, { layer: 'workers' }],
    )
    expect(await found('unknown-grid')).toMatchObject([
      { severity: 'error', layer: 'workers', source: 1, row: 9, codes: ['W9'], detail: { value: '330102001002002' } },
      { row: 10, codes: ['W10'], detail: { field: 'gridCode', value: 'NOWHERE' } },
    ])
    const bare = await found('no-worker')
    expect(bare.map(({ codes }) => codes)).toEqual([])
  })

  it('may have a shift by its code or name; one that is none is told, and the worker comes without', async () => {
    await database.query(
      `insert into shift_patterns (code, name, name_en, spans) values ('early', '早班', 'Early', '[]')`,
    )
    const rows = ['W1,某人,1,330101001001001,早班', 'W2,某人,1,330101001001001,early', 'W3,某人,1,330101001001001,晚班']
    await read(['w.csv', `${WORKERS.split('\n')[0]},班次\n${rows.join('\n')}`, { layer: 'workers' }])
    expect(await found('bad-value')).toMatchObject([
      { severity: 'warning', layer: 'workers', codes: ['W3'], detail: { field: 'shiftPattern', value: '晚班' } },
    ])
    expect((await kept()).map(({ code }) => code)).toEqual(['W1', 'W2', 'W3'])
    await database.query('delete from shift_patterns')
  })

  it('of units have an area, and kinds that no unit has are told once', async () => {
    await read(
      ['units.csv', 'kind,name,area_code\nsanitation,环卫,330101\nfire,消防,777', { layer: 'units' }],
      ['cat.csv', 'code,name,unit_kind\nX1,甲,sanitation\nX2,乙,river\nX3,丙,river\nX4,丁,环卫', { layer: 'categories' }],
    )
    expect(await found('unknown-area')).toMatchObject([
      { severity: 'error', layer: 'units', row: 3, detail: { value: '777' } },
    ])
    expect(await found('unknown-unit')).toMatchObject([
      { severity: 'warning', layer: 'categories', detail: { field: 'unitKind', value: 'river', rows: 2 } },
    ])
  })
})

describe('things', () => {
  it('outside the city are told, and left out where they are far', async () => {
    await read(['c.csv', 'code,lng,lat\nnear,119.99,30.01\nfar,119.5,30.01\nin,120.01,30.01', { layer: 'cameras' }])
    const outside = await found('outside-city')
    expect(outside).toMatchObject([
      { severity: 'warning', row: 2, codes: ['near'], detail: { leftOut: false } },
      { row: 3, codes: ['far'], detail: { leftOut: true } },
    ])
    expect(outside[0].detail.distanceM).toBeCloseTo(964, -1)
    expect((await kept()).map(({ code }) => code)).toEqual(['near', 'in'])
  })

  it('of unknown kinds or categories are left out, with what is known', async () => {
    await read(
      ['d.csv', 'key,kind,lng,lat\nD1,smoke,120.01,30.01\nD2,teapot,120.01,30.01', { layer: 'devices' }],
      ['b.csv', 'code,category_code,lng,lat\nB1,B99999,120.01,30.01\nB2,,120.01,30.01', { layer: 'components' }],
    )
    expect(await found('bad-value')).toMatchObject([
      {
        severity: 'warning', codes: ['D2'],
        detail: { value: 'teapot', leftOut: true, expected: expect.stringContaining('smoke') },
      },
    ])
    expect(await found('unknown-category')).toMatchObject([
      { codes: ['B1'], detail: { value: 'B99999' } }, { codes: ['B2'] },
    ])
  })

  it('that are cases with times or categories that cannot be are left out, an odd status is told', async () => {
    const rows = [
      'externalNumber,categoryCode,reportedAt,closedAt,status,lng,lat',
      'N1,S01001,2025-03-02 10:00:00,2025-03-01 10:00:00,,120.01,30.01',
      'N2,S01001,2095-03-02 10:00:00,,,120.01,30.01',
      'N3,S0,2025-03-02 10:00:00,,,120.01,30.01',
      'N4,S01001,2025-03-02 10:00:00,,弄丢了,120.01,30.01',
      'N5,S01001,2025-03-02 10:00:00,2025-03-02 10:00:00,,120.01,30.01',
    ]
    await read(['cases.csv', rows.join('\n'), { layer: 'cases' }])
    expect(await found('bad-value', 'unknown-category')).toMatchObject([
      { row: 4, kind: 'unknown-category' },
      { row: 2, detail: { field: 'closedAt' } }, { row: 3, detail: { field: 'reportedAt' } },
      { row: 5, detail: { field: 'status', value: '弄丢了' } },
    ])
    expect((await kept()).map(({ row }) => row)).toEqual([5, 6])
  })
})

describe('rings that cross themselves', () => {
  const square = ring(3, 1, 1, 1)
  const bow: Shape = {
    properties: { 网格编码: '330102001002002', 网格名称: '蝴蝶' }, ring: [0, 2, 1, 3, 0].map((corner) => square[corner]!),
  }
  const grids = geojson([...GRIDS.slice(0, 7), bow])

  it('are errors with their place unless repair is asked for', async () => {
    await read(['grids.geojson', grids, { layer: 'community' }])
    expect(await found('self-crossing', 'repaired')).toMatchObject([
      { kind: 'self-crossing', severity: 'error', codes: ['330102001002002'], detail: { reason: 'Self-intersection' } },
    ])
  })

  it('are taken apart into what they enclose where it is, and that is listed', async () => {
    await read(['grids.geojson', grids, { layer: 'community', repair: true }])
    const repaired = await found('self-crossing', 'repaired')
    expect(repaired).toMatchObject([
      {
        kind: 'repaired', severity: 'note', layer: 'community', row: 8, codes: ['330102001002002'],
        detail: { what: 'uncrossed', reason: 'Self-intersection' },
      },
    ])
    // two of the four triangles of a square
    const { rows } = await database.query(
      `select st_isvalid(shape) as valid, st_numgeometries(shape) as parts, st_area(shape::geography) as area
         from staged_records where import_id = $1 and code = '330102001002002'`,
      [importId],
    )
    expect(rows[0]).toMatchObject({ valid: true, parts: 2 })
    expect(repaired[0].detail.afterM2).toBeCloseTo(rows[0].area, 3)
  })
})

describe('an import as a whole', () => {
  it('of another city is refused, and the draft of it is gone', async () => {
    const other = AREAS.map(({ properties, ring }) => ({
      properties: { ...properties, 行政区划代码: String(properties.行政区划代码).replace(/^3301/, '3302') }, ring,
    }))
    await read(['areas.geojson', geojson(other), { layer: 'areas' }])
    expect(await failure()).toMatch(/3302.*小城 \(3301\).*--data-dir/)
    expect((await database.query('select id from grid_versions')).rows).toHaveLength(1)
    expect((await database.query('select 1 from staged_records')).rows).toEqual([])
  })

  it('fails where no row of a file can be used, with the findings kept', async () => {
    await read(['c.csv', 'code,lng,lat\nC1,500000,3300000', { layer: 'cameras' }])
    expect(await failure()).toBe('c.csv: no row of it can be used')
    expect(await found('bad-coordinates')).toMatchObject([{ row: 2, severity: 'warning' }])
  })

  it('is not begun where a required field has no column', async () => {
    const text = geojson([{ properties: { 名: 1 }, ring: ring(0, 0, 1, 1) }])
    const source = await files.source('grids.geojson', text, { layer: 'community' })
    await expect(importTown(database, [source])).rejects.toThrow(/grids\.geojson.*code/)
  })
})
