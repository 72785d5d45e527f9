import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueToken } from '../../server/auth/tokens.ts'
import type { ChannelBody } from '../../server/contract/api/channels.ts'
import type { Database } from '../../server/db/database.ts'
import { type Asker, type CaseApp, startCaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
let city: CaseApp
let admin: Asker
let hotline: Asker
const nowMs = Date.parse('2026-03-02T02:00:00Z')
beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database, () => nowMs)
  admin = await city.as('admin')
  hotline = await city.as('device')
})
afterAll(async () => {
  await city?.close()
  await database?.close()
})

const order = (externalNumber: string, more: object = {}) =>
  ({ externalNumber, category: 'M06001', description: '路边有垃圾', ...PLACES.west, ...more })
const countCases = async (channel: string) =>
  Number((await database.query('select count(*) as n from cases where channel = $1', [channel])).rows[0].n)

test('one record or an array of them becomes cases, and sent again they are the same cases', async () => {
  const one = await hotline.post('/in/cases/12345', order('H-1', { contact: { phone: '13800138000' } }))
  expect(one).toMatchObject({
    status: 200,
    body: { created: 1, known: 0, rejected: 0, items: [{ status: 'created', externalNumber: 'H-1', reasons: [] }] },
  })
  const several = await hotline.post('/in/cases/12345', [order('H-2'), order('H-1'), order('H-3'), order('H-3')])
  const statuses = several.body.items.map(({ status }: { status: string }) => status)
  expect(statuses).toEqual(['created', 'known', 'created', 'known'])
  expect(several.body.items[1].number).toBe(one.body.items[0].number)
  expect(several.body.items[3].caseId).toBe(several.body.items[2].caseId)
  expect(await countCases('12345')).toBe(3)
  const record = (await admin.get(`/api/cases/${one.body.items[0].caseId}`)).body
  expect(record).toMatchObject({ channel: '12345', contact: { phone: '13800138000' }, unitId: 4, status: 'reported' })
  // the same number of another channel is another case
  expect((await hotline.post('/in/cases/110', order('H-1'))).body.created).toBe(1)
  await city.app.feed.idle()
  expect(city.events.filter(({ topic }) => topic === 'case')).toHaveLength(4)
})

test('two that send the same at once make one case of it', async () => {
  const send = () => hotline.post('/in/cases/119', [order('F-1'), order('F-2')])
  const replies = await Promise.all([send(), send(), send()])
  expect(replies.reduce((sum, { body }) => sum + body.created, 0)).toBe(2)
  expect(replies.every(({ body }) => body.created + body.known === 2)).toBe(true)
  expect(await countCases('119')).toBe(2)
})

test('a record that cannot be a case is kept as it came with all that is wrong, and holds up no other', async () => {
  const reply = await hotline.post('/in/cases/120', [
    order('A-1'), order('A-2', { category: 'X', extra: 1 }), order('A-3', { category: 'X' }), { description: '无编号' },
    order('A-4', { lng: 10, lat: 10 }), order('A-5', { reportedAt: '2026-03-02T03:00:00Z' }),
  ])
  expect(reply.body).toMatchObject({ created: 1, known: 0, rejected: 5 })
  const reasons = reply.body.items.map((item: { reasons: string[] }) => item.reasons.join(' '))
  expect(reasons[1]).toContain('extra')
  expect(reasons[2]).toContain('category: got "X"')
  expect(reasons[3]).toContain('externalNumber')
  expect(reasons[3]).toContain('category')
  expect(reasons[4]).toContain('lng, lat')
  expect(reasons[5]).toContain('reportedAt: got 2026-03-02T03:00:00Z')
  const { rejects } = (await admin.get('/api/channel-rejects?channel=120')).body
  const numbers = rejects.map(({ externalNumber }: { externalNumber: string }) => externalNumber)
  expect(numbers).toEqual(['A-5', 'A-4', null, 'A-3', 'A-2'])
  expect(JSON.parse(rejects[4].record)).toEqual(order('A-2', { category: 'X', extra: 1 }))
  expect((await (await city.as('admin', '990102')).get('/api/channel-rejects')).body.rejects).toEqual([])
  expect((await (await city.as('duty')).get('/api/channel-rejects')).status).toBe(403)

  // sent again it is not kept twice
  const again = await hotline.post('/in/cases/120', order('A-3', { category: 'X' }))
  expect(again.body.items[0].rejectId).toBe(reply.body.items[2].rejectId)
  expect((await admin.get('/api/channel-rejects?channel=120')).body.rejects[3].times).toBe(2)
})

