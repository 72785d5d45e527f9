import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { insertCaseCity } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
let caseApp: CaseApp
let admin: Asker
let draft: number
let importId: number

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  caseApp = await startCaseApp(database)
  admin = await caseApp.as('admin')
  draft = (await admin.post('/api/boundaries/versions', { note: 'a draft' })).body.id
  const { rows } = await database.query<{ id: number }>(
    `insert into imports (created_by, state, sources, version_id)
     values ('a test', 'ready', '[{"file": "像头.csv"}]', $1) returning id`,
    [draft],
  )
  importId = rows[0].id
  await database.query(
    `insert into findings (import_id, kind, severity, layer, source, row_number, codes, detail)
     values ($1, 'missing-value', 'warning', 'cameras', 0, 3, '{}', '{"field": "code", "header": "编号"}')`,
    [importId],
  )
})
afterAll(async () => {
  await caseApp.close()
  await database.close()
})

test('a draft is checked again when asked, and answers with its new counts', async () => {
  await database.query(
    `update grids set boundary = st_multi(st_makeenvelope(116, 40, 116.06, 40.1, 4326))
      where version_id = $1 and layer = 'community' and id = (select min(id) from grids where version_id = $1)`,
    [draft],
  )
  const { status, body } = await admin.post(`/api/boundaries/versions/${draft}/check`)
  expect(status).toBe(200)
  expect(body).toMatchObject({ id: draft, state: 'draft', findings: { error: 0 } })
  expect(body.findings.warning).toBeGreaterThan(0)
  const { rows } = await database.query(`select subject from audit_log where action = 'check-boundaries'`)
  expect(rows).toEqual([{ subject: `version:${draft}` }])
})

test('findings come in pages and by kind, with counts of all that match', async () => {
  const all = (await admin.get(`/api/boundaries/versions/${draft}/findings`)).body
  expect(all.findings.length).toBe(all.counts.reduce((sum: number, { count }: { count: number }) => sum + count, 0))
  const first = (await admin.get(`/api/boundaries/versions/${draft}/findings?limit=1`)).body
  expect(first.counts).toEqual(all.counts)
  const rest = (await admin.get(`/api/boundaries/versions/${draft}/findings?after=${first.findings[0].id}`)).body
  expect([...first.findings, ...rest.findings]).toEqual(all.findings)
  const { kind } = all.findings[0]
  const some = (await admin.get(`/api/boundaries/versions/${draft}/findings?kind=${kind}`)).body
  expect(some.findings).toEqual(all.findings.filter((finding: { kind: string }) => finding.kind === kind))
  expect(some.counts).toHaveLength(1)
})

test('those of an import have its file and row, and those of its draft with them', async () => {
  const { findings } = (await admin.get(`/api/imports/${importId}/findings`)).body
  const ofDraft = (await admin.get(`/api/boundaries/versions/${draft}/findings`)).body.findings
  const own = findings.filter(({ file }: { file: string | null }) => file !== null)
  expect(own).toMatchObject([{ kind: 'missing-value', file: '像头.csv', row: 3, bounds: null }])
  expect(own[0].text).toBe('像头.csv 第 3 行：「编码」（编号 列）是空的，而摄像头必须有。')
  expect(findings.length).toBe(ofDraft.length + 1)
})

test('the map has what has a place', async () => {
  const map = async (url: string) => {
    const { status, headers, bytes } = await admin.get(`${url}/findings.geojson?kind=overlap`)
    expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('application/geo+json')])
    return JSON.parse(bytes.toString())
  }
  const body = await map(`/api/boundaries/versions/${draft}`)
  expect(body).toMatchObject({ type: 'FeatureCollection', leftOut: 0 })
  expect(body.features.length).toBeGreaterThan(0)
  for (const { geometry, properties } of body.features) {
    expect(geometry.type).toMatch(/Polygon$/)
    expect(properties).toMatchObject({ kind: 'overlap', severity: 'warning', text: expect.stringContaining('重叠') })
  }
  expect(await map(`/api/imports/${importId}`)).toEqual(body)
})

test('what is not there or not asked rightly is refused with words', async () => {
  for (const url of ['/api/boundaries/versions/777/findings', '/api/boundaries/versions/777/findings.geojson',
    '/api/imports/777/findings', '/api/imports/777/findings.geojson']) {
    expect((await admin.get(url)).status).toBe(404)
  }
  expect((await admin.post('/api/boundaries/versions/777/check')).status).toBe(404)
  const bad = await admin.get(`/api/boundaries/versions/${draft}/findings?kind=holes`)
  expect(bad.status).toBe(400)
  expect(bad.body).toMatchObject({ field: 'kind', value: 'holes' })
})

test('a version says that nobody has looked for faults in it, until somebody has', async () => {
  const checkedAt = async () => (await admin.get('/api/boundaries/versions')).body.find(({ id }: { id: number }) => id === 1).checkedAt
  expect(await checkedAt()).toBeNull()
  const { status, body } = await admin.post('/api/boundaries/versions/1/check')
  expect(status).toBe(200)
  expect(Date.parse(body.checkedAt)).toBeGreaterThan(0)
  expect(await checkedAt()).toBe(body.checkedAt)
})

test('only administrators of the whole city are let in', async () => {
  const urls = [`/api/boundaries/versions/${draft}/findings`, `/api/imports/${importId}/findings.geojson`]
  for (const asker of [await caseApp.as('admin', '990101'), await caseApp.as('leader'), await caseApp.as('wall')]) {
    for (const url of urls) expect((await asker.get(url)).status).toBe(403)
    expect((await asker.post(`/api/boundaries/versions/${draft}/check`)).status).toBe(403)
  }
})
