import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { switchOver } from '../../server/boundaries/switch-over.ts'
import type { Database } from '../../server/db/database.ts'
import { discardImport, failInterrupted, INTERRUPTED } from '../../server/imports/discard-import.ts'
import { findImport } from '../../server/imports/import-repository.ts'
import { startImport } from '../../server/imports/run-import.ts'
import { openTestDatabase } from '../support/database.ts'
import { AREAS, type Files, geojson, GRIDS, importTown, openFiles, ring, townFiles, WORKERS } from './town.ts'

// A town is founded, and then imports come and go over it.

let database: Database
let files: Files

beforeAll(async () => {
  database = await openTestDatabase()
  files = await openFiles()
}, 60_000)

afterAll(async () => {
  await files.remove()
  await database.close()
})

async function all(query: string, ...parameters: unknown[]): Promise<any[]> {
  return (await database.query(query, parameters)).rows
}

const apply = (importId: number) => switchOver(database, { importId, actor: 'tester', at: new Date() })
const recordOf = async (importId: number) => (await findImport(database, importId))!

describe('before there is a city', () => {
  it('things alone are refused, and areas without grids', async () => {
    const cameras = await files.source('c.csv', 'code,lng,lat\nC1,120.01,30.01', { layer: 'cameras' })
    expect(await recordOf(await importTown(database, [cameras]))).toMatchObject({
      state: 'failed', failure: expect.stringContaining('no city yet'),
    })
    const areas = await files.source('areas.geojson', geojson(AREAS), { layer: 'areas' })
    expect(await recordOf(await importTown(database, [areas]))).toMatchObject({
      state: 'failed', failure: expect.stringContaining('community grids'),
    })
  })

  it('a city is made above districts that have none', async () => {
    const sources = [
      await files.source('areas.geojson', geojson(AREAS.slice(1)), { layer: 'areas' }),
      await files.source('grids.geojson', geojson(GRIDS), { layer: 'community' }),
    ]
    const importId = await importTown(database, sources)
    expect(await recordOf(importId)).toMatchObject({ state: 'ready', findings: { error: 0 } })
    expect(await all(
      `select code, level, round(st_area(boundary)::numeric, 9)::float8 as size from version_areas
        where parent_code is null`,
    )).toEqual([{ code: '3301', level: 'city', size: 0.0032 }])
    await discardImport(database, importId)
  })
})

describe('an import that was applied', () => {
  let importId: number

  beforeAll(async () => {
    importId = await importTown(database, await townFiles(files))
    await apply(importId)
  })

  it('cannot be applied again, nor discarded', async () => {
    await expect(apply(importId)).rejects.toMatchObject({ statusCode: 409 })
    await expect(discardImport(database, importId)).rejects.toMatchObject({ statusCode: 409, code: 'IMPORT_STATE' })
  })

  it('changes nothing when its files come a second time', async () => {
    const again = await importTown(database, await townFiles(files))
    const { summary } = await recordOf(again)
    expect(summary.map(({ layer, added, changed, removed }) => [layer, added, changed, removed])).toEqual([
      ['areas', 0, 0, 0], ['community', 0, 0, 0], ['workers', 0, 0, 0],
    ])
    const workers = await all('select number, name, device_key, area_code from workers order by id')
    await apply(again)
    expect(await all('select number, name, device_key, area_code from workers order by id')).toEqual(workers)
    expect(await all('select count(*)::int as n from units')).toEqual([{ n: 5 }])
  })
})

