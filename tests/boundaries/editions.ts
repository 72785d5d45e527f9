import type { Database } from '../../server/db/database.ts'
import { createDraft } from '../../server/boundaries/drafts.ts'
import { insertCaseCity } from '../cases/case-city.ts'

/** Empties the database and puts the case city in, with worker 14 in West 2, a camera, and where workers were last. */
export async function resetToCaseCity(database: Database): Promise<void> {
  const tables = (await tableNames(database)).join(', ')
  await database.query(`truncate ${tables} restart identity cascade`)
  await insertCaseCity(database)
  await database.query(`
    insert into workers (id, number, name, name_en, employment, phone, device_key, grid_id, area_code)
      values (14, 'W014', '赵六', 'Zhao Liu', 'full', '140', 'phone-4', 2, '990101001001');
    insert into cameras (id, name, name_en, source, area_code, point)
      values (31, '路口', 'Crossing', 'skynet', '990102001001', st_setsrid(st_makepoint(116.15, 40.05), 4326));
    insert into worker_last_positions (worker_id, recorded_at, lng, lat, grid_id)
      values (11, now(), 116.03, 40.08, 1), (13, now(), 116.15, 40.05, 3), (14, now(), 100, 10, null)`)
}

/**
 * A draft of version 1 in which the eastern community is another one (code …1002 for …1001), with two grids under new
 * codes for the one before; the southern is the larger.
 */
export async function draftWithNewEast(database: Database): Promise<number> {
  return draft(database, 'new east', (id) => `
    update version_areas set code = '990102001002', name = '新东社区' where version_id = ${id} and code = '990102001001';
    update grids set area_code = '990102001002', code = '990102001002001', name = '东南格',
        boundary = st_multi(st_makeenvelope(116.1, 40, 116.2, 40.06, 4326))
      where version_id = ${id} and code = '990102001001001';
    insert into grids (id, version_id, layer, code, name, name_en, area_code, boundary)
      select max(id) + 1, ${id}, 'community', '990102001002002', '东北格', 'North East', '990102001002',
             st_multi(st_makeenvelope(116.1, 40.06, 116.2, 40.1, 4326)) from grids`)
}

/** A draft of version 1 in which West 1 has taken West 2 in. */
export async function draftWithMergedWest(database: Database): Promise<number> {
  return draft(database, 'merged west', (id) => `
    delete from grids where version_id = ${id} and code = '990101001001002';
    update grids set boundary = st_multi(st_makeenvelope(116, 40, 116.1, 40.1, 4326))
      where version_id = ${id} and code = '990101001001001'`)
}

/** A draft of version 1 without West 2, and nothing in its place. */
export async function draftWithHole(database: Database): Promise<number> {
  return draft(database, 'hole', (id) => `delete from grids where version_id = ${id} and code = '990101001001002'`)
}

async function draft(database: Database, note: string, change: (id: number) => string): Promise<number> {
  const id = await createDraft(database, { note, basedOn: 1, actor: 'tester' })
  await database.transaction((transaction) => transaction.query(change(id)))
  return id
}

/** Everything that the database holds, as text by table. */
export async function contents(database: Database): Promise<Record<string, string[]>> {
  const held: Record<string, string[]> = {}
  for (const table of await tableNames(database)) {
    const { rows } = await database.query<{ row: string }>(`select t::text as row from ${table} as t order by 1`)
    held[table] = rows.map(({ row }) => row)
  }
  return held
}

/** Tables that hold something before there is a city: what migrations brought. */
const BROUGHT = [
  'schema_migrations', 'spatial_ref_sys', 'flow_templates', 'calendar_years', 'calendar_days', 'limit_sets', 'limit_rules',
  'supervision_rules', 'discipline_rules', 'channels',
]

async function tableNames(database: Database): Promise<string[]> {
  const { rows } = await database.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
        and relname <> all ($1) order by 1`,
    [BROUGHT],
  )
  return rows.map(({ name }) => name)
}
