import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createDraft } from '../../server/boundaries/drafts.ts'
import { switchOver } from '../../server/boundaries/switch-over.ts'
import { listVersions, readVersionBefore, readVersionInForce } from '../../server/boundaries/versions.ts'
import type { Database } from '../../server/db/database.ts'
import { readCityFacts } from '../../server/org/city-facts.ts'
import { openTestDatabase } from '../support/database.ts'
import { contents, draftWithHole, draftWithMergedWest, draftWithNewEast, resetToCaseCity } from './editions.ts'

let database: Database

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const at = new Date('2026-06-01T08:00:00Z')
const switchTo = (versionId: number, when = at) => switchOver(database, { versionId, actor: 'tester', at: when })

async function workers(): Promise<Record<number, { grid: string; area: string }>> {
  const { rows } = await database.query<{ id: number; grid: string; area: string }>(
    `select workers.id, code as grid, workers.area_code as area from workers join grids on grids.id = grid_id
      where version_id = (select id from grid_versions where state = 'in-force')`,
  )
  return Object.fromEntries(rows.map(({ id, grid, area }) => [id, { grid, area }]))
}

const valueOf = async (sql: string): Promise<unknown> => Object.values((await database.query(sql)).rows[0])[0]

describe('switchOver', () => {
  beforeEach(() => resetToCaseCity(database))

  test('closes the open period, opens one and leaves one version in force', async () => {
    const draft = await draftWithNewEast(database)
    const done = await switchTo(draft)

    expect(done).toMatchObject({ versionId: draft, previousVersionId: 1 })
    const [now, before] = await listVersions(database)
    expect(now).toMatchObject({
      id: draft, state: 'in-force', basedOn: 1, note: 'new east', createdBy: 'tester',
      periods: [{ validFrom: at.toISOString(), validTo: null, switchedBy: 'tester' }],
      gridCounts: { community: 4, street: 1, exclusive: 1 }, areaCount: 7, importId: null,
    })
    expect(before).toMatchObject({ id: 1, state: 'past', periods: [{ validTo: at.toISOString() }] })
    expect(await valueOf(`select detail ->> 'previousVersionId' from audit_log where action = 'switch-boundaries'`))
      .toBe('1')
  })

  test('gives workers the grid of the same code, else the one that covers the middle of theirs', async () => {
    const { rehomedWorkers } = await switchTo(await draftWithNewEast(database))

    expect(rehomedWorkers).toBe(1)
    expect(await workers()).toEqual({
      11: { grid: '990101001001001', area: '990101001001' },
      12: { grid: '990101001001001', area: '990101001001' },
      13: { grid: '990102001002001', area: '990102001002' },
      14: { grid: '990101001001002', area: '990101001001' },
    })
  })

  test('gives workers the nearest grid where none covers the middle of theirs', async () => {
    await switchTo(await draftWithHole(database))
    // West 2 had 116.05 to 116.1: both neighbours begin 0.025 degrees from its middle, and both are as near.
    expect(await valueOf(`select grids.name from workers join grids on grids.id = grid_id where workers.id = 14`))
      .toBe('西一格')
  })

  test('renews where workers were last, or forgets the grid where its code is gone', async () => {
    await switchTo(await draftWithNewEast(database))
    const { rows } = await database.query(
      `select worker_id, code from worker_last_positions left join grids on grids.id = grid_id order by worker_id`,
    )
    expect(rows).toEqual([
      { worker_id: 11, code: '990101001001001' }, { worker_id: 13, code: null }, { worker_id: 14, code: null },
    ])
    expect(await valueOf(`select version_id from grids join worker_last_positions on grid_id = grids.id`)).toBe(2)
  })

  test('keeps areas that are gone as retired, and takes what stood in them along', async () => {
    await switchTo(await draftWithNewEast(database))
    const { record, areaByCode } = await readCityFacts(database, 'Asia/Shanghai')
    expect(record.areas.map(({ code }) => code)).toContain('990102001002')
    expect(record.areas.map(({ code }) => code)).not.toContain('990102001001')
    expect(areaByCode.get('990102001001')?.name).toBe('东社区')
    expect(await valueOf('select area_code from cameras')).toBe('990102001002')
    expect(await valueOf('select area_code from devices where id = 22')).toBe('990102001002')
    expect(await valueOf('select area_code from devices where id = 21')).toBe('990101001001')
  })

  test('moves what stands in an area whose boundary no longer covers it', async () => {
    const draft = await createDraft(database, { note: 'moved border', actor: 'tester' })
    // The western community reaches over the camera now, the eastern one ends short of it.
    await database.query(
      `update version_areas set boundary = case code
           when '990101001001' then st_multi(st_makeenvelope(116, 40, 116.16, 40.1, 4326))
           else st_multi(st_makeenvelope(116.16, 40, 116.2, 40.1, 4326)) end
        where version_id = $1 and level = 'community'`, [draft])
    await switchTo(draft)
    expect(await valueOf('select area_code from cameras')).toBe('990101001001')
  })

  test('cases keep their owner, and those of a retired area still name it', async () => {
    await database.query(
      `insert into cases (number, channel, category_code, description, point, cell_r10, status, urgent, reported_at,
         due_at, updated_at, community_grid_id, owner_grid_id, area_code, routing_trail)
       values ('1', 'app', 'M06001', '', st_setsrid(st_makepoint(116.15, 40.05), 4326), 1, 'reported', false, now(),
         now(), now(), 3, 3, '990102001001', '{}')`)
    await switchTo(await draftWithNewEast(database))
    const { rows } = await database.query(
      `select owner_grid_id, cases.area_code, grids.name, areas.name as area, areas.retired
         from cases join grids on grids.id = owner_grid_id join areas on areas.code = cases.area_code`)
    expect(rows).toEqual([
      { owner_grid_id: 3, area_code: '990102001001', name: '东一格', area: '东社区', retired: true },
    ])
  })

  test('a clock that was put back makes an empty period and no error', async () => {
    await switchTo(await draftWithNewEast(database))
    const [now] = await listVersions(database, (await switchTo(1, new Date('2026-05-01'))).versionId)
    expect(now.periods.at(-1)).toMatchObject({ validFrom: at.toISOString(), validTo: null })
  })

  test('reports accounts whose area is retired, and leaves them', async () => {
    await database.query(
      `insert into accounts (login, password_hash, role, scope_code, display_name)
       values ('east', '', 'duty', '990102001001', 'East'), ('all', '', 'admin', '9901', 'All')`)
    const { retiredScopes } = await switchTo(await draftWithNewEast(database))
    expect(retiredScopes).toEqual([{ name: 'east', scopeCode: '990102001001' }])
    expect(await valueOf(`select scope_code from accounts where login = 'east'`)).toBe('990102001001')
  })

  test('another city takes over the name, the extent and those who see all of it, and gives them back', async () => {
    await database.query(
      `insert into accounts (login, password_hash, role, scope_code, display_name)
       values ('all', '', 'admin', '9901', 'All')`)
    await database.query(
      `insert into tracker_messages (unit_id, kind, sent_by, sender_scope)
       values (6, 'text', 'All', '9901'), (6, 'text', 'East', '990102')`)
    await database.query(`
      insert into webhooks (label, url, secret, events, scope_code) values
        ('all', 'http://a', 'x', '{}', '9901'), ('east', 'http://b', 'x', '{}', '990102');
      insert into open311_keys (key_hash, label, scope_code, created_at) values ('\\x01', 'all', '9901', now())`)
    const others = () => valueOf(`select string_agg(scope_code, ' ' order by label, scope_code) from (
      select label, scope_code from webhooks union all select label, scope_code from open311_keys) as holders`)
    const before = await readCityFacts(database, 'Asia/Shanghai')
    const draft = await draftWithNewEast(database)
    await database.transaction((transaction) => transaction.query(`
      update version_areas set parent_code = '3301' where version_id = ${draft} and parent_code = '9901';
      update version_areas set code = '3301', name = '真城', name_en = 'Real City',
        boundary = st_multi(st_makeenvelope(115, 39, 117, 41, 4326)) where version_id = ${draft} and code = '9901'`))

    await switchTo(draft)
    const real = await readCityFacts(database, 'Asia/Shanghai')
    expect(real.setting).toMatchObject({
      name: '真城', nameEn: 'Real City', code: '3301', simulated: false, bounds: [115, 39, 117, 41], workers: 4, grids: 4,
    })
    expect(await valueOf('select scope_code from accounts')).toBe('3301')
    expect(await valueOf(`select string_agg(sender_scope, ' ' order by id) from tracker_messages`)).toBe('3301 990102')
    expect(await others()).toBe('3301 3301 990102')

    await switchTo(1)
    expect((await readCityFacts(database, 'Asia/Shanghai')).setting).toEqual({
      ...before.setting, bounds: [116, 40, 116.2, 40.1], centre: expect.any(Array),
    })
    expect(await valueOf('select scope_code from accounts')).toBe('9901')
    expect(await valueOf('select min(sender_scope) from tracker_messages')).toBe('9901')
    expect(await others()).toBe('9901 9901 990102')
  })
})

