import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { readCityFacts } from '../../server/org/city-facts.ts'
import { insertSmallCity } from '../live/small-city.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'
import { openTestDatabase } from '../support/database.ts'
import { shownIn, tileAt } from '../support/vector-tile.ts'

/** The tile of zoom 12 that holds the middle of the small city, and one far from it. */
const HERE = `${tileAt([116.095, 40.05], 12).join('/')}.pbf`
const ELSEWHERE = '12/0/0.pbf'
const DRAFT = 2

let database: Database
let city: TestApp
let wall: { cookie: string }
let admin: { cookie: string }

beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
  const imported = { simulated: false, seed: 0 }
  await database.query(`update settings set value = value || $1 where key = 'city'`, [JSON.stringify(imported)])
  await database.query(`
    insert into grid_versions (id, note, state, revision, based_on) values (${DRAFT}, 'draft', 'draft', 1, 1);
    insert into version_areas (version_id, code, level, name, name_en, parent_code, boundary)
      select ${DRAFT}, code, level, name, name_en, parent_code, boundary from areas;
    insert into grids (id, version_id, layer, code, name, name_en, area_code, boundary)
      select id + 10, ${DRAFT}, layer, code, name || '稿', name_en, area_code, boundary from grids`)
  city = await buildTestApp(database)
  wall = await city.headersFor('wall')
  admin = await city.headersFor('admin')
})

afterAll(async () => {
  await city?.close()
  await database?.close()
})

const get = (path: string, headers: Record<string, string> = wall) =>
  city.app.inject({ url: `/tiles/${path}`, headers })

test('tiles of the version in force show its areas and grids, and a browser asks whether its own are still right', async () => {
  const answer = await get(`grids/1/${HERE}`)
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('application/vnd.mapbox-vector-tile')
  expect(answer.headers['cache-control']).toBe('private, no-cache')
  expect((await get(`grids/1/${HERE}`, { ...wall, 'if-none-match': answer.headers.etag as string })).statusCode).toBe(304)
  expect(shownIn(answer.rawPayload, 'grids')).toEqual([
    { layer: 'community', id: 1, code: '990101001001001', name: '西一格', name_en: 'West 1' },
    { layer: 'community', id: 2, code: '990102001001001', name: '东一格', name_en: 'East 1' },
  ])
  expect(shownIn(answer.rawPayload, 'areas').map(({ code }) => code)).toContain('990102001001')
})

test('an empty tile answers 204', async () => {
  expect((await get(`grids/1/${ELSEWHERE}`)).statusCode).toBe(204)
})

test('a version that does not exist answers 404, a zoom that does not exist is refused by name', async () => {
  expect((await get(`grids/77/${HERE}`)).json()).toMatchObject({ field: 'version', value: 77 })
  expect((await get(`grids/77/${HERE}`)).statusCode).toBe(404)
  const answer = await get('grids/1/99/0/0.pbf')
  expect(answer.statusCode).toBe(400)
  expect(answer.json()).toMatchObject({ field: 'z', value: 99 })
})

test('a draft is shown to administrators of the whole city and to nobody else', async () => {
  const answer = await get(`grids/${DRAFT}/${HERE}`, admin)
  expect(shownIn(answer.rawPayload, 'grids').map(({ id, name }) => [id, name])).toEqual([[11, '西一格稿'], [12, '东一格稿']])
  const others = [wall, await city.headersFor('duty'), await city.headersFor('admin', '990101')]
  for (const headers of others) expect((await get(`grids/${DRAFT}/${HERE}`, headers)).statusCode).toBe(403)
})

