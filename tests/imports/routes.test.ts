import { access, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { switchOver } from '../../server/boundaries/switch-over.ts'
import type { ImportRecord, SourceOptions } from '../../server/contract/api/imports.ts'
import type { Database } from '../../server/db/database.ts'
import { uploadsIn } from '../../server/imports/uploads.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'
import { openTestDatabase } from '../support/database.ts'
import { AREAS, type Files, geojson, GRIDS, importTown, openFiles, townFiles } from './town.ts'

let database: Database
let files: Files
let test: TestApp
let admin: { cookie: string }

beforeAll(async () => {
  database = await openTestDatabase()
  files = await openFiles()
  const importId = await importTown(database, await townFiles(files))
  await switchOver(database, { importId, actor: 'tester', at: new Date() })
  test = await buildTestApp(database)
  admin = await test.headersFor('admin')
}, 120_000)

afterAll(async () => {
  await test.close()
  await files.remove()
  await database.close()
})

async function post(url: string, payload?: object | string, headers: Record<string, string> = {}) {
  const reply = await test.app.inject({ method: 'POST', url, headers: { ...admin, ...headers }, payload })
  return { status: reply.statusCode, body: reply.json() as any }
}

async function get(url: string): Promise<any> {
  return (await test.app.inject({ method: 'GET', url, headers: admin })).json()
}

async function upload(name: string, text: string, type = 'application/octet-stream'): Promise<string> {
  const url = `/api/imports/uploads?name=${encodeURIComponent(name)}`
  const { status, body } = await post(url, text, { 'content-type': type })
  expect(status).toBe(201)
  return body.uploadId
}

/** Uploads, starts, and waits until the import is ready or failed. */
async function read(name: string, text: string, options: SourceOptions): Promise<ImportRecord> {
  const uploadId = await upload(name, text)
  const { status, body } = await post('/api/imports', { sources: [{ uploadId, options }] })
  expect(status, JSON.stringify(body)).toBe(201)
  expect(body.state).toBe('reading')
  return expect.poll(() => get(`/api/imports/${body.id}`), { timeout: 30_000 })
    .toMatchObject({ state: expect.stringMatching(/ready|failed/) })
    .then(() => get(`/api/imports/${body.id}`))
}

const uploadFolder = () => join(test.app.config.dataDir, 'uploads')

describe('an upload', () => {
  it('is kept as it came, whatever the browser calls it', async () => {
    const text = geojson(GRIDS)
    for (const type of ['application/json', 'application/geo+json', 'text/csv', 'application/x-www-form-urlencoded']) {
      const uploadId = await upload('网格.geojson', text, type)
      const found = await uploadsIn(uploadFolder()).find(uploadId)
      expect(found).toMatchObject({ file: '网格.geojson', bytes: Buffer.byteLength(text) })
    }
  })

  it('of a kind that cannot be read, or of nothing, is refused', async () => {
    const name = await post('/api/imports/uploads?name=grids.docx', 'x', { 'content-type': 'text/plain' })
    expect(name).toMatchObject({ status: 400, body: { field: 'name', value: 'grids.docx' } })
    const empty = await post('/api/imports/uploads?name=grids.csv', '', { 'content-type': 'text/csv' })
    expect(empty).toMatchObject({ status: 400, body: { field: 'body' } })
  })

  it('that is too large is refused and leaves nothing behind', async () => {
    const before = await readdir(uploadFolder())
    const saving = uploadsIn(uploadFolder()).save('a.csv', Readable.from([Buffer.alloc(600), Buffer.alloc(600)]), 1000)
    await expect(saving).rejects.toMatchObject({ statusCode: 413 })
    expect(await readdir(uploadFolder())).toEqual(before)
  })

  it('that nobody imported goes after a day', async () => {
    const [old, young] = [await upload('old.csv', 'a,b'), await upload('young.csv', 'a,b')]
    const then = new Date(Date.now() - 25 * 3_600_000)
    for (const file of [old, `${old}.json`]) await utimes(join(uploadFolder(), file), then, then)
    await uploadsIn(uploadFolder()).sweep(Date.now())
    const left = await readdir(uploadFolder())
    expect(left).toEqual(expect.arrayContaining([young, `${young}.json`]))
    expect(left.filter((name) => name.startsWith(old))).toEqual([])
  })

  it('is found by its id only', async () => {
    await writeFile(join(uploadFolder(), '../secret.json'), '{}')
    const missing = await post('/api/imports/preview', {
      uploadId: '00000000-0000-0000-0000-000000000000', options: { layer: 'areas' },
    })
    expect(missing).toMatchObject({ status: 400, body: { field: 'uploadId' } })
    const outside = await post('/api/imports/preview', { uploadId: '../secret', options: { layer: 'areas' } })
    expect(outside.status).toBe(400)
  })
})

describe('a preview', () => {
  it('says how the file would be read and shows its first rows with what is wrong with them', async () => {
    const rows = Array.from({ length: 30 }, (_, k) => `C${k},${k === 1 ? 400 : 120.01},30.01`)
    const uploadId = await upload('cameras.csv', ['编码,lng,lat', ...rows].join('\n'))
    const { status, body } = await post('/api/imports/preview', { uploadId, options: { layer: 'cameras' } })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      format: 'csv', headers: ['编码', 'lng', 'lat'], mapping: { code: '编码', lng: 'lng', lat: 'lat' }, missing: [],
      datum: { code: 'wgs84', from: 'assumed' }, tables: [],
    })
    expect(body.fields[0]).toEqual({ field: 'code', required: true })
    expect(body.rows).toHaveLength(20)
    expect(body.rows[0]).toMatchObject({ row: 2, fields: { code: 'C0' }, problems: [] })
    expect(body.rows[1].problems).toMatchObject([{ text: expect.stringMatching(/[一-鿿]/), textEn: expect.any(String) }])
  })

  it('names the fields that no column was found for', async () => {
    const uploadId = await upload('w.csv', '列一,列二\n1,2')
    const { body } = await post('/api/imports/preview', { uploadId, options: { layer: 'workers' } })
    expect(body).toMatchObject({ missing: ['number', 'gridCode'], rows: [] })
    const mapped = await post('/api/imports/preview', {
      uploadId, options: { layer: 'workers', fields: { number: '列一', gridCode: '列二' } },
    })
    expect(mapped.body.rows).toMatchObject([{ fields: { number: '1', gridCode: '2' } }])
  })

  it('of a file that is none says what is wrong with it', async () => {
    const uploadId = await upload('grids.geojson', 'this is no JSON')
    const { status, body } = await post('/api/imports/preview', { uploadId, options: { layer: 'community' } })
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'BAD_FILE' })
  })
})

