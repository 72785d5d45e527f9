import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { readForm } from '../../server/open311/form.ts'
import { readRequestQuery } from '../../server/open311/request-query.ts'
import { type Asker, type CaseApp, startCaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

const DAY_MS = 86_400_000
let database: Database
let city: CaseApp
let desk: Asker
let admin: Asker
let nowMs = Date.parse('2026-03-02T02:00:00Z')
const numbers: Record<string, string> = {}
beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database, () => nowMs)
  desk = await city.as('duty')
  admin = await city.as('admin')
  nowMs -= 100 * DAY_MS
  await add('old', { channel: 'app' })
  nowMs += 95 * DAY_MS
  await add('web', { channel: 'web' })
  nowMs += DAY_MS
  await add('bills', { channel: '12345', category: 'M06002' })
  nowMs += DAY_MS
  await add('patrol', { channel: 'patrol' })
  await add('rejected', { channel: 'wechat' })
  nowMs += 3 * DAY_MS
  const { body } = await desk.get('/api/cases')
  const id = body.cases.find(({ number }: { number: string }) => number === numbers.rejected).id
  expect((await desk.post(`/api/cases/${id}/steps/reject`, { note: '不属于本市事权' })).status).toBe(200)
})
afterAll(async () => {
  await city?.close()
  await database?.close()
})

async function add(name: string, more: object): Promise<void> {
  const { status, body } = await desk.post('/api/cases', { category: 'M06001', description: name, ...PLACES.west, ...more })
  expect(status).toBe(201)
  numbers[name] = body.number
}
async function list(query = '') {
  const reply = await city.app.inject({ url: `/open311/v2/requests.json${query}` })
  const body = reply.json()
  const descriptions = body.map(({ description }: { description: string }) => description)
  return reply.statusCode === 200 ? descriptions : [reply.statusCode, ...descriptions]
}

test('without dates the last 90 days are listed, newest first, of public channels only', async () => {
  expect(await list()).toEqual(['rejected', 'bills', 'web'])
})

test('requests are told apart by service, status and time', async () => {
  expect(await list('?service_code=M06002,M07001')).toEqual(['bills'])
  expect(await list('?status=closed')).toEqual(['rejected'])
  expect(await list('?status=open')).toEqual(['bills', 'web'])
  expect(await list('?status=open,closed')).toEqual(['rejected', 'bills', 'web'])
  expect(await list('?start_date=2025-11-20T00:00:00Z&end_date=2025-12-01T00:00:00Z')).toEqual(['old'])
  expect(await list('?end_date=2026-02-25T02:00:00Z')).toEqual(['web'])
  expect(await list('?start_date=2025-11-20T00:00:00Z')).toEqual(['old'])
  expect(await list('?start_date=2026-02-26T10:00:00+08:00')).toEqual(['rejected', 'bills'])
  expect(await list('?service_code=M09001')).toEqual([])
})

test('numbers override all else, and one that is unknown or not public is left out', async () => {
  expect(await list(`?service_request_id=${numbers.old},${numbers.web},${numbers.patrol},1&status=closed&start_date=x`)).toEqual(['web', 'old'])
  const empty = await city.app.inject({ url: '/open311/v2/requests.xml?service_request_id=1' })
  expect([empty.statusCode, empty.body]).toEqual(
    [200, '<?xml version="1.0" encoding="utf-8"?>\n<service_requests></service_requests>'],
  )
  expect((await city.app.inject({ url: `/open311/v2/requests/${numbers.patrol}.json` })).statusCode).toBe(404)
})

test('pages follow each other', async () => {
  expect(await list('?page_size=2')).toEqual(['rejected', 'bills'])
  expect(await list('?page_size=2&page=2')).toEqual(['web'])
  expect(await list('?page_size=2&page=3')).toEqual([])
})

test('what cannot be asked is told by the name of its parameter', async () => {
  const cases = {
    'start_date=2025-01-01T00:00:00Z&end_date=2025-04-02T00:00:00Z': 'end_date',
    'start_date=2025-02-01T00:00:00Z&end_date=2025-01-01T00:00:00Z': 'end_date', 'start_date=2025-01-01': 'start_date',
    'status=lost': 'status', 'page=0': 'page', 'page_size=1001': 'page_size', 'page=101': 'page',
  }
  for (const [query, name] of Object.entries(cases)) expect(await list(`?${query}`)).toEqual([400, expect.stringMatching(`^${name}: got`)])
})

test('exactly 90 days may be asked for', () => {
  const form = readForm({ start_date: '2025-01-01T00:00:00Z', end_date: '2025-04-01T00:00:00Z' })
  expect(readRequestQuery(form, nowMs)).toMatchObject({ fromMs: Date.parse('2025-01-01'), toMs: Date.parse('2025-04-01'), limit: 1000 })
})

test('a rejected request is closed and says why', async () => {
  const reply = await city.app.inject({ url: `/open311/v2/requests/${numbers.rejected}.json?locale=en` })
  expect(reply.json()[0]).toMatchObject({
    status: 'closed', status_notes: '不属于本市事权', service_notice: null, service_name: 'Litter', agency_responsible: 'West Sanitation',
  })
})

