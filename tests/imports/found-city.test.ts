import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DESK_KIND, STREET_OFFICE_KIND } from '../../server/cases/unit-for.ts'
import { switchOver } from '../../server/boundaries/switch-over.ts'
import type { Database } from '../../server/db/database.ts'
import { buildVersionIndex } from '../../server/grids/build/build-version-index.ts'
import { locate } from '../../server/grids/locate.ts'
import { findImport } from '../../server/imports/import-repository.ts'
import { readCitySetting } from '../../server/org/city-facts.ts'
import { openTestDatabase } from '../support/database.ts'
import { type Files, importTown, openFiles, townFiles } from './town.ts'

let database: Database
let files: Files
let importId: number

beforeAll(async () => {
  database = await openTestDatabase()
  files = await openFiles()
  const things = [
    await files.source('cameras.csv', '编码,名称,lng,lat\nC1,路口,120.01,30.01\nC2,桥头,120.0701,30.03', { layer: 'cameras' }),
    await files.source('devices.csv', 'key,kind,lng,lat\nS1,smoke,120.03,30.01', { layer: 'devices' }),
    await files.source('parts.csv', 'code,category_code,lng,lat\nB1,B01001,120.05,30.01', { layer: 'components' }),
    await files.source('roads.ndjson', `${road('primary', 120.08)}\n${road('路', 120.01)}`, { layer: 'roads' }),
    await files.source(
      'cases.csv',
      [
        '渠道,工单编号,类别编码,描述,上报时间,结案时间,状态,lng,lat',
        '12345热线,A1,B01001,井盖破损,2025-06-07 23:30:00,2025-06-08T10:00:00+08:00,已结案,120.01,30.01',
        '12345热线,A2,B01001,井盖丢失,2025-06-07T16:30:00Z,,处置中,120.07,30.03',
        '网格员巡查,A1,S01001,私搭乱建,2025-06-07 08:00:00,,,120.01,30.01',
      ].join('\n'),
      { layer: 'cases' },
    ),
  ]
  importId = await importTown(database, [...(await townFiles(files)), ...things])
}, 60_000)

afterAll(async () => {
  await files.remove()
  await database.close()
})

function road(fclass: string, lng: number): string {
  const geometry = { type: 'LineString', coordinates: [[120, 30], [lng, 30.04]] }
  return JSON.stringify({ type: 'Feature', properties: { fclass, name: '大路' }, geometry })
}

async function all(query: string, ...parameters: unknown[]): Promise<any[]> {
  return (await database.query(query, parameters)).rows
}

describe('an import into an empty database', () => {
  it('is ready, with nothing to tell but that one grid has no worker', async () => {
    const record = await findImport(database, importId)
    expect(await all('select kind, severity, codes from findings')).toEqual([
      { kind: 'no-worker', severity: 'note', codes: ['330102001002002'] },
    ])
    expect(record).toMatchObject({ state: 'ready', failure: null, findings: { error: 0, warning: 0, note: 1 } })
    expect(record!.progress).toEqual({ step: 'checking', done: expect.any(Number), total: record!.progress.done })
    expect(record!.sources[0]).toMatchObject({
      file: 'areas.geojson', format: 'geojson', rows: 9, refusedRows: 0, mapping: { code: '行政区划代码', name: '名称' },
      datum: { code: 'wgs84', from: 'assumed' },
    })
  })

  it('says what applying would do, also with what no file brings', async () => {
    const { summary } = (await findImport(database, importId))!
    const added = Object.fromEntries(summary.map(({ layer, added }) => [layer, added]))
    expect(added).toMatchObject({ areas: 9, community: 8, workers: 7, cameras: 2, units: 5, roads: 2, cases: 3 })
    expect(added.categories).toBeGreaterThan(400)
    for (const { changed, removed } of summary) expect([changed, removed]).toEqual([0, 0])
  })

  it('has changed nothing yet', async () => {
    expect(await all('select code from areas')).toEqual([])
    expect(await all('select number from workers')).toEqual([])
    expect(await readCitySetting(database)).toBeUndefined()
  })
})