test('bytes that are no JSON are kept as they came', async () => {
  const { authorization } = await device()
  const send = (payload: Buffer, headers: object = {}) => city.app.inject({
    method: 'POST', url: '/in/cases/122', headers: { authorization, ...headers }, payload,
  })
  for (const bytes of [Buffer.from('{"a":'), Buffer.from([0xff, 0xfe, 0x00])]) {
    const reply = (await send(bytes)).json()
    expect(reply).toMatchObject({ rejected: 1, items: [{ status: 'rejected', externalNumber: null }] })
  }
  const { rejects } = (await admin.get('/api/channel-rejects?channel=122')).body
  expect(rejects.map(({ record }: { record: string }) => record)).toEqual(['//4A', '{"a":'])
  const packed = await send(gzipSync(JSON.stringify(order('T-1'))), { 'content-encoding': 'gzip' })
  expect(packed.json().created).toBe(1)
  expect((await send(Buffer.alloc(0))).statusCode).toBe(400)
})

async function device(scopeCode?: string): Promise<{ authorization: string }> {
  const token = await issueToken(database, { kind: 'device', label: 'hotline', scopeCode: scopeCode ?? '9901' })
  return { authorization: `Bearer ${token}` }
}

test('a sender reaches only its own area, and no channel that is not there or not open', async () => {
  const east = await city.as('device', '990102')
  const outside = (await east.post('/in/cases/letter', order('L-1'))).body.items[0]
  expect(outside.reasons[0]).toContain('within your area 990102')
  expect((await hotline.post('/in/cases/letter', order('L-2'))).body.created).toBe(1)
  expect((await east.post('/in/cases/letter', order('L-2'))).body.items[0].reasons[0]).toContain('case of another area')
  expect((await hotline.post('/in/cases/fax', order('X-1'))).status).toBe(404)
  expect((await admin.post('/in/cases/letter', order('L-3'))).status).toBe(403)
})

const POLICE: ChannelBody = {
  name: '110 联动', nameEn: '110 police', kind: 'emergency', template: null, proactive: false, enabled: true,
  mapping: {
    items: '$.data.list',
    fields: {
      externalNumber: { path: '$.jjdbh' },
      category: { path: "$['bjlb']", words: { 垃圾: 'M06001', 井盖: 'M07001' }, otherwise: 'M06002' },
      description: { path: '$.bjnr' },
      lng: { path: '$.wz[0]' },
      lat: { path: '$.wz[1]' },
      urgent: { path: '$.jjcd', words: { 紧急: 'true', 一般: 'false' } },
      reportedAt: { path: '$.bjsj' },
      contactPhone: { path: '$.bjr.dh' },
    },
    datum: 'gcj02',
    outbound: {
      'head.jjdbh': { path: '$.externalNumber' },
      'head.time': { path: '$.at', localTime: true },
      zt: { path: '$.event.toStatus', words: { reported: '已接收', closed: '已办结' }, otherwise: '办理中' },
    },
  },
}
const alarm = (jjdbh: string, more: object = {}) => ({
  jjdbh, bjlb: '垃圾', bjnr: '有人乱倒', wz: ['116.03', '40.08'], jjcd: '一般', bjsj: '2026-03-02 09:30:00',
  bjr: { dh: '13900139000' }, ...more,
})

test.each(['__proto__.polluted', 'head.__proto__', 'a.__proto__.b'])(
  'a channel cannot be made to write to %s, which would be in all objects of the server', async (name) => {
    const mapping = { ...POLICE.mapping, outbound: { [name]: { path: '$.at' } } }
    const answer = await admin.put('/api/channels/110', { ...POLICE, mapping })
    expect(answer).toMatchObject({ status: 400, body: { field: 'mapping.outbound', value: name } })
  },
)

test('another system is connected by data: its names, words, datum and clock', async () => {
  expect((await admin.put('/api/channels/110', POLICE)).status).toBe(200)
  const list = [alarm('P-1'), alarm('P-2', { bjlb: '噪声' }), alarm('P-3', { jjcd: '特急', wz: ['x', 40] })]
  const reply = (await hotline.post('/in/cases/110', { data: { list } })).body
  expect(reply).toMatchObject({ created: 2, rejected: 1 })
  expect(reply.items[2]).toMatchObject({ externalNumber: 'P-3' })
  expect(reply.items[2].reasons).toEqual([
    'lng: $.wz[0] is "x", expected a number.', 'urgent: $.jjcd is "特急", expected one of 紧急, 一般.',
  ])
  const first = (await admin.get(`/api/cases/${reply.items[0].caseId}`)).body
  expect(first).toMatchObject({
    categoryCode: 'M06001', reportedAt: '2026-03-02T01:30:00.000Z', contact: { phone: '13900139000' },
  })
  // GCJ-02 is some hundred metres off
  expect(first.lng).not.toBe(116.03)
  expect(Math.abs(first.lng - 116.03)).toBeLessThan(0.01)
  expect((await admin.get(`/api/cases/${reply.items[1].caseId}`)).body.categoryCode).toBe('M06002')

  const { id } = (await admin.post('/api/webhooks', {
    label: '110', url: 'http://127.0.0.1:1/', events: ['dispatch'], channel: '110',
  })).body.webhook
  await (await city.as('duty')).post(`/api/cases/${reply.items[0].caseId}/dispatch`, {})
  const { rows } = await database.query('select body from webhook_deliveries where webhook_id = $1', [id])
  expect(rows[0].body).toEqual({ head: { jjdbh: 'P-1', time: '2026-03-02 10:00:00' }, zt: '办理中' })
  await admin.delete(`/api/webhooks/${id}`)
})

