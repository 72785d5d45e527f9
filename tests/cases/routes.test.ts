import { latLngToCell } from 'h3-js'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CaseSummary } from '../../server/contract/api/cases.ts'
import type { Database } from '../../server/db/database.ts'
import { createCityTime } from '../../server/org/city-time.ts'
import { openTestDatabase } from '../support/database.ts'
import { startCaseApp, type Asker, type CaseApp } from './case-app.ts'
import { insertCaseCity, PLACES } from './case-city.ts'

let database: Database
let caseApp: CaseApp
let duty: Asker
let device: Asker
let leader: Asker

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  caseApp = await startCaseApp(database)
  duty = await caseApp.as('duty')
  device = await caseApp.as('device')
  leader = await caseApp.as('leader')
})
afterAll(async () => {
  await caseApp.close()
  await database.close()
})
beforeEach(async () => {
  await caseApp.app.feed.idle()
  caseApp.events.length = 0
})

const litter = { category: 'M06001', description: '路边有垃圾', channel: '12345', ...PLACES.west } as const
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

async function report(over: object = {}): Promise<CaseSummary> {
  const { status, body } = await device.post('/api/cases', { ...litter, ...over })
  expect(status).toBe(201)
  return body
}

test('a reported case is routed, numbered, timed and told to all', async () => {
  const before = Date.now()
  const made = await report({ address: '西大街 1 号' })
  expect(made).toMatchObject({
    status: 'reported', channel: '12345', categoryCode: 'M06001', description: '路边有垃圾', address: '西大街 1 号',
    ...PLACES.west, urgent: false, ownerGridId: 1, areaCode: '990101001001', unitId: 4, closedAt: null,
  })
  const day = createCityTime('Asia/Shanghai').dayKey(Date.parse(made.reportedAt)).replaceAll('-', '')
  expect(made.number).toMatch(new RegExp(`^${day}\\d{6}$`))
  expect(Date.parse(made.reportedAt)).toBeGreaterThanOrEqual(before)
  expect(Date.parse(made.dueAt) - Date.parse(made.reportedAt)).toBe(24 * 3_600_000)
  await caseApp.app.feed.idle()
  expect(caseApp.events).toMatchObject([{ topic: 'case', change: 'report', case: made }])
})

test('numbers of a day follow one another', async () => {
  const first = await report()
  const second = await report()
  expect(BigInt(second.number)).toBe(BigInt(first.number) + 1n)
})

test('the record of a case has its owners, chain, trail and history', async () => {
  const made = await report({ ...PLACES.school, category: 'M09001' })
  expect(made).toMatchObject({ ownerGridId: 5, unitId: 5, urgent: true })
  const { body } = await duty.get(`/api/cases/${made.id}`)
  expect(body).toMatchObject(made)
  expect(body.owners.map((owner: { gridId: number }) => owner.gridId)).toEqual([1, 5])
  expect(body.chain.map((link: { code: string }) => link.code)).toEqual([
    '990101001001', '990101001', '990101', '9901',
  ])
  expect(body.routingTrail.map((step: { text: string }) => step.text).join('')).toContain('西小学')
  expect(body.events).toMatchObject([{ kind: 'report', actor: 'device:phones', toStatus: 'reported' }])
  expect(body.orders).toEqual([])
})

test('street and missing units are routed as the rules say', async () => {
  expect(await report({ ...PLACES.road, category: 'M07001' })).toMatchObject({ ownerGridId: 4, unitId: 6 })
  expect(await report({ ...PLACES.west, category: 'M09001' })).toMatchObject({ ownerGridId: 1, unitId: 5 })
  expect(await report(PLACES.east)).toMatchObject({ ownerGridId: 3, unitId: 2, watcherWorkerId: 13 })
})

test('a point just outside goes to the desk of its district; one far outside is refused with the bounds', async () => {
  const near = await report(PLACES.justOutside)
  expect(near).toMatchObject({ ownerGridId: null, areaCode: '990101', unitId: 1 })
  const { status, body } = await device.post('/api/cases', { ...litter, ...PLACES.farOutside })
  expect(status).toBe(400)
  expect(body).toMatchObject({ field: 'lng, lat', value: '115, 40.05' })
  expect(body.expected).toContain('lng 116 to 116.2, lat 40 to 40.1')
})