describe('the city that it founds', () => {
  beforeAll(async () => {
    await switchOver(database, { importId, actor: 'tester', at: new Date() })
  })

  it('is named and bounded as its file says, and is not simulated', async () => {
    expect(await readCitySetting(database)).toMatchObject({
      code: '3301', name: '小城', nameEn: 'Town', simulated: false, grids: 8, workers: 7,
    })
  })

  it('has its areas under prefix codes, without the zeros of the national ones', async () => {
    expect(await all('select code, level, parent_code as above from areas order by code')).toEqual([
      { code: '3301', level: 'city', above: null },
      { code: '330101', level: 'district', above: '3301' },
      { code: '330101001', level: 'street', above: '330101' },
      { code: '330101001001', level: 'community', above: '330101001' },
      { code: '330101001002', level: 'community', above: '330101001' },
      { code: '330102', level: 'district', above: '3301' },
      { code: '330102001', level: 'street', above: '330102' },
      { code: '330102001001', level: 'community', above: '330102001' },
      { code: '330102001002', level: 'community', above: '330102001' },
    ])
  })

  it('has grids whose ids are in the order of their codes, each in its community', async () => {
    const grids = await all('select code, area_code as area from grids order by id')
    expect(grids.map(({ code }) => code)).toEqual(grids.map(({ code }) => code).toSorted())
    for (const { code, area } of grids) expect(area).toBe(code.slice(0, 12))
    const index = await buildVersionIndex(database, 1)
    expect(locate(index, 120.03, 30.03)).toMatchObject({ community: { code: '330101001002002' }, decision: 'inside' })
  })

  it('has workers in their grids, their phones found by their badge numbers', async () => {
    expect(await all(
      `select number, workers.name, phone, device_key, employment, grids.code, workers.area_code
         from workers join grids on grids.id = grid_id order by workers.id limit 1`,
    )).toEqual([{
      number: 'W1', name: '网格员1', phone: '13800000000', device_key: 'W1', employment: 'full', code: '330101001001001',
      area_code: '330101001001',
    }])
  })

  it('has somebody for every case: a desk for the city and each district, an office for each street', async () => {
    expect(await all('select kind, area_code as area from units order by id')).toEqual([
      { kind: DESK_KIND, area: '3301' },
      { kind: DESK_KIND, area: '330101' }, { kind: STREET_OFFICE_KIND, area: '330101001' },
      { kind: DESK_KIND, area: '330102' }, { kind: STREET_OFFICE_KIND, area: '330102001' },
    ])
  })

  it('has the catalogue, in which every item stands under its class', async () => {
    const [{ wrong, items }] = await all(
      `select count(*) filter (where c.level <> p.level + 1)::int as wrong, count(*)::int as items
         from categories c join categories p on p.code = c.parent_code`,
    )
    expect(items).toBeGreaterThan(400)
    expect(wrong).toBe(0)
  })

  it('has cameras, devices and components in the communities around them', async () => {
    expect(await all('select code, area_code as area from cameras order by code')).toEqual([
      { code: 'C1', area: '330101001001' }, { code: 'C2', area: '330102001002' },
    ])
    expect(await all('select key, area_code as area from devices')).toEqual([{ key: 'S1', area: '330101001002' }])
    expect(await all(
      `select definition -> 'rules' -> 0 -> 'case' -> 'category' as category from device_kinds where kind = 'smoke'`,
    )).toEqual([{ category: 'Q07004' }])
    expect(await all('select code, category_code as category, area_code as area from components')).toEqual([
      { code: 'B1', category: 'B01001', area: '330102001001' },
    ])
  })

  it('has a ground with the classes of its file, by which tiles draw it', async () => {
    expect(await all('select class, name from base_features order by id')).toEqual([
      { class: 'primary', name: '大路' }, { class: '路', name: '大路' },
    ])
  })

  it('has old cases closed and open ones to be dispatched, routed and numbered by the days of the city', async () => {
    const cases = await all(
      `select cases.number, channel, external_number as external, status, closed_at is not null as ended,
              grids.code as owner,
              units.kind as unit, workers.number as watcher, routing_trail ->> 'decision' as decision
         from cases left join grids on grids.id = owner_grid_id left join units on units.id = cases.unit_id
         left join workers on workers.id = watcher_worker_id order by cases.number`,
    )
    expect(cases).toEqual([
      {
        number: '20250607000001', channel: '12345', external: 'A1', status: 'closed', ended: true,
        owner: '330101001001001', unit: STREET_OFFICE_KIND, watcher: 'W1', decision: 'inside',
      },
      {
        number: '20250607000002', channel: 'patrol', external: 'A1', status: 'reported', ended: false,
        owner: '330101001001001', unit: STREET_OFFICE_KIND, watcher: 'W1', decision: 'inside',
      },
      {
        number: '20250608000001', channel: '12345', external: 'A2', status: 'reported', ended: false,
        owner: '330102001002002', unit: STREET_OFFICE_KIND, watcher: null, decision: 'inside',
      },
    ])
    expect(await all('select kind, to_status as status from case_events order by id')).toEqual([
      { kind: 'imported', status: 'closed' },
      { kind: 'imported', status: 'reported' }, { kind: 'imported', status: 'reported' },
    ])
  })

  it('leaves nothing staged', async () => {
    expect(await all('select 1 from staged_records')).toEqual([])
    expect(await findImport(database, importId)).toMatchObject({ state: 'applied', versionId: 1 })
  })
})