test('what was rejected becomes cases once the mapping knows its words', async () => {
  const { rejects } = (await admin.get('/api/channel-rejects?channel=110')).body
  expect(rejects).toHaveLength(1)
  expect((await admin.post(`/api/channel-rejects/${rejects[0].id}/replay`)).body).toEqual({ tried: 1, taken: 0 })
  const fields = {
    ...POLICE.mapping!.fields, urgent: { path: '$.jjcd', otherwise: 'false', words: { 特急: 'true' } },
    lng: { path: '$.lng', otherwise: '116.03' },
  }
  await admin.put('/api/channels/110', { ...POLICE, mapping: { ...POLICE.mapping!, fields } })
  expect((await admin.post('/api/channel-rejects/replay', { channel: '110' })).body).toEqual({ tried: 1, taken: 1 })
  expect((await admin.get('/api/channel-rejects?channel=110')).body.rejects).toEqual([])
  const { rows } = await database.query(`select urgent from cases where channel = '110' and external_number = 'P-3'`)
  expect(rows).toEqual([{ urgent: true }])
})

test('a mapping is tried before it is saved, and one with a path that is none is refused by name', async () => {
  const body = { data: { list: [alarm('P-9')] } }
  const tried = await admin.post('/api/channels/119/try', { body, mapping: POLICE.mapping })
  expect(tried.body.records[0].case).toMatchObject({
    externalNumber: 'P-9', datum: 'gcj02', reportedAt: '2026-03-02T01:30:00.000Z',
  })
  const fields = { ...POLICE.mapping!.fields, lng: { path: 'lng' } }
  expect(await admin.put('/api/channels/119', { ...POLICE, mapping: { ...POLICE.mapping!, fields } }))
    .toMatchObject({ status: 400, body: { field: 'mapping.fields.lng', value: 'lng' } })
  expect(await admin.put('/api/channels/119', { ...POLICE, mapping: { ...POLICE.mapping!, timeZone: 'Mars' } }))
    .toMatchObject({ status: 400, body: { field: 'mapping.timeZone' } })
})

test('a city has channels of its own, with a template, and closes those that it does not want', async () => {
  const body = {
    ...POLICE, code: 'lingdao-liuyan', name: '领导留言板', nameEn: 'Message board', kind: 'partner', template: 'six-step',
    mapping: null,
  }
  expect((await admin.post('/api/channels', body)).status).toBe(201)
  expect((await admin.post('/api/channels', body)).status).toBe(409)
  expect((await (await city.as('admin', '990101')).post('/api/channels', { ...body, code: 'x' })).status).toBe(403)
  const made = (await hotline.post('/in/cases/lingdao-liuyan', order('B-1'))).body.items[0]
  const record = (await admin.get(`/api/cases/${made.caseId}`)).body
  expect(record).toMatchObject({ channel: 'lingdao-liuyan', template: 'six-step' })
  const named = expect.objectContaining({ code: 'lingdao-liuyan', name: '领导留言板' })
  expect((await admin.get('/api/city')).body.channels).toContainEqual(named)
  const period = 'from=2026-03-01T00:00:00Z&to=2026-03-03T00:00:00Z'
  const counts = (await admin.get(`/api/reports/counts?by=channel&${period}`)).body
  expect(counts.count[counts.key.indexOf('lingdao-liuyan')]).toBe(1)
  expect((await admin.get('/api/channels')).body.find(({ code }: { code: string }) => code === 'lingdao-liuyan'))
    .toMatchObject({ casesToday: 1, openRejects: 0 })

  const { code, ...closed } = { ...body, enabled: false }
  expect((await admin.put(`/api/channels/${code}`, closed)).status).toBe(200)
  expect((await hotline.post('/in/cases/lingdao-liuyan', order('B-2'))).status).toBe(409)
  const byHand = await (await city.as('duty')).post('/api/cases', { ...order('B-3'), channel: code })
  expect(byHand).toMatchObject({ status: 400, body: { field: 'channel' } })
})