test('tiles of a draft follow its edits, and those of the next draft that is given its id are its own', async () => {
  const before = await get(`grids/${DRAFT}/${HERE}`, admin)
  const tag = { ...admin, 'if-none-match': before.headers.etag as string }
  expect((await get(`grids/${DRAFT}/${HERE}`, tag)).statusCode).toBe(304)

  await database.query(`update grids set name = '新名' where id = 11`)
  await database.query('update grid_versions set revision = revision + 1 where id = $1', [DRAFT])
  const after = await get(`grids/${DRAFT}/${HERE}`, tag)
  expect(after.statusCode).toBe(200)
  expect(shownIn(after.rawPayload, 'grids').map(({ name }) => name)).toEqual(['新名', '东一格稿'])

  await database.query(
    `update grid_versions set revision = 1, created_at = created_at + interval '1 minute' where id = $1`, [DRAFT],
  )
  const next = await get(`grids/${DRAFT}/${HERE}`, { ...admin, 'if-none-match': before.headers.etag as string })
  expect(shownIn(next.rawPayload, 'grids').map(({ name }) => name)).toEqual(['新名', '东一格稿'])
})

test('a past version is shown as it was, to everybody who may see the map', async () => {
  await database.query(`insert into grid_versions (id, note, state) values (9, 'old', 'past');
    insert into version_areas (version_id, code, level, name, name_en, parent_code, boundary)
      select 9, code, level, name, name_en, parent_code, boundary from areas;
    insert into grids (id, version_id, layer, code, name, name_en, area_code, boundary)
      select 90, 9, layer, code, '旧格', name_en, area_code, boundary from grids where id = 1`)
  const answer = await get(`grids/9/${HERE}`)
  expect(shownIn(answer.rawPayload, 'grids').map(({ id, name }) => [id, name])).toEqual([[90, '旧格']])
})

test('a version of more rows than one statement reads is shown whole', async () => {
  await database.query(`insert into grid_versions (id, note, state) values (10, 'fine', 'past');
    insert into version_areas (version_id, code, level, name, name_en, parent_code, boundary)
      select 10, code, level, name, name_en, parent_code, boundary from areas;
    insert into grids (id, version_id, layer, code, name, name_en, area_code, boundary)
      select 1000 + x * 50 + y, 10, 'community', 'g' || x || '-' || y, '格', '', '990101001001',
             st_multi(st_makeenvelope(116 + x * 0.002, 40 + y * 0.002, 116.002 + x * 0.002, 40.002 + y * 0.002, 4326))
        from generate_series(0, 49) as x, generate_series(0, 49) as y`)
  const [z, west, south] = tileAt([116.0, 40.0], 14)
  const [, east, north] = tileAt([116.1, 40.1], 14)
  const ids = new Set<unknown>()
  for (let x = west; x <= east; x++) {
    for (let y = north; y <= south; y++) {
      const { rawPayload } = await get(`grids/10/${z}/${x}/${y}.pbf`)
      for (const { id } of shownIn(rawPayload, 'grids')) ids.add(id)
    }
  }
  expect(ids.size).toBe(2500)
})

test('an imported city without a ground has an empty basemap; an import that brings one shows at once', async () => {
  expect((await get(`basemap/${HERE}`)).statusCode).toBe(204)
  await database.query(`
    insert into base_features (layer, class, name, name_en, height_m, bridge, shape) values
      ('roads', '', '人民大道', 'Renmin Avenue', null, true,
       st_geomfromtext('linestring(116.01 40.05, 116.19 40.05)', 4326)),
      ('roads', 'residential', '', '', null, false, st_geomfromtext('linestring(116.11 40.01, 116.11 40.09)', 4326)),
      ('water', '', '清水湖', 'Clear Lake', null, false,
       st_geomfromtext('polygon((116.05 40.04, 116.16 40.04, 116.16 40.06, 116.05 40.04))', 4326));
    insert into imports (created_by, state, sources) values ('test', 'applied', '[]')`)
  // What a switch-over does to the app: it reads the city's facts anew.
  city.app.replaceCity(await readCityFacts(database, 'Asia/Shanghai'))

  const answer = await get(`basemap/${HERE}`)
  expect(shownIn(answer.rawPayload, 'roads')).toEqual([
    { class: 'arterial', name: '人民大道', name_en: 'Renmin Avenue', bridge: true },
  ])
  expect(shownIn(answer.rawPayload, 'water')).toEqual([{ class: 'lake', name: '清水湖', name_en: 'Clear Lake' }])
})