describe('an import of the page', () => {
  it('is read, listed, and put in force, and its files go', async () => {
    const grids = GRIDS.map((grid, k) => (k === 0 ? { ...grid, properties: { ...grid.properties, 网格名称: '改名' } } : grid))
    const record = await read('grids.geojson', geojson(grids), { layer: 'community' })
    expect(record).toMatchObject({
      state: 'ready', createdBy: 'admin-1', summary: [{ layer: 'community', added: 0, changed: 1, removed: 0 }],
    })
    expect(record.sources[0]).not.toHaveProperty('uploadId')
    expect((await get('/api/imports'))[0]).toEqual(record)
    expect(test.app.grids.current().versionId).toBe(1)

    const applied = await post(`/api/imports/${record.id}/apply`)
    expect(applied).toMatchObject({ status: 200, body: { versionId: record.versionId, previousVersionId: 1 } })
    expect(test.app.grids.current().versionId).toBe(record.versionId)
    const here = (await get('/api/grids/locate?lng=120.01&lat=30.01')) as { community: { name: string } }
    expect(here.community.name).toBe('改名')
    expect(await get(`/api/imports/${record.id}`)).toMatchObject({ state: 'applied', appliedAt: expect.any(String) })
    expect((await post(`/api/imports/${record.id}/apply`)).status).toBe(409)
  })

  it('is discarded with its files', async () => {
    const before = await readdir(uploadFolder())
    const record = await read('areas.geojson', geojson(AREAS), { layer: 'areas' })
    const discarded = await post(`/api/imports/${record.id}/discard`)
    expect(discarded).toMatchObject({ status: 200, body: { state: 'discarded', versionId: null } })
    expect(await readdir(uploadFolder())).toEqual(before)
    expect((await post('/api/imports/4711/discard')).status).toBe(404)
  })

  it('that lacks a field is refused before it begins', async () => {
    const uploadId = await upload('w.csv', '列一,列二\n1,2')
    const { status, body } = await post('/api/imports', { sources: [{ uploadId, options: { layer: 'workers' } }] })
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'BAD_FILE', message: expect.stringContaining('number, gridCode') })
    expect(body.message).toContain('列一, 列二')
  })

  it('is written into the audit log', async () => {
    const { rows } = await database.query('select distinct action from audit_log order by 1')
    const actions = rows.map(({ action }) => action)
    const ours = ['upload-file', 'read-import', 'switch-boundaries', 'discard-import']
    expect(actions).toEqual(expect.arrayContaining(ours))
  })
})

describe('whoever is no administrator of the whole city', () => {
  it('may not even look', async () => {
    for (const headers of [await test.headersFor('duty'), await test.headersFor('admin', '330101')]) {
      const looked = await test.app.inject({ method: 'GET', url: '/api/imports', headers })
      const sent = await test.app.inject({ method: 'POST', url: '/api/imports/uploads?name=a.csv', headers })
      const applied = await test.app.inject({ method: 'POST', url: '/api/imports/1/apply', headers })
      expect([looked, sent, applied].map(({ statusCode }) => statusCode)).toEqual([403, 403, 403])
    }
    await expect(access(uploadFolder())).resolves.toBeUndefined()
  })
})