describe('an import of one layer', () => {
  it('leaves the others as they are, and workers in the grids of their codes', async () => {
    // The west is cut into three instead of two, and the last grid in the east is gone.
    const grids = [
      ...GRIDS.slice(0, 7),
      { properties: { 网格编码: '330101001001003', 网格名称: '新网格' }, ring: ring(0, 1.5, 1, 0.5) },
    ]
    const file = await files.source('g.geojson', geojson(grids), { layer: 'community' })
    const importId = await importTown(database, [file])
    const { versionId, summary } = await recordOf(importId)
    expect(summary).toEqual([{ layer: 'community', added: 1, changed: 0, removed: 1 }])
    const areas = await all('select count(*)::int as n from version_areas where version_id = $1', versionId)
    expect(areas).toEqual([{ n: 9 }])

    const posts = () => all('select number, code from workers join grids on grids.id = grid_id order by number')
    const before = await posts()
    await apply(importId)
    expect(await posts()).toEqual(before)
    const versions = await all('select distinct version_id from workers join grids on grids.id = grid_id')
    expect(versions).toEqual([{ version_id: versionId }])
  })

  it('adds and changes workers by number, and keeps of them what its file does not say', async () => {
    const text = `工号,姓名,网格编码\nW1,新名字,330102001001001\nW77,新人,330102001001001`
    const importId = await importTown(database, [await files.source('w.csv', text, { layer: 'workers' })])
    expect((await recordOf(importId)).summary).toEqual([{ layer: 'workers', added: 1, changed: 1, removed: 0 }])
    expect(await apply(importId)).toMatchObject({ previousVersionId: null })
    const workers = await all(
      `select number, workers.name, phone, device_key as key, grids.code, left(workers.area_code, 6) as district
         from workers join grids on grids.id = grid_id where number in ('W1', 'W2', 'W77') order by workers.id`,
    )
    expect(workers).toEqual([
      { number: 'W1', name: '新名字', phone: '13800000000', key: 'W1', code: '330102001001001', district: '330102' },
      { number: 'W2', name: '网格员2', phone: '13800000001', key: 'W2', code: '330101001001002', district: '330101' },
      { number: 'W77', name: '新人', phone: '', key: 'W77', code: '330102001001001', district: '330102' },
    ])
  })

  it('gives workers the shifts that their file names, and leaves those as they are of whom it says nothing', async () => {
    await database.query(
      `insert into shift_patterns (code, name, name_en, spans) values
         ('early', '早班', 'Early', '[]'), ('late', '中班', 'Late', '[]')`,
    )
    const read = async (text: string) => {
      const importId = await importTown(database, [await files.source('w.csv', text, { layer: 'workers' })])
      const { summary } = await recordOf(importId)
      await apply(importId)
      return summary[0].changed
    }
    const shifts = () => all(
      `select number, shift_pattern as shift from workers where number in ('W1', 'W2', 'W77') order by number`,
    )
    const before = await all(
      `select number, workers.name, grids.code from workers join grids on grids.id = grid_id
        where number in ('W1', 'W2', 'W77') order by number`,
    )
    const rows = (given: Record<string, string>) =>
      [['工号', '姓名', '网格编码', '班次'], ...before.map(({ number, name, code }) => [number, name, code, given[number]])]
        .map((row) => row.join(',')).join('\n')
    expect(await read(rows({ W1: '早班', W2: 'late', W77: '' }))).toBe(2)
    expect(await shifts()).toEqual([
      { number: 'W1', shift: 'early' }, { number: 'W2', shift: 'late' }, { number: 'W77', shift: null },
    ])
    expect(await read(rows({ W1: 'early', W2: '', W77: '晚班' }))).toBe(0)
    expect(await shifts()).toEqual([
      { number: 'W1', shift: 'early' }, { number: 'W2', shift: 'late' }, { number: 'W77', shift: null },
    ])
  })

  it('lets two workers swap their phones', async () => {
    const text = `工号,姓名,终端编号,网格编码\nW1,甲,W2,330101001001001\nW2,乙,W1,330101001001002`
    await apply(await importTown(database, [await files.source('w.csv', text, { layer: 'workers' })]))
    expect(await all(`select number, device_key from workers where number in ('W1', 'W2') order by number`)).toEqual([
      { number: 'W1', device_key: 'W2' }, { number: 'W2', device_key: 'W1' },
    ])
  })

  it('gives units to the grids that name their kind, the nearest above each, and to components', async () => {
    const exclusive = [
      { properties: { code: 'X1', name: '西校', unit_kind: 'school' }, ring: ring(0.2, 0.2, 0.2, 0.2) },
      { properties: { code: 'X2', name: '东校', unit_kind: '东区教育' }, ring: ring(2.2, 0.2, 0.2, 0.2) },
      { properties: { code: 'X3', name: '河', unit_kind: 'river' }, ring: ring(3.2, 0.2, 0.2, 0.2) },
    ]
    const parts = 'code,category_code,unit_kind,lng,lat\nB1,B01001,school,120.05,30.01'
    const units = 'kind,name,area_code\nschool,全市教育,330100000000\nschool,东区教育,330102000000'
    const importId = await importTown(database, [
      await files.source('x.geojson', geojson(exclusive), { layer: 'exclusive' }),
      await files.source('u.csv', units, { layer: 'units' }),
      await files.source('b.csv', parts, { layer: 'components' }),
    ])
    await apply(importId)
    expect(await all(
      `select code, units.name as unit from grids left join units on units.id = unit_id
        where layer = 'exclusive' and version_id = (select id from grid_versions where state = 'in-force')
        order by code`,
    )).toEqual([{ code: 'X1', unit: '全市教育' }, { code: 'X2', unit: '东区教育' }, { code: 'X3', unit: null }])
    const carers = await all('select units.name as unit from components join units on units.id = unit_id')
    expect(carers).toEqual([{ unit: '东区教育' }])
  })

  it('changes of a category only what its file says', async () => {
    const [before] = await all(`select * from categories where code = 'B01001'`)
    const text = 'code,name,unit_kind\nB01001,供水井盖,water_affairs'
    await apply(await importTown(database, [await files.source('cat.csv', text, { layer: 'categories' })]))
    expect(await all(`select * from categories where code = 'B01001'`)).toEqual([
      { ...before, unit_kind: 'water_affairs', name: '供水井盖', name_en: '供水井盖' },
    ])
  })

  it('adds a case once, and routes it by the boundaries that are in force', async () => {
    const header = 'externalNumber,categoryCode,reportedAt,closedAt,lng,lat'
    const first = `${header}\nN1,B01001,2025-06-07 10:00:00,2025-06-07 12:00:00,120.005,30.035`
    await apply(await importTown(database, [await files.source('a.csv', first, { layer: 'cases' })]))
    const both = `${first}\nN2,B01001,2025-06-07 11:00:00,,120.005,30.035`
    const importId = await importTown(database, [await files.source('b.csv', both, { layer: 'cases' })])
    expect((await recordOf(importId)).summary).toEqual([{ layer: 'cases', added: 1, changed: 0, removed: 0 }])
    await apply(importId)
    expect(await all(
      `select number, external_number as external, status, grids.code as grid, version_id =
              (select id from grid_versions where state = 'in-force') as now
         from cases join grids on grids.id = owner_grid_id order by number`,
    )).toEqual([
      { number: '20250607000001', external: 'N1', status: 'closed', grid: '330101001001002', now: true },
      { number: '20250607000002', external: 'N2', status: 'reported', grid: '330101001001002', now: true },
    ])
  })

  it('replaces a layer of the ground', async () => {
    const building = (name: string, x: number) => ({ properties: { name, floors: 4 }, ring: ring(x, 0, 0.01, 0.01) })
    for (const names of [['旧楼', '旧塔'], ['新楼']]) {
      const text = geojson(names.map(building))
      await apply(await importTown(database, [await files.source('b.geojson', text, { layer: 'buildings' })]))
    }
    expect(await all('select name, height_m from base_features')).toEqual([{ name: '新楼', height_m: 12 }])
  })
})

