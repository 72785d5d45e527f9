import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SESSION_COOKIE } from '../../server/auth/plugin.ts'
import { putAccount } from '../../server/auth/accounts.ts'
import { issueToken } from '../../server/auth/tokens.ts'
import { resultCsv } from '../../server/channels/import/result-csv.ts'
import type { Database } from '../../server/db/database.ts'
import { type Asker, type CaseApp, startCaseApp } from '../cases/case-app.ts'
import { insertCaseCity } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'
import { workbookOf } from './workbook.ts'

let database: Database
let city: CaseApp
let duty: Asker
let cookie: string
const nowMs = Date.parse('2026-03-02T02:00:00Z')
beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database, () => nowMs)
  duty = await city.as('duty')
  cookie = await cookieOf('duty', '9901')
})
afterAll(async () => {
  await city?.close()
  await database?.close()
})

async function cookieOf(role: 'duty' | 'leader', scopeCode: string): Promise<string> {
  const login = `${role}-${scopeCode}-import`
  const accountId = await putAccount(database, { login, password: 'unused', role, scopeCode, displayName: login })
  const grant = { kind: 'session', label: login, accountId, scopeCode, lifetimeHours: 1 } as const
  return `${SESSION_COOKIE}=${await issueToken(database, grant)}`
}

async function send(action: 'preview' | 'import', name: string, payload: Buffer, query: object = {}, as = cookie) {
  const reply = await city.app.inject({
    method: 'POST', url: `/api/case-imports${action === 'preview' ? '/preview' : ''}`, query: { name, ...query },
    headers: { cookie: as, 'content-type': 'application/octet-stream' }, payload,
  })
  return { status: reply.statusCode, body: reply.json() }
}

const HEADER = '工单号,案件类别,诉求内容,经度,纬度,受理时间,反映人,联系电话,是否紧急'
const csv = (...lines: string[]) => Buffer.from([HEADER, ...lines].join('\r\n'))

test('a table is looked at first, and each row that is no case says its value and what was expected', async () => {
  const file = csv(
    'E-1,M06001,路边有垃圾,116.03,40.08,2026-03-02 08:30:00,赵先生,13800138000,是',
    'E-2,没有的类别,路边有垃圾,116.03,40.08,,,,', 'E-3,暴露垃圾,,abc,40.08,昨天,,,也许', ',M06001,x,116.03,40.08,,,,',
  )
  const { status, body } = await send('preview', 'a.csv', file)
  expect(status).toBe(200)
  expect(body).toMatchObject({ rows: 4, readable: 1, missing: [], sheets: [] })
  expect(body.mapping).toMatchObject({ externalNumber: '工单号', contactPhone: '联系电话', reportedAt: '受理时间' })
  expect(body.examples[0]).toMatchObject({
    externalNumber: 'E-1', category: 'M06001', reportedAt: '2026-03-02T00:30:00.000Z', urgent: true,
    contact: { name: '赵先生', phone: '13800138000' },
  })
  expect(body.errors).toEqual([
    {
      row: 3, externalNumber: 'E-2',
      reasons: ['案件类别: got "没有的类别", expected the code or the name of an item of the catalogue.'],
    },
    {
      row: 4, externalNumber: 'E-3', reasons: [
        '诉求内容: got nothing, expected a value.', '受理时间: got "昨天", expected a time such as 2026-03-01 08:30:00.',
        '经度: got "abc", expected a number of degrees.', '是否紧急: got "也许", expected 是/否 (yes, no, 1, 0).',
      ],
    },
    { row: 5, externalNumber: null, reasons: ['工单号: got nothing, expected a value.'] },
  ])
  expect((await database.query(`select from cases`)).rowCount).toBe(0)
})

