import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { CATALOGUE_COLUMNS } from '../../server/catalogue/catalogue-columns.ts'
import { writeCatalogueCsv } from '../../server/catalogue/write-catalogue-csv.ts'
import { type Asker, type CaseApp, startCaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'
import { LARGE_LEVELS, largeCatalogue } from './large-catalogue.ts'

const KINDS = ['sanitation', 'school', 'road']
const HEADING = Object.keys(CATALOGUE_COLUMNS).join(',')
const large = largeCatalogue(5, KINDS)
const leaves = large.filter(({ code }) => !large.some(({ parentCode }) => parentCode === code))
let database: Database
let caseApp: CaseApp
let admin: Asker
let duty: Asker

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  caseApp = await startCaseApp(database)
  admin = await caseApp.as('admin')
  duty = await caseApp.as('duty')
})
afterAll(async () => {
  await caseApp?.close()
  await database?.close()
})
const bring = (csv: string, dryRun = false) => admin.post('/api/catalogue/import', { csv, dryRun })

describe('a catalogue of 48, 222, 1117 and 418 categories', () => {
  it('comes as a table, and once it is there the same table changes nothing', async () => {
    expect(leaves.some(({ level }) => level === 3) && leaves.some(({ level }) => level === 4)).toBe(true)
    const csv = writeCatalogueCsv(large)
    const count = LARGE_LEVELS.reduce((sum, n) => sum + n, 0)
    expect((await bring(csv, true)).body).toEqual({ applied: false, rows: count, added: count, changed: 0, unchanged: 0, faults: [] })
    expect((await bring(csv)).body).toMatchObject({ applied: true, added: count })
    expect((await bring(csv)).body).toMatchObject({ applied: true, added: 0, changed: 0, unchanged: count })
    const { levels, leaves: items } = (await duty.get('/api/catalogue')).body
    expect(levels).toEqual([LARGE_LEVELS[0] + 1, LARGE_LEVELS[1] + 3, LARGE_LEVELS[2] + 4, LARGE_LEVELS[3]])
    expect(items).toBe(leaves.length + 4)
  })

  it('goes out as the table that it came as', async () => {
    const { bytes, headers } = await duty.get('/api/catalogue/export.csv')
    expect(headers['content-type']).toContain('text/csv')
    const lines = new Set(bytes.toString('utf8').split('\r\n'))
    for (const line of writeCatalogueCsv(large).split('\r\n').slice(1)) expect(lines.has(line)).toBe(true)
    expect((await bring(bytes.toString('utf8'), true)).body).toMatchObject({ added: 0, changed: 0, faults: [] })
  })

  it('goes out without formulas, and a name that looks like one comes back as it was', async () => {
    const csv = `code,name,unit_kind,examples\n-X1,=HYPERLINK(1),road,@a\n`
    expect((await bring(csv)).body).toMatchObject({ applied: true, added: 1 })
    const text = (await duty.get('/api/catalogue/export.csv')).bytes.toString('utf8')
    expect(text.split('\r\n').find((line) => line.includes('-X1'))).toMatch(/^'-X1,,1,'=HYPERLINK\(1\),.*,'@a,own$/)
    expect((await bring(text)).body).toMatchObject({ added: 0, changed: 0, faults: [] })
    expect((await admin.get('/api/catalogue/categories/-X1')).body).toMatchObject({ name: '=HYPERLINK(1)', examples: ['@a'] })
  })

  it('is what cases are of: its leaves of level 3 and of level 4, and nothing above them', async () => {
    const post = (category: string) => duty.post('/api/cases', { category, description: '试', channel: 'app', ...PLACES.west })
    const [shallow, deep] = [leaves.find(({ level }) => level === 3)!, leaves.find(({ level }) => level === 4)!]
    expect((await post(shallow.code)).status).toBe(201)
    const { status, body: { id } } = await post(deep.code)
    expect(status).toBe(201)
    expect((await post(deep.parentCode!)).body).toMatchObject({ field: 'category' })
    // a list by any category above finds it
    const parent = large.find(({ code }) => code === deep.parentCode)!
    for (const code of [deep.code, parent.code, parent.parentCode!]) {
      const { cases } = (await duty.get(`/api/cases?category=${code}`)).body
      expect(cases.map((one: { id: number }) => one.id)).toContain(id)
    }
    const entry = await admin.get(`/api/catalogue/categories/${deep.code}`)
    expect(entry.body).toEqual(deep)
  })

  it('finds every leaf by its code, and by a part of its name among those that hold it', async () => {
    const find = async (q: string) => (await duty.get(`/api/catalogue/search?limit=100&q=${encodeURIComponent(q)}`)).body
    for (const { code, name } of [leaves[0], leaves[500], leaves.at(-1)!]) {
      expect((await find(code.toLowerCase()))[0]).toMatchObject({ code, by: 'code' })
      const hits = await find(name.slice(1))
      const holding = leaves.filter((leaf) => [leaf.name, ...leaf.examples].some((text) => text.includes(name.slice(1))))
      expect(hits.length).toBeGreaterThan(0)
      if (holding.length <= 100) expect(hits.map((hit: { code: string }) => hit.code)).toEqual(expect.arrayContaining(holding.map((leaf) => leaf.code)))
    }
  })
})

describe('a table that cannot be taken', () => {
  it('is answered line by line, and nothing of it is taken', async () => {
    const csv = [
      HEADING,
      'T1,,1,甲,,sanitation,community,false,24,,',
      'T1,,1,再来,,sanitation,community,false,24,,',
      'T2,T1,3,"乙, 带逗号",,sanitation,community,false,24,,',
      'T3,没有,2,丙,,sanitation,community,false,24,,',
      'T4,T1,2,,,sanitation,community,false,24,,',
      'T5,T1,2,戊,,龙,水面,也许,零,,抄的',
      'T6,T7,,己,,sanitation,,,,,',
      'T7,T6,,庚,,sanitation,,,,,',
      '坏 码,,1,辛,,sanitation,,,,,',
    ].join('\n')
    const { status, body } = await bring(csv)
    expect(status).toBe(200)
    expect(body.applied).toBe(false)
    const faults = body.faults.map(({ line, column }: any) => `${line} ${column}`)
    expect(faults).toEqual([
      '3 code', '4 level', '5 parent', '6 name', '7 unit_kind', '7 layer', '7 urgent', '7 limit_hours', '7 source',
      '8 parent', '9 parent', '10 code',
    ])
    expect(body.faults[1]).toEqual({
      line: 4, column: 'level', value: '3', expected: '2, the level below that of T1', expectedZh: '2，即 T1 的下一级',
    })
    expect((await duty.get('/api/catalogue/categories/T1')).status).toBe(404)
  })

  it('may not move what lies below a category to a level that it does not have', async () => {
    expect((await bring(`${HEADING}\nM06,,1,市容,,sanitation,,,,,`)).body.faults).toEqual([
      expect.objectContaining({ line: 2, column: 'level', expected: '2, since M06001 below it is of level 3' }),
    ])
  })

  it('has to have the columns that say what it is about', async () => {
    expect((await bring('code,name\nA,甲')).body).toMatchObject({ code: 'BAD_INPUT', field: 'csv' })
    expect((await bring('code,name,unit_kind\n"A,甲')).body).toMatchObject({ code: 'BAD_INPUT', field: 'csv' })
  })

  it('is for administrators of the whole city', async () => {
    const west = await caseApp.as('admin', '990101')
    expect((await west.post('/api/catalogue/import', { csv: 'code' })).status).toBe(403)
  })
})

it('takes Chinese headings, keeps what a table does not say, and knows what is a transcription', async () => {
  await database.query(`update categories set source = 'transcription', examples = '{楼下垃圾没人收}' where code = 'M06001'`)
  expect((await bring('编码,名称,处置单位类别,时限小时\nM06001,暴露垃圾,road,48')).body).toMatchObject({ applied: true, changed: 1 })
  expect((await duty.get('/api/catalogue/categories/M06001')).body).toEqual({
    code: 'M06001', parentCode: 'M06', level: 3, name: '暴露垃圾', nameEn: 'Litter', unitKind: 'road', layer: 'community',
    urgent: false, limitHours: 48, examples: ['楼下垃圾没人收'], source: 'transcription',
  })
  expect((await duty.get('/api/catalogue')).body.transcribed).toBe(1)
  const [hit] = (await duty.get(`/api/catalogue/search?q=${encodeURIComponent('没人收')}`)).body
  expect(hit).toMatchObject({ code: 'M06001', by: 'example', example: '楼下垃圾没人收', source: 'transcription' })
  expect(hit.path.map(({ name }: any) => name)).toEqual(['事件', '市容'])
})