test('a place in the datum of a Chinese map is converted before it is routed and kept', async () => {
  const made = await report({ datum: 'gcj02', lng: 116.0361, lat: 40.0814 })
  expect(Math.abs(made.lng - 116.03)).toBeLessThan(0.001)
  expect(made.lng).not.toBe(116.0361)
})

test('a report that the city cannot understand is refused by the name of its field', async () => {
  const refusals: [object, string, string | RegExp][] = [
    [{ category: 'X1' }, 'category', /M06001 \(暴露垃圾\)/],
    [{ category: 'M06' }, 'category', /item/],
    [{ channel: 'fax' }, 'channel', /12345/],
    [{ lng: 200 }, 'lng', /180/],
    [{ lng: '116' }, 'lng', /number/],
    [{ description: '' }, 'description', /1/],
    [{ reporterNumber: 'W999' }, 'reporterNumber', /badge/],
    [{ photo: { mediaType: 'image/jpeg', base64: png.toString('base64') } }, 'photo.base64', /jpeg/],
    [{ colour: 'red' }, 'colour', /only/],
  ]
  for (const [over, field, expected] of refusals) {
    const { status, body } = await device.post('/api/cases', { ...litter, ...over })
    expect(status).toBe(400)
    expect(body.field).toBe(field)
    expect(body.expected).toMatch(expected)
  }
  await caseApp.app.feed.idle()
  expect(caseApp.events).toEqual([])
})

test('a channel that repeats its own number gets the same case', async () => {
  const first = await report({ externalNumber: 'A-1' })
  const again = await device.post('/api/cases', { ...litter, externalNumber: 'A-1', description: 'again' })
  expect(again.status).toBe(200)
  expect(again.body).toEqual(first)
  const other = await report({ externalNumber: 'A-1', channel: '110' })
  expect(other.id).not.toBe(first.id)
  await caseApp.app.feed.idle()
  expect(caseApp.events).toHaveLength(2)
})

test('a channel that sends the same case twice at once makes one', async () => {
  const body = { ...litter, externalNumber: 'A-2' }
  const answers = await Promise.all(Array.from({ length: 5 }, () => device.post('/api/cases', body)))
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 200, 201])
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
})

