import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { VersionRecord } from '../../server/contract/api/boundaries.ts'
import type { Database } from '../../server/db/database.ts'
import { PLACES } from '../cases/case-city.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'
import { openTestDatabase } from '../support/database.ts'
import { draftWithNewEast, resetToCaseCity } from './editions.ts'

let database: Database
let testApp: TestApp
let admin: { cookie: string }

beforeAll(async () => {
  database = await openTestDatabase()
  await resetToCaseCity(database)
  testApp = await buildTestApp(database)
  admin = await testApp.headersFor('admin')
})
afterAll(async () => {
  await testApp.close()
  await database.close()
})

async function ask(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, headers = admin) {
  const reply = await testApp.app.inject({ method, url, headers, ...(payload && { payload }) })
  return { status: reply.statusCode, body: reply.body === '' ? null : reply.json() }
}

const versions = async (): Promise<VersionRecord[]> => (await ask('GET', '/api/boundaries/versions')).body

describe('versions', () => {
  test('are listed, copied to a draft and thrown away', async () => {
    const made = await ask('POST', '/api/boundaries/versions', { note: '第二版' })
    expect(made).toMatchObject({
      status: 201,
      body: {
        state: 'draft', note: '第二版', basedOn: 1, revision: 1, periods: [], areaCount: 7, importId: null,
        gridCounts: { community: 3, street: 1, exclusive: 1 }, findings: { error: 0, warning: 0, note: 0 },
        createdBy: expect.stringMatching(/^admin/),
      },
    })
    expect((await versions()).map(({ id }) => id)).toEqual([made.body.id, 1])
    expect(await ask('DELETE', `/api/boundaries/versions/${made.body.id}`)).toEqual({ status: 204, body: null })
    expect((await versions()).map(({ id }) => id)).toEqual([1])
    expect((await database.query('select from grids where version_id <> 1')).rows).toEqual([])
  })

  test('a draft’s ids go on from the highest, in the order of layer and code', async () => {
    const { body } = await ask('POST', '/api/boundaries/versions', { note: 'ids', basedOn: 1 })
    const { rows } = await database.query('select id, code from grids where version_id = $1 order by id', [body.id])
    expect(rows.map(({ code }) => code)).toEqual([
      '990101001001001', '990101001001002', '990102001001001', '990101001Xsch1', '990101001R001',
    ])
    expect(rows.map(({ id }) => id)).toEqual([6, 7, 8, 9, 10])
    await ask('DELETE', `/api/boundaries/versions/${body.id}`)
  })

  test('that were in force cannot be thrown away, nor those of an import that waits', async () => {
    expect(await ask('DELETE', '/api/boundaries/versions/1')).toMatchObject({ status: 409, body: { code: 'NO_DRAFT' } })
    const { body } = await ask('POST', '/api/boundaries/versions', { note: 'imported' })
    await database.query(
      `insert into imports (created_by, state, sources, version_id) values ('x', 'ready', '[]', $1)`, [body.id])
    expect(await ask('DELETE', `/api/boundaries/versions/${body.id}`)).toMatchObject({
      status: 409, body: { code: 'BELONGS_TO_IMPORT' },
    })
    await database.query('delete from imports')
    expect((await ask('DELETE', `/api/boundaries/versions/${body.id}`)).status).toBe(204)
  })

  test('that do not exist are 404', async () => {
    expect((await ask('DELETE', '/api/boundaries/versions/77')).status).toBe(404)
    expect((await ask('POST', '/api/boundaries/versions', { note: 'x', basedOn: 77 })).status).toBe(404)
    expect((await ask('POST', '/api/boundaries/switch', { versionId: 77 })).status).toBe(404)
    expect((await ask('GET', '/api/boundaries/versions/77/case-differences')).status).toBe(404)
  })

  test('half copied by a process that has ended are not shown or used, and go with the next draft', async () => {
    const { body } = await ask('POST', '/api/boundaries/versions', { note: 'half' })
    await database.query(
      `update grid_versions set state = 'unfinished', created_at = now() - interval '2 hours' where id = $1`, [body.id])
    expect((await versions()).map(({ id }) => id)).toEqual([1])
    expect((await ask('POST', '/api/boundaries/switch', { versionId: body.id })).status).toBe(404)
    expect((await ask('POST', '/api/boundaries/versions', { note: 'x', basedOn: body.id })).status).toBe(404)
    const next = await ask('POST', '/api/boundaries/versions', { note: 'next' })
    const left = await database.query('select id from grid_versions order by id')
    expect(left.rows).toEqual([{ id: 1 }, { id: next.body.id }])
    await ask('DELETE', `/api/boundaries/versions/${next.body.id}`)
  })
})