describe('going back', () => {
  beforeEach(() => resetToCaseCity(database))

  test('restores areas and the grids of workers, also of those whose grid was taken in by another', async () => {
    const areas = `select string_agg(code || name || retired || st_astext(boundary), ',' order by code) from areas
                    where code <> '990102001002'`
    const before = { areas: await valueOf(areas), workers: await workers() }
    await switchTo(await draftWithMergedWest(database))
    expect((await workers())[14].grid).toBe('990101001001001')
    await switchTo(await draftWithNewEast(database))
    expect(await readVersionBefore(database)).toBe(2)

    const { rehomedWorkers } = await switchTo(1)
    expect(rehomedWorkers).toBe(2)
    expect({ areas: await valueOf(areas), workers: await workers() }).toEqual(before)
    // And forth again.
    await switchTo(3)
    expect((await workers())[13].grid).toBe('990102001002001')
    expect((await workers())[14].grid).toBe('990101001001001')
  })

  test('does not move a worker back who was given another grid since', async () => {
    await switchTo(await draftWithMergedWest(database))
    await database.query(
      `update workers set grid_id = (select id from grids where version_id = 2 and code = '990102001001001')
        where id = 14`)
    await switchTo(1)
    expect((await workers())[14].grid).toBe('990102001001001')
  })

  test('is possible to a version with findings of errors, which a draft is refused for', async () => {
    const draft = await draftWithNewEast(database)
    await database.query(`insert into findings (version_id, kind, severity) values (1, 'overlap', 'error'),
      ($1, 'overlap', 'error'), ($1, 'gap', 'warning')`, [draft])
    await expect(switchTo(draft)).rejects.toMatchObject({ statusCode: 409, code: 'HAS_ERRORS' })
    expect(await readVersionInForce(database)).toBe(1)
    await database.query(`delete from findings where version_id = $1 and severity = 'error'`, [draft])
    await switchTo(draft)
    await switchTo(1)
    expect(await readVersionInForce(database)).toBe(1)
  })
})

