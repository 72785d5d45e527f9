import type { MultiPolygon } from 'geojson'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDraft } from '../../../server/boundaries/drafts.ts'
import type { EditBody, EditResult } from '../../../server/contract/api/boundaries.ts'
import type { Database } from '../../../server/db/database.ts'
import { insertCaseCity } from '../../cases/case-city.ts'
import { buildTestApp, type TestApp } from '../../support/app.ts'
import { openTestDatabase } from '../../support/database.ts'

type Edit = Partial<Omit<EditBody, 'revision'>> & { revision?: number }
interface GridFeatures {
  revision: number
  features: { id: number; properties: { code: string; name: string; unitId: number | null }; geometry: MultiPolygon }[]
}

const WHOLE = { layer: 'community', west: 115, south: 39, east: 118, north: 42 }
/** No power of two divides these: only every digit makes them come back the same. */
const THIRD = 116 + 1 / 3 / 10
const HEIGHT = 40 + 0.1 / 7

let database: Database
let city: TestApp
let admin: { cookie: string }
let draftId: number

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await buildTestApp(database)
  admin = await city.headersFor('admin')
})
afterAll(async () => {
  await city.close()
  await database.close()
})
beforeEach(async () => {
  draftId = await createDraft(database, { note: 'edited', actor: 'test' })
})

const box = (west: number, south: number, east: number, north: number): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: [[[[west, south], [east, south], [east, north], [west, north], [west, south]]]],
})

async function post(edit: Edit, versionId = draftId, headers = admin) {
  const payload = { revision: 1, changed: [], added: [], removed: [], ...edit }
  return city.app.inject({ method: 'POST', url: `/api/boundaries/versions/${versionId}/edits`, headers, payload })
}
async function read(query: Record<string, string | number> = WHOLE, headers = admin) {
  const url = `/api/boundaries/versions/${draftId}/grids`
  return city.app.inject({ url, headers, query: Object.fromEntries(Object.entries(query).map(([k, v]) => [k, `${v}`])) })
}
async function grids(query = WHOLE): Promise<GridFeatures> {
  return (await read(query)).json<GridFeatures>()
}
async function idOf(code: string): Promise<number> {
  return (await grids()).features.find(({ properties }) => properties.code === code)!.id
}

const FIRST = '990101001001001'
const SECOND = '990101001001002'

describe('the grids of a draft', () => {
  it('come by box and layer with the revision', async () => {
    const all = await grids()
    expect(all.revision).toBe(1)
    expect(all.features.map(({ properties }) => properties.code)).toEqual([FIRST, SECOND, '990102001001001'])
    const west = await grids({ ...WHOLE, east: 116.04 })
    expect(west.features.map(({ properties }) => properties.code)).toEqual([FIRST])
    expect((await grids({ ...WHOLE, layer: 'exclusive' })).features[0].properties.unitId).toBe(5)
  })

  it('are refused without a layer, for an unknown version, and to whoever has not the whole city', async () => {
    expect((await read({ west: 1, south: 1, east: 2, north: 2 })).statusCode).toBe(400)
    expect((await read(WHOLE, await city.headersFor('duty'))).statusCode).toBe(403)
    expect((await read(WHOLE, await city.headersFor('admin', '990101'))).statusCode).toBe(403)
    const url = '/api/boundaries/versions/999/grids?layer=community&west=1&south=1&east=2&north=2'
    expect((await city.app.inject({ url, headers: admin })).statusCode).toBe(404)
  })

  it('are 3,000 at most', async () => {
    await database.query(
      `insert into grids (id, version_id, layer, code, name, name_en, area_code, boundary)
       select (select max(id) from grids) + n, $1, 'street', '990101001R' || n, 'x', 'x', '990101001',
              st_multi(st_makeenvelope(116, 40, 116.001, 40.001, 4326)) from generate_series(1, 3001) n`,
      [draftId],
    )
    const answer = await read({ ...WHOLE, layer: 'street' })
    expect(answer.statusCode).toBe(413)
    expect(answer.json()).toMatchObject({ code: 'TOO_MANY_GRIDS' })
  })
})