test('rows become cases as any other does, once, and a file says what became of each', async () => {
  const file = csv(
    'I-1,暴露垃圾,路边有垃圾,116.03,40.08,2026-03-02 08:30:00,赵先生,13800138000,', 'I-2,M07001,井盖坏了,116.03,40.05,,,,',
    'I-3,M06001,太远,100,40,,,,', '"I-4",X,"有,逗号",116.03,40.08,,,,',
  )
  const { status, body } = await send('import', 'b.csv', file)
  expect(status).toBe(201)
  expect(body).toMatchObject({ created: 2, known: 0, refused: 2, channel: 'import' })
  const cases = (await duty.get('/api/cases')).body.cases
  expect(cases.map(({ channel, unitId }: any) => [channel, unitId])).toEqual([['import', 6], ['import', 4]])
  expect((await duty.get(`/api/cases/${cases[1].id}`)).body).toMatchObject({
    reportedAt: '2026-03-02T00:30:00.000Z', contact: { name: '赵先生' }, events: [{ kind: 'report' }],
  })
  await city.app.feed.idle()
  expect(city.events.filter(({ topic }) => topic === 'case')).toHaveLength(2)

  const again = await send('import', 'b.csv', file)
  expect(again.body).toMatchObject({ created: 0, known: 2, refused: 2 })
  const listed = (await duty.get('/api/case-imports')).body
  expect(listed.map(({ file: name, created }: any) => [name, created])).toEqual([['b.csv', 0], ['b.csv', 2]])
  const result = await duty.get(`/api/case-imports/${body.id}/result.csv`)
  const lines = result.bytes.toString().split('\r\n')
  expect(lines[0]).toContain('原因 reason')
  expect(lines[1]).toBe(`2,I-1,created,${cases[1].number},`)
  expect(lines[3]).toMatch(/^4,I-3,rejected,,"lng, lat: got ""100, 40""/)
  expect((await (await city.as('duty', '990102')).get(`/api/case-imports/${body.id}/result.csv`)).status).toBe(404)
})

test('the file of what became of each row holds no formula', () => {
  const row = { row: 2, externalNumber: '=1+1', status: 'rejected', number: null, reason: '-1 行' } as const
  expect(resultCsv([row]).split('\r\n')[1]).toBe("2,'=1+1,rejected,,'-1 行")
})

test('a table in GBK and one with other headers are read', async () => {
  const gbk = iconv.encode(`${HEADER}\nG-1,暴露垃圾,垃圾成堆,116.03,40.08,2026/3/2 8:30,,,`, 'gbk')
  const read = (await send('preview', 'g.csv', gbk)).body
  expect(read).toMatchObject({ readable: 1, examples: [{ description: '垃圾成堆' }] })
  const odd = Buffer.from('no;kind;what;lon;latitude\nO-1;M06001;x;116.03;40.08')
  const unknown = (await send('preview', 'o.csv', odd)).body
  expect(unknown).toMatchObject({ missing: ['externalNumber', 'categoryCode', 'description'], rows: 0 })
  const mapping = JSON.stringify({ externalNumber: 'no', categoryCode: 'kind', description: 'what' })
  expect((await send('preview', 'o.csv', odd, { mapping })).body).toMatchObject({ missing: [], readable: 1 })
  const wrong = JSON.stringify({ externalNumber: 'number' })
  const refused = await send('preview', 'o.csv', odd, { mapping: wrong })
  expect(refused).toMatchObject({ status: 400, body: { field: 'mapping' } })
  expect((await send('import', 'o.csv', odd)).body).toMatchObject({ field: 'mapping' })
})

test('a workbook has dates, numbers as text, and several sheets', async () => {
  const header = ['工单号', '案件类别', '诉求内容', '经度', '纬度', '受理时间', '联系电话']
  const file = await workbookOf({
    说明: [['这一页没有案件']],
    // 46083.354… is 2026-03-02 08:30
    三月: [
      header, [20260001, '暴露垃圾', '路边有垃圾', 116.03, '40.08', { date: 46083 + 8.5 / 24 }, 13800138000], [null],
      ['X-2', 'Litter', '二', 116.03, 40.08, null, null],
    ],
  })
  const first = (await send('preview', 'w.xlsx', file)).body
  expect(first).toMatchObject({ sheets: ['说明', '三月'], headers: ['这一页没有案件'], rows: 0 })
  const { body } = await send('preview', 'w.xlsx', file, { sheet: '三月' })
  expect(body).toMatchObject({ rows: 2, readable: 2, errors: [] })
  expect(body.examples[0]).toMatchObject({
    externalNumber: '20260001', lat: 40.08, reportedAt: '2026-03-02T00:30:00.000Z', contact: { phone: '13800138000' },
  })
  expect(body.examples[1].category).toBe('M06001')
  const none = await send('preview', 'w.xlsx', file, { sheet: '四月' })
  expect(none).toMatchObject({ status: 400, body: { field: 'sheet', value: '四月' } })
  const cut = await send('preview', 'w.xlsx', file.subarray(0, 300))
  expect(cut).toMatchObject({ status: 400, body: { field: 'file' } })
})

test('only a desk imports, and only within its area', async () => {
  const file = csv('S-1,M06001,路边有垃圾,116.03,40.08,,,,')
  expect((await send('import', 's.csv', file, {}, await cookieOf('leader', '9901'))).status).toBe(403)
  const east = await send('import', 's.csv', file, {}, await cookieOf('duty', '990102'))
  const outside = { row: 2, reason: expect.stringContaining('within your area 990102') }
  expect(east.body).toMatchObject({ created: 0, refused: 1, refusals: [outside] })
  const fax = await send('import', 's.csv', file, { channel: 'fax' })
  expect(fax).toMatchObject({ status: 400, body: { field: 'channel' } })
  expect((await send('import', 's.csv', Buffer.alloc(0))).status).toBe(400)
})

test('hundreds of rows are imported in lots', async () => {
  const lines = Array.from({ length: 450 }, (_, i) => `L-${i},M06001,路边有垃圾,${116.001 + i * 0.00004},40.08,,,,`)
  const { body } = await send('import', 'l.csv', csv(...lines))
  expect(body).toMatchObject({ created: 450, known: 0, refused: 0 })
  const { rows } = await database.query(
    `select count(distinct number)::int as n from cases where external_number like 'L-%'`,
  )
  expect(rows[0].n).toBe(450)
})

test('a table with more columns than anybody reads is refused at once', async () => {
  const header = Array.from({ length: 20_000 }, (_, index) => `c${index}`).join(',')
  expect(await send('preview', 'wide.csv', Buffer.from(`${header}\n1`))).toMatchObject({
    status: 400, body: { field: 'file', value: '20000 columns' },
  })
})

test('a workbook that inflates to more than it says is none', async () => {
  const sheet = [['工单号', '案件类别', '诉求内容', '经度', '纬度'], ['X-1', 'M06001', 'x'.repeat(100_000), 116.03, 40.08]]
  const sound = await workbookOf({ 案件: sheet })
  expect((await send('preview', 'a.xlsx', sound)).status).toBe(200)
  // the size of each part, in the directory at the end: 46 bytes a head, the inflated size at 24
  const lying = Buffer.from(sound)
  for (let at = lying.indexOf('PK\u0001\u0002'); at !== -1; at = lying.indexOf('PK\u0001\u0002', at + 4)) {
    if (lying.readUInt32LE(at + 24) > 100_000) lying.writeUInt32LE(1000, at + 24)
  }
  expect(await send('preview', 'a.xlsx', lying)).toMatchObject({ status: 400, body: { field: 'file' } })
})
