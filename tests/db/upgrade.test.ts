import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { migrate, migrationsDirectory } from '../../server/db/migrate.ts'
import { openTestDatabase } from '../support/database.ts'

/** The newest migration of the first release. */
const FIRST_RELEASE = '0004_cases.sql'

let database: Database
let directory: string
beforeAll(async () => {
  database = await openTestDatabase()
  directory = await mkdtemp(join(tmpdir(), 'gridwall-upgrade-'))
  for (const name of await readdir(migrationsDirectory)) {
    if (name <= FIRST_RELEASE) await cp(join(migrationsDirectory, name), join(directory, name))
  }
  await database.query('drop schema public cascade; create schema public')
  await migrate(database, directory)
})
afterAll(async () => {
  await database?.close()
  await rm(directory, { recursive: true, force: true })
})

it('a database of the first release keeps its city, whose boundaries become the version in force', async () => {
  await database.query(`
    insert into areas (code, level, name, name_en, parent_code, boundary)
      select code, level, code, code, parent, st_geomfromtext('multipolygon(((0 0, 1 0, 1 1, 0 0)))', 4326)
        from (values ('9901', 'city', null), ('990101', 'district', '9901')) as t (code, level, parent);
    insert into grid_versions (id, valid_from, note) values (1, '2025-03-01T00:00:00Z', 'the first');
    insert into grids (id, version_id, layer, code, name, name_en, area_code, boundary)
      select 1, 1, 'community', '990101001', 'g', 'g', '990101', boundary from areas where code = '990101'`)

  const applied = await migrate(database)
  expect(applied[0]! > FIRST_RELEASE).toBe(true)
  const { rows: versions } = await database.query(
    `select v.id, v.state, p.valid_from, p.valid_to from grid_versions v join version_periods p on p.version_id = v.id`,
  )
  expect(versions).toEqual([{ id: 1, state: 'in-force', valid_from: new Date('2025-03-01T00:00:00Z'), valid_to: null }])
  const { rows: areas } = await database.query(
    `select v.code, v.parent_code, st_equals(v.boundary, a.boundary) as same, a.retired
       from version_areas v join areas a using (code) order by 1`,
  )
  expect(areas).toEqual([
    { code: '9901', parent_code: null, same: true, retired: false },
    { code: '990101', parent_code: '9901', same: true, retired: false },
  ])
  expect((await database.query('select code from grids where version_id = 1')).rows).toEqual([{ code: '990101001' }])
})