test('what is public names no person and shows no number of one, wherever it was written', async () => {
  const body = {
    category: 'M06001', description: '我是陈小姐，电话13800138000，张三没来', address: '西街 1 号 0571-88886666', ...PLACES.west,
    channel: '12345', contact: { name: '陈小姐', phone: '13800138000', email: 'chen@example.com' },
  }
  const { body: made } = await desk.post('/api/cases', body)
  for (const [step, more] of [
    ['dispatch', { unitId: 4, workerId: 11 }], ['handle', {}],
    ['close', { note: '张三已复查，回电 138-0013-8000，邮箱 chen@example.com' }],
  ] as const) {
    expect((await desk.post(`/api/cases/${made.id}/steps/${step}`, more)).status).toBe(200)
  }
  for (const ending of ['json?extensions=true', 'xml?extensions=true']) {
    const { body: shown } = await city.app.inject({ url: `/open311/v2/requests/${made.number}.${ending}` })
    for (const secret of ['陈小姐', '13800138000', '138-0013-8000', '张三', '88886666', 'chen@']) {
      expect(shown).not.toContain(secret)
    }
  }
  const [request] = (await city.app.inject({ url: `/open311/v2/requests/${made.number}.json` })).json()
  expect(request).toMatchObject({
    description: '我是***，电话138********，**没来', address: '西街 1 号 057*-****6666',
    status_notes: '**已复查，回电 138-****-****，邮箱 ****************',
  })
  // the desk reads it as it was written
  expect((await desk.get(`/api/cases/${made.id}`)).body).toMatchObject({ description: body.description })
})

test('a number of a stranger keeps its ends', async () => {
  await add('stranger', { channel: 'app', description: '店主电话13900010000' })
  const [request] = (await city.app.inject({ url: `/open311/v2/requests/${numbers.stranger}.json` })).json()
  expect(request.description).toBe('店主电话139****0000')
})

test('a request that repeats another is closed and names it', async () => {
  await add('first', { channel: 'app' })
  await add('again', { channel: 'wechat' })
  const { cases } = (await desk.get('/api/cases?limit=2')).body
  const idOf = (name: string) => cases.find(({ number }: { number: string }) => number === numbers[name]).id
  const merged = await desk.post(`/api/cases/${idOf('again')}/steps/merge`, { intoCaseId: idOf('first'), note: '同一处' })
  expect(merged.status, JSON.stringify(merged.body)).toBe(200)
  const reply = await city.app.inject({ url: `/open311/v2/requests/${numbers.again}.json` })
  expect(reply.json()[0]).toMatchObject({ status: 'closed', status_notes: `与 ${numbers.first} 重复，并入该案件处置。` })
})

test('a request is followed from its report to its end, and what is said within is not shown', async () => {
  const { key } = (await admin.post('/api/open311-keys', { label: 'App' })).body
  const posted = await city.app.inject({
    method: 'POST', url: '/open311/v2/requests.json', headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({
      api_key: key, service_code: 'M06001', lat: String(PLACES.west.lat), long: String(PLACES.west.lng), description: '<垃圾> & "更多"',
    }).toString(),
  })
  expect(posted.json()).toEqual([
    { service_request_id: expect.any(String), service_notice: '已受理，由西区环卫处置。', account_id: null },
  ])
  const number = posted.json()[0].service_request_id
  const see = async () =>
    (await city.app.inject({ url: `/open311/v2/requests/${number}.json?extensions=true` })).json()[0]
  const { rows } = await database.query<{ id: number }>('select id::int from cases where number = $1', [number])
  const id = rows[0].id
  expect(await see()).toMatchObject({ status: 'open', status_notes: null, description: '<垃圾> & "更多"' })

  const unit = await city.as('unit', '990101', { unitId: 4 })
  const step = async (who: Asker, name: string, body: object = {}) => {
    const { status, body: reply } = await who.post(`/api/cases/${id}/steps/${name}`, body)
    expect(status, JSON.stringify(reply)).toBe(200)
  }
  await step(desk, 'note', { note: '内部备注' })
  for (let at = 0; at < 8; at++) {
    nowMs += 60_000
    const { openSteps, status } = (await desk.get(`/api/cases/${id}`)).body
    if (status === 'closed') break
    const due = ['register', 'dispatch', 'handle', 'reply', 'check', 'revisit', 'close'].find((name) =>
      openSteps.some(({ step: one }: { step: string }) => one === name))!
    const body = due === 'revisit' ? { satisfied: true, note: '内部回访' } : { note: due === 'close' ? '已清运。' : `内部 ${due}` }
    await step(['handle', 'reply'].includes(due) ? unit : desk, due, body)
    const seen = await see()
    expect(seen.updated_datetime).toBe(`${new Date(nowMs).toISOString().slice(0, 19)}Z`)
    if (due === 'handle' || due === 'dispatch') expect(seen).toMatchObject({ status: 'open', status_notes: null })
  }
  expect(await see()).toMatchObject({
    status: 'closed', status_notes: '已清运。', extended_attributes: { status_detailed: 'closed', round: 1, attributes: [] },
  })
  await database.query(`update cases set mode = 'drill' where id = $1`, [id])
  expect((await city.app.inject({ url: `/open311/v2/requests/${number}.json` })).statusCode).toBe(404)
})