test('a photo comes back as it was sent, and cannot be run by a browser', async () => {
  const made = await report({ photo: { mediaType: 'image/png', base64: png.toString('base64') } })
  const { body } = await duty.get(`/api/cases/${made.id}`)
  expect(body.attachments).toMatchObject([{ mediaType: 'image/png' }])
  const file = await duty.get(`/api/attachments/${body.attachments[0].id}`)
  expect(file.bytes).toEqual(png)
  expect(file.headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' })
  const stranger = await caseApp.as('duty', '990102')
  expect((await stranger.get(`/api/attachments/${body.attachments[0].id}`)).status).toBe(404)
  expect((await duty.get('/api/attachments/00000000-0000-0000-0000-000000000000')).status).toBe(404)
  expect((await duty.get('/api/attachments/1')).status).toBe(400)
})

test('a case goes from report to close by its two orders, and each step is told', async () => {
  const made = await report()
  const dispatched = await duty.post(`/api/cases/${made.id}/dispatch`, { note: '请处理' })
  expect(dispatched.status).toBe(200)
  expect(dispatched.body).toMatchObject({ status: 'dispatched', unitId: 4, watcherWorkerId: made.watcherWorkerId })
  const [handle, watch] = dispatched.body.orders
  expect(handle).toMatchObject({ role: 'handle', unitId: 4, workerId: null, doneAt: null })
  expect(watch).toMatchObject({ role: 'watch', unitId: null, workerId: made.watcherWorkerId })

  const early = await device.post(`/api/orders/${watch.id}/done`, { note: '看过' })
  expect(early.status).toBe(409)
  expect(early.body).toMatchObject({ code: 'CASE_STATE' })
  expect(early.body.message).toContain('dispatched')
  expect(early.body.message).toContain('open now: handle')

  const handled = await device.post(`/api/orders/${handle.id}/done`, { note: '已清理' })
  expect(handled.body).toMatchObject({ status: 'handled', closedAt: null })
  const closed = await device.post(`/api/orders/${watch.id}/done`, { note: '属实' })
  expect(closed.body.status).toBe('closed')
  expect(closed.body.closedAt).toBe(closed.body.updatedAt)
  expect(closed.body.orders).toMatchObject([{ doneNote: '已清理' }, { doneNote: '属实' }])
  expect(closed.body.events.map((event: { kind: string; note: string }) => [event.kind, event.note])).toEqual([
    ['report', ''], ['dispatch', '请处理'], ['handle', '已清理'], ['close', '属实'],
  ])
  await caseApp.app.feed.idle()
  expect(caseApp.events.map((event) => event.change)).toEqual(['report', 'dispatch', 'handle', 'close'])
  expect(caseApp.events.at(-1)).toMatchObject({ case: { id: made.id, status: 'closed' } })
})

test('an order that is done twice was done once', async () => {
  const made = await report()
  const { body } = await duty.post(`/api/cases/${made.id}/dispatch`, {})
  const first = await device.post(`/api/orders/${body.orders[0].id}/done`, { note: '一' })
  const again = await device.post(`/api/orders/${body.orders[0].id}/done`, { note: '二' })
  expect(again.status).toBe(200)
  expect(again.body).toEqual(first.body)
})

test('a case is dispatched once: the second is told its state and what is open', async () => {
  const made = await report()
  await duty.post(`/api/cases/${made.id}/dispatch`, {})
  const second = await duty.post(`/api/cases/${made.id}/dispatch`, {})
  expect(second.status).toBe(409)
  expect(second.body.message).toContain('dispatched')
  expect((await duty.get(`/api/cases/${made.id}`)).body.orders).toHaveLength(2)
})

test('whoever dispatches may name another unit and worker, if there are such', async () => {
  const made = await report()
  const url = `/api/cases/${made.id}/dispatch`
  expect((await duty.post(url, { unitId: 99 })).body).toMatchObject({ field: 'unitId', value: 99 })
  expect((await duty.post(url, { workerId: 99 })).body).toMatchObject({ field: 'workerId', value: 99 })
  const { body } = await duty.post(url, { unitId: 3, workerId: 13 })
  expect(body).toMatchObject({ unitId: 3, watcherWorkerId: 13 })
  expect(body.orders).toMatchObject([{ unitId: 3 }, { workerId: 13, workerName: '王五' }])
})

test('a case whose grid has no worker waits until one is named', async () => {
  const made = await report(PLACES.noWorker)
  expect(made.watcherWorkerId).toBeNull()
  const refused = await duty.post(`/api/cases/${made.id}/dispatch`, {})
  expect(refused.status).toBe(400)
  expect(refused.body.field).toBe('workerId')
  expect((await duty.get(`/api/cases/${made.id}`)).body).toMatchObject({ status: 'reported', orders: [] })
  expect((await duty.post(`/api/cases/${made.id}/dispatch`, { workerId: 12 })).body.status).toBe('dispatched')
})

test('the workers of a grid take turns', async () => {
  const first = await report()
  await duty.post(`/api/cases/${first.id}/dispatch`, {})
  const second = await report()
  expect([11, 12]).toContain(first.watcherWorkerId)
  expect(second.watcherWorkerId).toBe(first.watcherWorkerId === 11 ? 12 : 11)
})

test('open orders are those that can be worked on now', async () => {
  const made = await report(PLACES.east)
  await duty.post(`/api/cases/${made.id}/dispatch`, {})
  const forWorker = async () => (await device.get('/api/orders/open?worker=13')).body.orders
  const forUnit = async () => (await device.get('/api/orders/open?unit=2')).body.orders
  const [handle] = await forUnit()
  expect(handle).toMatchObject({ role: 'handle', caseId: made.id, case: { id: made.id, status: 'dispatched' } })
  const mine = (orders: { caseId: number }[]) => orders.filter((order) => order.caseId === made.id)
  expect(mine(await forWorker())).toEqual([])
  await device.post(`/api/orders/${handle.id}/done`, { note: 'done' })
  expect(mine(await forUnit())).toEqual([])
  expect(mine(await forWorker())).toMatchObject([{ role: 'watch', case: { status: 'handled' } }])
})

test('lists come newest first, page by page, without gap or repeat', async () => {
  for (let index = 0; index < 5; index++) await report()
  const all = (await leader.get('/api/cases?limit=1000')).body
  expect(all.nextBefore).toBeNull()
  const ids: number[] = all.cases.map((each: CaseSummary) => each.id)
  expect(ids).toEqual(ids.toSorted((a, b) => b - a))
  const paged: number[] = []
  let before: number | null = null
  do {
    const { body } = await leader.get(`/api/cases?limit=3${before === null ? '' : `&before=${before}`}`)
    paged.push(...body.cases.map((each: CaseSummary) => each.id))
    before = body.nextBefore
  } while (before !== null)
  expect(paged).toEqual(ids)
})

test('each filter of the list lets through what it says and nothing else', async () => {
  const all: CaseSummary[] = (await leader.get('/api/cases?limit=1000')).body.cases
  const cell = latLngToCell(PLACES.west.lat, PLACES.west.lng, 8)
  const middle = all[3].reportedAt
  const filters: [string, (each: CaseSummary) => boolean][] = [
    ['status=open', (each) => !['closed', 'rejected'].includes(each.status)],
    ['status=reported,closed', (each) => ['reported', 'closed'].includes(each.status)],
    ['category=M06001', (each) => each.categoryCode === 'M06001'],
    ['category=M09', (each) => each.categoryCode === 'M09001'],
    ['category=M', () => true],
    ['area=990102', (each) => each.areaCode.startsWith('990102')],
    [`cell=${cell}`, (each) => latLngToCell(each.lat, each.lng, 8) === cell],
    [`from=${middle}`, (each) => each.reportedAt >= middle],
    [`to=${middle}`, (each) => each.reportedAt < middle],
    ['status=open&area=990102&category=M06', (each) => each.areaCode.startsWith('990102') && each.status !== 'closed'],
  ]
  for (const [query, holds] of filters) {
    const { body } = await leader.get(`/api/cases?limit=1000&${query}`)
    const expected = all.filter(holds).map((each) => each.id)
    expect(body.cases.map((each: CaseSummary) => each.id), query).toEqual(expected)
    expect(expected.length, query).toBeGreaterThan(0)
  }
})

test('a filter that means nothing is refused by name', async () => {
  for (const [query, field] of [
    ['status=lost', 'status'], ['category=X', 'category'], ['area=77', 'area'], ['cell=fffffffffffffff', 'cell'],
    ['cell=8a', 'cell'], ['from=yesterday', 'from'], ['from=foo 1', 'from'], ['to=never', 'to'], ['limit=0', 'limit'], ['before=x', 'before'],
  ]) {
    const { status, body } = await leader.get(`/api/cases?${query}`)
    expect([status, body.field], query).toEqual([400, field])
  }
})

test('what lies outside a scope does not exist there', async () => {
  const made = await report()
  const east = await caseApp.as('duty', '990102')
  const { body } = await east.get('/api/cases?limit=1000')
  expect(body.cases.every((each: CaseSummary) => each.areaCode.startsWith('990102'))).toBe(true)
  expect(body.cases.length).toBeGreaterThan(0)
  expect((await east.get(`/api/cases/${made.id}`)).status).toBe(404)
  expect((await east.post(`/api/cases/${made.id}/dispatch`, {})).status).toBe(404)
  const dispatched = await duty.post(`/api/cases/${made.id}/dispatch`, {})
  expect((await east.post(`/api/orders/${dispatched.body.orders[0].id}/done`, { note: 'x' })).status).toBe(404)
  expect((await east.post('/api/cases', litter)).body).toMatchObject({ field: 'lng, lat' })
})

test('a number that another area has used is not shown to a sender of this one', async () => {
  await report({ externalNumber: 'A-3' })
  const east = await caseApp.as('device', '990102')
  const { status, body } = await east.post('/api/cases', { ...litter, ...PLACES.east, externalNumber: 'A-3' })
  expect([status, body.code]).toEqual([409, 'EXTERNAL_NUMBER_TAKEN'])
})

test('only those who act on cases may change them', async () => {
  const made = await report()
  const wall = await caseApp.as('wall')
  expect((await wall.get(`/api/cases/${made.id}`)).status).toBe(200)
  expect((await wall.post('/api/cases', litter)).status).toBe(403)
  expect((await leader.post(`/api/cases/${made.id}/dispatch`, {})).status).toBe(403)
  expect((await device.post(`/api/cases/${made.id}/dispatch`, {})).status).toBe(403)
  expect((await device.get('/api/cases')).status).toBe(403)
})

test('a case that does not exist is not found, a number that is none is refused', async () => {
  expect((await duty.get('/api/cases/99999')).status).toBe(404)
  expect((await duty.get('/api/cases/abc')).body.field).toBe('id')
  expect((await duty.post('/api/orders/99999/done', { note: 'x' })).status).toBe(404)
})