describe('edits of a draft', () => {
  it('change, add and remove in one, and answer the ids and the findings around', async () => {
    const [first, second] = [await idOf(FIRST), await idOf(SECOND)]
    const answer = await post({
      changed: [{ id: first, boundary: box(116, 40, THIRD, 40.1), name: '改名', nameEn: 'Renamed' }],
      added: [{
        layer: 'community', code: '990101001001003', name: '新格', nameEn: 'New', areaCode: '990101001001',
        boundary: box(THIRD, HEIGHT, 116.1, 40.1),
      }],
      removed: [second],
    })
    expect(answer.statusCode, answer.body).toBe(200)
    const { revision, addedIds, findings } = answer.json<EditResult>()
    expect(revision).toBe(2)
    const after = await grids()
    expect(after.revision).toBe(2)
    expect(after.features.map(({ id }) => id)).toContain(addedIds[0])
    const byId = new Map(after.features.map((each) => [each.id, each]))
    expect(byId.get(first)!.properties.name).toBe('改名')
    // to the last bit
    expect(byId.get(first)!.geometry).toEqual(box(116, 40, THIRD, 40.1))
    expect(byId.get(addedIds[0])!.geometry).toEqual(box(THIRD, HEIGHT, 116.1, 40.1))
    expect(byId.has(second)).toBe(false)
    // what is left south of the new grid belongs to nobody
    expect(findings.map(({ kind }) => kind)).toContain('gap')
    const audit = await database.query(`select detail from audit_log where action = 'edit-boundaries'
      and subject = $1`, [`version:${draftId}`])
    expect(audit.rows).toHaveLength(1)
  })

  it('let two grids exchange their codes', async () => {
    const [first, second] = [await idOf(FIRST), await idOf(SECOND)]
    const answer = await post({ changed: [{ id: first, code: SECOND }, { id: second, code: FIRST }] })
    expect(answer.statusCode, answer.body).toBe(200)
    expect(await idOf(FIRST)).toBe(second)
  })

  it('keep the unit of an added grid of another layer', async () => {
    const answer = await post({ added: [{
      layer: 'exclusive', code: '990101001Xsch2', name: '二小', nameEn: 'School 2', areaCode: '990101001', unitId: 5,
      boundary: box(116.03, 40.01, 116.04, 40.02),
    }] })
    expect(answer.statusCode, answer.body).toBe(200)
    const schools = await grids({ ...WHOLE, layer: 'exclusive' })
    expect(schools.features.map(({ properties }) => properties.unitId)).toEqual([5, 5])
  })

  it('notice that somebody else was quicker', async () => {
    const first = await idOf(FIRST)
    const both = await Promise.all([
      post({ changed: [{ id: first, name: '一' }] }), post({ changed: [{ id: first, name: '二' }] }),
    ])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    expect(both.find(({ statusCode }) => statusCode === 409)!.json().message).toContain('revision 2, not 1')
  })

  it('are refused for a version that is no draft, or is not there', async () => {
    const edit = { changed: [{ id: 1, name: 'x' }] }
    expect((await post(edit, 1)).json()).toMatchObject({ code: 'NO_DRAFT' })
    expect((await post(edit, 1)).statusCode).toBe(409)
    expect((await post(edit, 999)).statusCode).toBe(404)
    expect((await post(edit, draftId, await city.headersFor('leader'))).statusCode).toBe(403)
  })

  it('are refused as a whole where one is wrong, and say which', async () => {
    const first = await idOf(FIRST)
    const good = { id: first, name: 'must not stay' }
    const added = {
      layer: 'community' as const, code: '990101001001009', name: 'x', nameEn: 'x', areaCode: '990101001001',
      boundary: box(116.04, 40, 116.05, 40.1),
    }
    const bow: MultiPolygon = {
      type: 'MultiPolygon', coordinates: [[[[116, 40], [116.1, 40.1], [116.1, 40], [116, 40.1], [116, 40]]]],
    }
    const open = structuredClone(added.boundary)
    open.coordinates[0][0].pop()
    const far = box(200, 40, 201, 41)
    const wrong: [Edit, string | RegExp][] = [
      [{}, 'changed'],
      [{ changed: [good, good] }, 'id'],
      [{ changed: [good], removed: [first] }, 'id'],
      [{ changed: [good], added: [added, added] }, 'code'],
      [{ changed: [good], added: [{ ...added, code: SECOND }] }, 'code'],
      [{ changed: [good], added: [{ ...added, code: '990102001001009' }] }, 'code'],
      [{ changed: [good], added: [{ ...added, areaCode: '9901019' }] }, 'areaCode'],
      [{ changed: [good], added: [{ ...added, layer: 'street' }] }, 'layer'],
      [{ changed: [good], added: [{ ...added, boundary: open }] }, /^added\[0\]\.boundary\.coordinates\[0\]\[0\]$/],
      [{ changed: [good], added: [{ ...added, boundary: far }] }, /^added\[0\].*\[0\]\[0\]\[0\]$/],
      [{ changed: [{ ...good, boundary: bow }] }, 'boundary'],
    ]
    for (const [edit, field] of wrong) {
      const answer = await post(edit)
      expect(answer.statusCode, answer.body).toBe(400)
      expect(answer.json().field).toEqual(typeof field === 'string' ? field : expect.stringMatching(field))
    }
    const unknown = await post({ changed: [good], removed: [1] })
    expect(unknown.statusCode).toBe(404)
    const after = await grids()
    expect(after.revision).toBe(1)
    expect(after.features.map(({ properties }) => properties.name)).toEqual(['西一格', '西二格', '东一格'])
  })
})