describe('an import with errors', () => {
  it('cannot be applied; when it is discarded nothing is left of it', async () => {
    const versions = await all('select id, state from grid_versions order by id')
    const importId = await importTown(database, [
      await files.source('grids.geojson', geojson(GRIDS), { layer: 'community' }),
      await files.source('w.csv', `${WORKERS}\nW99,某人,1,NOWHERE`, { layer: 'workers' }),
    ])
    expect(await recordOf(importId)).toMatchObject({ state: 'ready', findings: { error: 1 } })
    await expect(apply(importId)).rejects.toMatchObject({ statusCode: 409, code: 'HAS_ERRORS' })

    await discardImport(database, importId)
    expect(await all('select id, state from grid_versions order by id')).toEqual(versions)
    for (const table of ['staged_records', 'staged_areas', 'staged_area_pieces']) {
      expect(await all(`select 1 from ${table}`), table).toEqual([])
    }
    expect(await all('select 1 from findings where import_id = $1', importId)).toEqual([])
    expect(await recordOf(importId)).toMatchObject({ state: 'discarded', versionId: null })
    await expect(discardImport(database, importId)).rejects.toMatchObject({ statusCode: 409 })
    await expect(discardImport(database, 999)).rejects.toMatchObject({ statusCode: 404 })
  })
})

describe('an import that is cut short', () => {
  it('is found as failed when a server starts, with nothing left of it', async () => {
    const [{ id }] = await all(
      `insert into imports (created_by, state, sources) values ('x', 'checking', '[]') returning id`,
    )
    await database.query(`insert into grid_versions (id, state, note) values (77, 'draft', 'half')`)
    await database.query('update imports set version_id = 77 where id = $1', [id])
    await database.query(
      `insert into staged_records (import_id, source, layer, row_number, fields, refused)
       values ($1, 0, 'areas', 1, '{}', false)`,
      [id],
    )
    await failInterrupted(database)
    expect(await recordOf(id)).toMatchObject({ state: 'failed', failure: INTERRUPTED, versionId: null })
    expect(await all('select 1 from staged_records where import_id = $1', id)).toEqual([])
    expect(await all('select 1 from grid_versions where id = 77')).toEqual([])
  })

  it('says so when it is told to stop, and others wait until it has', async () => {
    const abort = new AbortController()
    const sources = [await files.source('grids.geojson', geojson(GRIDS), { layer: 'community' })]
    const order = { sources, actor: 'tester', timeZone: 'Asia/Shanghai', signal: abort.signal }
    const running = await startImport(database, order)
    await expect(startImport(database, order)).rejects.toMatchObject({ statusCode: 409, code: 'IMPORT_RUNNING' })
    // Somebody else's start meanwhile does not take it for one that was left behind.
    await failInterrupted(database)
    await setImmediate()
    abort.abort()
    await running.finished
    expect(await recordOf(running.importId)).toMatchObject({ state: 'failed', failure: 'interrupted' })
    expect((await recordOf(await importTown(database, sources))).state).toBe('ready')
  })

  it('stops reading where most of the file is wrong', async () => {
    const rows = Array.from({ length: 7000 }, (_, k) => `C${k},9999,9999`)
    const text = ['code,lng,lat', 'C,120.01,30.01', ...rows].join('\n')
    const importId = await importTown(database, [await files.source('c.csv', text, { layer: 'cameras' })])
    expect(await recordOf(importId)).toMatchObject({
      state: 'failed', failure: expect.stringContaining('More than 5000 problems'),
    })
  })
})