describe('a switch is refused', () => {
  beforeAll(async () => {
    await resetToCaseCity(database)
    const drafts = [await draftWithNewEast(database), await draftWithNewEast(database), await draftWithNewEast(database)]
    await database.query(
      `insert into imports (created_by, state, sources, version_id) values ('x', 'failed', '[]', $1),
         ('x', 'checking', '[]', $2)`, drafts.slice(1))
  })

  test.each([
    ['to a version that is not there', { versionId: 99 }, 404, 'NOT_FOUND'],
    ['of an import that is not there', { importId: 99 }, 404, 'NOT_FOUND'],
    ['to the version in force', { versionId: 1 }, 409, 'IN_FORCE'],
    ['of nothing', {}, 400, 'BAD_INPUT'],
    ['to a draft that was changed since it was looked at', { versionId: 2, revision: 7 }, 409, 'DRAFT_CHANGED'],
    ['to a draft whose import has failed', { versionId: 3 }, 409, 'NOT_READY'],
    ['of an import that is still being checked', { importId: 2 }, 409, 'NOT_READY'],
    ['of an import that made another version', { importId: 1, versionId: 2 }, 400, 'BAD_INPUT'],
  ] as const)('%s', async (_, wanted, statusCode, code) => {
    await expect(switchOver(database, { ...wanted, actor: 'tester', at })).rejects.toMatchObject({ statusCode, code })
    expect(await readVersionInForce(database)).toBe(1)
  })
})

describe('a switch that fails', () => {
  beforeEach(() => resetToCaseCity(database))

  test('changes nothing, however late it fails', async () => {
    const draft = await draftWithNewEast(database)
    // The audit log is written last.
    await database.query(`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$;
      create trigger refuse before insert on audit_log for each row when (new.action = 'switch-boundaries')
        execute function refuse()`)
    const before = await contents(database)
    await expect(switchTo(draft)).rejects.toThrow('disk full')
    await database.query('drop function refuse cascade')
    expect(await contents(database)).toEqual(before)
    await switchTo(draft)
    expect(await readVersionInForce(database)).toBe(draft)
  })

  test('says so where a version has no community grid for the workers', async () => {
    const draft = await draftWithNewEast(database)
    await database.query(`delete from grids where version_id = $1 and layer = 'community'`, [draft])
    const before = await contents(database)
    await expect(switchTo(draft)).rejects.toThrow(`Version ${draft} has no community grid, but 4 workers need one`)
    expect(await contents(database)).toEqual(before)
  })
})

describe('two switches at once', () => {
  beforeEach(() => resetToCaseCity(database))

  test('to the same version: one is done, the other is told that it is in force', async () => {
    const draft = await draftWithNewEast(database)
    const outcomes = await Promise.allSettled([switchTo(draft), switchTo(draft)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'IN_FORCE' } })
  })

  test('to two versions: both are done, one after the other', async () => {
    const drafts = [await draftWithNewEast(database), await draftWithMergedWest(database)]
    const done = await Promise.all(drafts.map((id) => switchTo(id)))
    const first = done.find(({ previousVersionId }) => previousVersionId === 1)!
    const second = done.find((one) => one !== first)!
    expect(second.previousVersionId).toBe(first.versionId)
    const versions = await listVersions(database)
    expect(versions.filter(({ state }) => state === 'in-force')).toHaveLength(1)
    expect(versions.flatMap(({ periods }) => periods).filter(({ validTo }) => validTo === null)).toHaveLength(1)
    expect(Object.keys(await workers())).toHaveLength(4)
  })
})