describe('a switch and back', () => {
  test('tells differences, switches, counts, routes by the new version, and rolls back to the one before', async () => {
    expect(await ask('POST', '/api/boundaries/rollback')).toMatchObject({ status: 409, body: { code: 'NO_PREVIOUS' } })
    const reported = await ask('POST', '/api/cases', {
      channel: 'app', category: 'M06001', description: '旧', ...PLACES.east,
    })
    expect(reported.body).toMatchObject({ ownerGridId: 3, areaCode: '990102001001' })
    const western = await ask('POST', '/api/cases', {
      channel: 'app', category: 'M06001', description: '西', ...PLACES.west,
    })
    const versionId = await draftWithNewEast(database)
    const { body: differences } = await ask('GET', `/api/boundaries/versions/${versionId}/case-differences`)
    expect(differences).toMatchObject({
      versionId, openCases: 2, count: 1,
      cases: [{
        number: reported.body.number, from: { code: '990102001001001' }, to: { code: '990102001002001', name: '东南格' },
      }],
    })

    const switched = await ask('POST', '/api/boundaries/switch', { versionId })
    expect(switched).toMatchObject({ status: 200, body: { versionId, previousVersionId: 1, rehomedWorkers: 1 } })
    expect((await ask('GET', '/healthz')).body).toMatchObject({ status: 'ok', grids: 6, workers: 4 })
    const city = await ask('GET', '/api/city')
    expect(city.body).toMatchObject({ gridVersionId: versionId, gridCounts: { community: 4 } })
    const { lng, lat } = PLACES.east
    expect((await ask('GET', `/api/grids/locate?lng=${lng}&lat=${lat}`)).body).toMatchObject({
      versionId, community: { code: '990102001002001' }, chain: [{ code: '990102001002', name: '新东社区' }, {}, {}, {}],
    })
    const renewed = await ask('POST', '/api/cases', { channel: 'app', category: 'M06001', description: '新', lng, lat })
    expect(renewed.body).toMatchObject({ areaCode: '990102001002', watcherWorkerId: 13 })
    // Its grid has another id now and counts the case all the same.
    const { rows } = await database.query(
      'select g.id from grids as g join grids as old using (layer, code) where old.id = $1 and g.version_id = $2',
      [western.body.ownerGridId, versionId])
    expect((await ask('GET', `/api/grids/${rows[0].id}`)).body).toMatchObject({ name: '西一格', openCases: 1 })
    // The case from before keeps its owner and names its area, though that is retired.
    expect((await ask('GET', `/api/cases/${reported.body.id}`)).body).toMatchObject({
      ownerGridId: 3, owners: [{ gridId: 3, name: '东一格' }], chain: [{ code: '990102001001', name: '东社区' }, {}, {}, {}],
    })

    expect(await ask('POST', '/api/boundaries/rollback')).toMatchObject({ status: 200, body: { versionId: 1 } })
    expect((await ask('GET', '/api/city')).body).toMatchObject({ gridVersionId: 1, gridCounts: { community: 3 } })
    expect((await ask('GET', `/api/cases/${renewed.body.id}`)).body).toMatchObject({
      owners: [{ name: '东南格' }], chain: [{ name: '新东社区' }, {}, {}, {}],
    })
    expect(await ask('POST', '/api/boundaries/rollback')).toMatchObject({ status: 200, body: { versionId } })
    expect((await versions()).find(({ id }) => id === versionId)!.periods).toHaveLength(2)
  })
})

describe('who may', () => {
  test('only administrators of the whole city', async () => {
    const scoped = await testApp.headersFor('admin', '990101')
    const others = await Promise.all((['duty', 'leader', 'wall'] as const).map((role) => testApp.headersFor(role)))
    for (const headers of [scoped, ...others]) {
      for (const [method, url, body] of [
        ['GET', '/api/boundaries/versions', undefined], ['POST', '/api/boundaries/versions', { note: 'x' }],
        ['DELETE', '/api/boundaries/versions/1', undefined], ['POST', '/api/boundaries/switch', { versionId: 1 }],
        ['POST', '/api/boundaries/rollback', undefined],
        ['GET', '/api/boundaries/versions/1/case-differences', undefined],
      ] as const) {
        expect((await ask(method, url, body, headers)).status, `${method} ${url}`).toBe(403)
      }
    }
  })
})
