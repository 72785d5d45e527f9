import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OrderRecord } from '../../server/contract/api/cases.ts'
import type { Database } from '../../server/db/database.ts'
import { type Asker, type CaseApp, startCaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

const START_MS = Date.parse('2026-03-02T02:00:00Z')
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

let database: Database
let city: CaseApp
let nowMs = START_MS
let duty: Asker
let unit: Asker
let worker: Asker
let otherUnit: Asker
let otherWorker: Asker

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database, () => nowMs)
  duty = await city.as('duty')
  unit = await city.as('unit', '990101', { unitId: 4 })
  worker = await city.as('worker', '990101001001', { workerId: 11 })
  otherUnit = await city.as('unit', '9901', { unitId: 6 })
  otherWorker = await city.as('worker', '990102001001', { workerId: 13 })
})
afterAll(async () => {
  await city.close()
  await database.close()
})
beforeEach(() => {
  nowMs += 60_000
})

const report = async (extra: object = {}) => {
  const { status, body } = await duty.post('/api/cases', {
    category: 'M06001', description: '垃圾', ...PLACES.west, channel: '12345', ...extra,
  })
  expect(status).toBe(201)
  return body
}
const dispatched = async (extra: object = {}) => {
  const { id } = await report()
  const { status } = await duty.post(`/api/cases/${id}/dispatch`, { unitId: 4, workerId: 11, ...extra })
  expect(status).toBe(200)
  return id as number
}
const step = (who: Asker, id: number, name: string, body: object = {}) =>
  who.post(`/api/cases/${id}/steps/${name}`, body)
const stepsOf = (answer: { body: { openSteps: { step: string }[] } }) => answer.body.openSteps.map((open) => open.step)
const textsOf = (answer: { body: { messages: { text: string }[] } }) => answer.body.messages.map(({ text }) => text)
const orderOf = async (who: Asker, caseId: number) => {
  const { status, body } = await who.get('/api/field/orders')
  expect(status).toBe(200)
  return body.orders.find((order: { case: { id: number } }) => order.case.id === caseId)
}

describe('my orders', () => {
  test('are those of my unit and of me who watches, with the step that is mine', async () => {
    const id = await dispatched()
    expect(await orderOf(unit, id)).toMatchObject({
      role: 'handle', state: 'mine', steps: ['accept', 'handle'], case: { id, colour: 'green' },
      words: { category: { name: '暴露垃圾', nameEn: 'Litter' }, area: { name: '西街道 · 西社区' } },
    })
    expect(await orderOf(worker, id)).toMatchObject({ role: 'watch', state: 'waiting', steps: [] })
    expect(await orderOf(otherUnit, id)).toBeUndefined()
    expect(await orderOf(otherWorker, id)).toBeUndefined()
    expect((await duty.get('/api/field/orders')).body).toEqual({ orders: [] })

    expect((await step(unit, id, 'accept')).status).toBe(200)
    expect(await orderOf(unit, id)).toMatchObject({ state: 'mine', steps: ['handle'], acceptedAt: expect.any(String) })
    expect((await step(unit, id, 'handle', { note: '已清' })).status).toBe(200)
    expect(await orderOf(unit, id)).toMatchObject({ state: 'done', steps: [] })
    expect(await orderOf(worker, id)).toMatchObject({ state: 'mine', steps: ['close', 'rework'] })
    expect((await step(worker, id, 'close', { note: '确认' })).status).toBe(200)
    expect(await orderOf(worker, id)).toMatchObject({ state: 'done', case: { status: 'closed' } })
  })

  test('come with what waits for me first, the urgent before the rest, done ones last', async () => {
    const slow = await dispatched()
    nowMs += 1000
    const { id: urgent } = await report({ urgent: true })
    await duty.post(`/api/cases/${urgent}/dispatch`, { unitId: 4, workerId: 11 })
    const done = await dispatched()
    await step(unit, done, 'handle', { note: '已清' })
    const { orders } = (await unit.get('/api/field/orders')).body
    const ids = orders.map((order: { case: { id: number } }) => order.case.id)
    const places = [urgent, slow, done].map((id) => ids.indexOf(id))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
  })

  test('of an assisting unit wait for its word, and the leading one waits for it', async () => {
    const id = await dispatched({ assistUnitIds: [6] })
    expect(await orderOf(otherUnit, id)).toMatchObject({ role: 'assist', state: 'mine', steps: ['assist-done'] })
    await step(unit, id, 'accept')
    expect(await orderOf(unit, id)).toMatchObject({ state: 'waiting', steps: [] })
    const offered = async () =>
      (await unit.get(`/api/field/cases/${id}`)).body.openSteps.map((open: { step: string }) => open.step)
    expect(await offered()).not.toContain('handle')
    await step(otherUnit, id, 'assist-done', { note: '到位' })
    expect(await orderOf(otherUnit, id)).toMatchObject({ state: 'done' })
    expect(await orderOf(unit, id)).toMatchObject({ state: 'mine', steps: ['handle'] })
    expect(await offered()).toContain('handle')
  })

  test('that were taken back are gone', async () => {
    const id = await dispatched()
    await step(duty, id, 'recall', { note: '派错' })
    expect(await orderOf(unit, id)).toBeUndefined()
    expect(await orderOf(worker, id)).toBeUndefined()
  })

  test.each([
    ['standard', [], 'close', {}, '核实结案'],
    ['five-step', [], 'check', {}, '核实'],
    ['six-step', ['reply'], 'revisit', { solved: true, satisfied: true }, '回访核实'],
    ['eight-step', ['reply'], 'check', {}, '核查'],
    ['express', [], 'close', {}, '核实结案'],
  ] as const)('of a case by the template %s end with a look of the worker who watches', async (
    template, ofUnit, looked, result, name,
  ) => {
    const { id } = await report({ template })
    if (template === 'six-step' || template === 'eight-step') await step(duty, id, 'register')
    // it was sent out as it came
    if (template === 'express') await step(duty, id, 'recall', { note: '改派' })
    expect((await duty.post(`/api/cases/${id}/dispatch`, { unitId: 4, workerId: 11 })).status).toBe(200)
    expect(await orderOf(worker, id)).toMatchObject({ role: 'watch', state: 'waiting', steps: [], stepName: null })
    for (const name of ['handle', ...ofUnit]) {
      expect(await orderOf(unit, id)).toMatchObject({ state: 'mine', steps: expect.arrayContaining([name]) })
      expect((await step(unit, id, name, { note: '已清' })).status).toBe(200)
    }
    expect(await orderOf(unit, id)).toMatchObject({ state: 'done', steps: [] })
    expect(await orderOf(worker, id)).toMatchObject({ state: 'mine', steps: [looked, 'rework'], stepName: { name } })
    expect(await orderOf(otherWorker, id)).toBeUndefined()
    expect((await duty.get('/api/orders/open?worker=11')).body.orders.map((order: { caseId: number }) => order.caseId))
      .toContain(id)

    // not good: the unit does it again, and the worker looks again
    expect((await step(worker, id, 'rework', { note: '未清净' })).status).toBe(200)
    expect(await orderOf(worker, id)).toMatchObject({ state: 'waiting' })
    for (const name of ['handle', ...ofUnit]) await step(unit, id, name, { note: '又清' })
    const photos = [{ mediaType: 'image/png', base64: PIXEL }]
    expect((await step(worker, id, looked, { note: '现场看过', photos, ...result })).status).toBe(200)
    expect(await orderOf(worker, id)).toMatchObject({ state: 'done', doneAt: expect.any(String) })
    const { body } = await duty.get(`/api/cases/${id}`)
    expect(body.events.at(-1)).toMatchObject({ kind: looked, note: '现场看过', attachmentIds: [expect.any(String)] })
    const looks = body.orders.filter(({ role, revokedAt }: OrderRecord) => role === 'watch' && revokedAt === null)
    expect(looks).toHaveLength(1)
    if (template === 'six-step') expect(body.events.at(-1).detail).toMatchObject({ solved: true, satisfied: true })
  })

  test.each(['standard', 'five-step', 'six-step', 'eight-step'])(
    'to verify a report by the template %s show it with what was found', async (template) => {
      const { id } = await report({ template })
      expect((await step(duty, id, 'verify', { workerId: 13 })).status).toBe(200)
      expect(await orderOf(otherWorker, id)).toMatchObject({ role: 'verify', state: 'mine', steps: ['confirm'] })
      expect(await orderOf(worker, id)).toBeUndefined()
      expect(stepsOf(await otherWorker.get(`/api/field/cases/${id}`))).toContain('confirm')
      const photos = [{ mediaType: 'image/png', base64: PIXEL }]
      expect((await step(otherWorker, id, 'confirm', { real: false, note: '现场没有', photos })).status).toBe(200)
      expect(await orderOf(otherWorker, id)).toMatchObject({ role: 'verify', state: 'done' })
      const { body } = await duty.get(`/api/cases/${id}`)
      expect(body).toMatchObject({ status: 'reported', attachments: [{ mediaType: 'image/png' }] })
      expect(body.events.at(-1)).toMatchObject({ kind: 'confirm', detail: { real: false } })
    },
  )

  test('of a six-step case wait for nobody once the desk or the citizen has said how it is', async () => {
    const { id } = await report({ template: 'six-step' })
    await step(duty, id, 'register')
    await duty.post(`/api/cases/${id}/dispatch`, { unitId: 4, workerId: 11 })
    for (const name of ['handle', 'reply']) await step(unit, id, name, { note: '已清' })
    expect((await step(duty, id, 'revisit', { solved: true, satisfied: true })).status).toBe(200)
    expect(await orderOf(worker, id)).toMatchObject({ state: 'done', steps: ['rework'] })
    // sent back after that he looks once more
    await step(duty, id, 'rework', { note: '又脏了' })
    for (const name of ['handle', 'reply']) await step(unit, id, name, { note: '再清' })
    const order = await orderOf(worker, id)
    expect(order).toMatchObject({ state: 'mine', steps: ['revisit', 'rework'], doneAt: null })
    expect((await (await city.as('device')).post(`/api/orders/${order.id}/done`, { note: '已看' })).status).toBe(200)
    expect(await orderOf(worker, id)).toMatchObject({ state: 'done' })
    expect((await duty.get(`/api/cases/${id}`)).body).toMatchObject({ status: 'visited', satisfied: true })
  })

  test('are not sent again to a phone that has them', async () => {
    const id = await dispatched()
    const first = await unit.get('/api/field/orders')
    expect(first.status).toBe(200)
    const known = { 'if-none-match': first.headers.etag as string }
    expect(await unit.get('/api/field/orders', known)).toMatchObject({ status: 304, body: '' })
    await step(unit, id, 'accept')
    expect((await unit.get('/api/field/orders', known)).status).toBe(200)
  })
})

describe('a case on a phone', () => {
  test('has only the steps that are mine, its log and the names of its units', async () => {
    const id = await dispatched()
    const { status, body } = await unit.get(`/api/field/cases/${id}`)
    expect(status).toBe(200)
    expect(stepsOf({ body })).toEqual(expect.arrayContaining(['accept', 'handle', 'refuse']))
    expect(body.openSteps.every((open: { mine: boolean }) => open.mine)).toBe(true)
    expect(body.units).toEqual([{ id: 4, name: '西区环卫', nameEn: 'West Sanitation' }])
    expect(body.events.map((event: { kind: string }) => event.kind)).toEqual(['report', 'dispatch'])
    expect(body.contact).toBeUndefined()
    expect(stepsOf(await worker.get(`/api/field/cases/${id}`))).toEqual(['note'])
  })

  test('of others is none, also where it lies in my area', async () => {
    const { id } = await report()
    await duty.post(`/api/cases/${id}/dispatch`, { unitId: 3, workerId: 12 })
    for (const who of [unit, worker, otherUnit, otherWorker]) {
      expect((await who.get(`/api/field/cases/${id}`)).status).toBe(404)
    }
    expect((await duty.get(`/api/field/cases/${id}`)).status).toBe(200)
    expect((await (await city.as('duty', '990102')).get(`/api/field/cases/${id}`)).status).toBe(404)
  })

  test('of a place outside its area is a unit\'s as well, once it is sent', async () => {
    const { id } = await report({ ...PLACES.east })
    await duty.post(`/api/cases/${id}/dispatch`, { unitId: 4, workerId: 13 })
    expect((await unit.get(`/api/field/cases/${id}`)).status).toBe(200)
    expect((await step(unit, id, 'accept')).status).toBe(200)
  })

  test('shows its photos, with where and when they were taken, to whom it concerns', async () => {
    const id = await dispatched()
    const taken = new Date(nowMs - 5000).toISOString()
    const photos = [{ mediaType: 'image/png', base64: PIXEL, lng: 116.03, lat: 40.08, takenAt: taken }]
    const key = 'a-key-of-the-phone'
    const first = await step(unit, id, 'handle', { note: '已清', photos, key })
    const again = await step(unit, id, 'handle', { note: '已清', photos, key })
    expect([first.status, again.status]).toEqual([200, 200])
    const { body } = await worker.get(`/api/field/cases/${id}`)
    expect(body.attachments).toHaveLength(1)
    const file = `/api/attachments/${body.attachments[0].id}`
    expect((await worker.get(file)).bytes).toEqual(Buffer.from(PIXEL, 'base64'))
    expect((await otherWorker.get(file)).status).toBe(404)
    expect((await duty.get(file)).status).toBe(200)
  })
})

describe('what was done without a network', () => {
  const minutes = (count: number) => count * 60_000
  const madeOf = async (id: number) => {
    const { events } = (await duty.get(`/api/cases/${id}`)).body
    const { kind, at, detail } = events.at(-1)
    return { kind, at: Date.parse(at), made: detail.madeAtMs }
  }

  test('keeps when it was done beside when it came; limits and statuses go by when it came', async () => {
    const id = await dispatched()
    nowMs += minutes(60)
    const body = { note: '已清', madeAgoMs: minutes(33), key: 'late-1' }
    expect((await step(unit, id, 'handle', body)).status).toBe(200)
    expect(await madeOf(id)).toEqual({ kind: 'handle', at: nowMs, made: nowMs - minutes(33) })
    expect((await orderOf(unit, id)).doneAt).toBe(new Date(nowMs).toISOString())
    const { rows } = await database.query<{ handled_at: Date }>('select handled_at from cases where id = $1', [id])
    expect(rows[0].handled_at.getTime()).toBe(nowMs)
    // sent once more, much later, it is the same
    nowMs += minutes(10)
    expect((await step(unit, id, 'handle', { ...body, madeAgoMs: minutes(43) })).status).toBe(200)
    expect((await duty.get(`/api/cases/${id}`)).body.events).toHaveLength(3)
  })

  test('is taken without a time where that was before the order or is longer ago than seven days', async () => {
    const id = await dispatched()
    nowMs += minutes(20)
    expect((await step(unit, id, 'accept', { madeAgoMs: minutes(21) })).status).toBe(200)
    expect((await madeOf(id)).made).toBeUndefined()
    expect((await step(unit, id, 'note', { note: '刚到', madeAgoMs: 20_000 })).status).toBe(200)
    expect((await madeOf(id)).made).toBeUndefined()
    nowMs += minutes(60 * 24 * 8)
    expect((await step(unit, id, 'handle', { note: '已清', madeAgoMs: minutes(60 * 24 * 7) + 1 })).status).toBe(200)
    expect((await madeOf(id)).made).toBeUndefined()
    // an order that came after it was done is another
    await step(worker, id, 'rework', { note: '未清净' })
    nowMs += minutes(2)
    await step(unit, id, 'handle', { note: '已清', madeAgoMs: minutes(10) })
    expect((await madeOf(id)).made).toBeUndefined()
  })

  test('says nothing of the future, and no number is refused by name', async () => {
    const id = await dispatched()
    for (const madeAgoMs of [-1, 1.5, 'soon']) {
      expect(await step(unit, id, 'accept', { madeAgoMs })).toMatchObject({ status: 400, body: { field: 'madeAgoMs' } })
    }
  })

  test('keeps of a report as well when it was written', async () => {
    const body = { category: 'M06001', description: '垃圾', ...PLACES.west, channel: 'patrol', madeAgoMs: minutes(90) }
    const { status, body: made } = await worker.post('/api/cases', body)
    expect(status).toBe(201)
    expect(await madeOf(made.id)).toEqual({ kind: 'report', at: nowMs, made: nowMs - minutes(90) })
    expect(made.reportedAt).toBe(new Date(nowMs).toISOString())
  })
})

describe('a report from the field', () => {
  const body = { category: 'M06001', description: '垃圾', ...PLACES.west, channel: 'patrol' }

  test('is the worker\'s own, once however often it is sent', async () => {
    const externalNumber = crypto.randomUUID()
    const first = await worker.post('/api/cases', { ...body, externalNumber, reporterNumber: 'W011' })
    const again = await worker.post('/api/cases', { ...body, externalNumber, reporterNumber: 'W011' })
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.body.id).toBe(first.body.id)
    const { rows } = await database.query('select reporter_worker_id from cases where id = $1', [first.body.id])
    expect(rows).toEqual([{ reporter_worker_id: 11 }])
    expect((await worker.get(`/api/field/cases/${first.body.id}`)).status).toBe(200)
  })

  test('keeps with its photo where and when that was taken', async () => {
    const takenAt = new Date(nowMs - 3_600_000).toISOString()
    const photo = { mediaType: 'image/png', base64: PIXEL, ...PLACES.west, takenAt }
    const { body: made } = await worker.post('/api/cases', { ...body, photo })
    expect((await worker.get(`/api/field/cases/${made.id}`)).body.attachments).toEqual([
      { id: expect.any(String), mediaType: 'image/png', takenAt, ...PLACES.west },
    ])
  })

  test('may lie on the other side of the border, and stays one when it is sent again', async () => {
    const externalNumber = crypto.randomUUID()
    const posted = { ...body, ...PLACES.east, externalNumber }
    expect((await worker.post('/api/cases', posted)).status).toBe(201)
    expect((await worker.post('/api/cases', posted)).status).toBe(200)
  })

  test('is none of another worker and of no other channel', async () => {
    expect((await worker.post('/api/cases', { ...body, reporterNumber: 'W012' })).body).toMatchObject({
      field: 'reporterNumber',
    })
    expect((await worker.post('/api/cases', { ...body, channel: '12345' })).body).toMatchObject({ field: 'channel' })
    expect((await worker.post('/api/cases', { ...body, deskCode: '99' })).status).toBe(403)
  })

  test('is as quick as a list of kinds: mine first, then what is frequent here', async () => {
    await worker.post('/api/cases', { ...body, category: 'M06002' })
    const { body: facts } = await worker.get('/api/field/me')
    expect(facts).toMatchObject({
      city: { name: '小城', timeZone: expect.any(String) }, unit: null,
      worker: { number: 'W011', name: '张三', grid: { name: '西一格' }, onDuty: true },
    })
    expect(facts.frequentKinds[0]).toBe('M06002')
    expect(facts.frequentKinds).toContain('M06001')
    expect(facts.kinds.map(({ code }: { code: string }) => code)).not.toContain('M06')
    expect(facts.callableUnits.map(({ id }: { id: number }) => id)).toEqual([3, 5, 1, 4, 6])
    expect((await unit.get('/api/field/me')).body).toMatchObject({ worker: null, unit: { id: 4 } })
  })
})

describe('texts of the desk', () => {
  test('reach the phones of a worker without a box, and of a unit, and come back as read', async () => {
    const sent = await duty.post('/api/workers/11/messages', { text: '注意大风', urgent: true })
    expect(sent).toMatchObject({ status: 201, body: { readAt: null, deliveredAt: null } })
    const { body } = await duty.post('/api/field/messages', { text: '集合', unitIds: [4], workerIds: [11] })
    expect(body).toHaveLength(2)
    expect(textsOf(await worker.get('/api/field/messages'))).toEqual(['集合', '注意大风'])
    const [message] = (await unit.get('/api/field/messages')).body.messages
    expect(message).toMatchObject({ text: '集合', urgent: false, readAt: null })
    expect((await duty.get('/api/units/4/messages')).body.messages[0]).toMatchObject({
      deliveredAt: expect.any(String), readAt: null,
    })

    expect((await worker.post(`/api/field/messages/${message.id}/read`)).status).toBe(404)
    expect((await unit.post(`/api/field/messages/${message.id}/read`)).status).toBe(204)
    expect((await worker.post(`/api/field/messages/${sent.body.id}/read`)).status).toBe(204)
    expect((await duty.get('/api/units/4/messages')).body.messages[0]).toMatchObject({
      readAt: expect.any(String), readBy: expect.stringContaining('unit'), acknowledgedAt: expect.any(String),
    })
    expect((await duty.get('/api/workers/11/messages')).body).toMatchObject({ boxes: [], hasPhone: true })
    expect((await otherUnit.get('/api/field/messages')).body).toEqual({ messages: [] })
  })

  test('are shown to every desk above the unit or worker they went to; to one below only those that it sent', async () => {
    const west = await city.as('duty', '990101')
    const east = await city.as('duty', '990102')
    const [westLeader, leader] = [await city.as('leader', '990101'), await city.as('leader', '9901')]
    for (const [who, text] of [[duty, '市里的'], [west, '西区的'], [east, '东区的']] as const) {
      expect((await who.post('/api/field/messages', { text, unitIds: [6] })).status).toBe(201)
    }
    await database.query(`insert into tracker_messages (unit_id, kind, text, sent_by) values (6, 'text', '从前的', '某人')`)
    const seenBy = async (who: Asker) => textsOf(await who.get('/api/units/6/messages'))
    expect(await seenBy(duty)).toEqual(['从前的', '东区的', '西区的', '市里的'])
    expect(await seenBy(leader)).toEqual(await seenBy(duty))
    expect(await seenBy(west)).toEqual(['西区的'])
    await duty.post('/api/field/messages', { text: '市里给西区环卫的', unitIds: [4] })
    expect(textsOf(await west.get('/api/units/4/messages'))[0]).toBe('市里给西区环卫的')
    expect(await seenBy(westLeader)).toEqual(['西区的'])
    expect(await seenBy(east)).toEqual(['东区的'])
    expect(textsOf(await otherUnit.get('/api/field/messages'))).toEqual(['从前的', '东区的', '西区的', '市里的'])

    await duty.post('/api/workers/11/messages', { text: '市里给网格员的' })
    expect(textsOf(await west.get('/api/workers/11/messages'))[0]).toBe('市里给网格员的')
    expect((await east.get('/api/workers/11/messages')).status).toBe(404)
  })

  test('go nowhere where there is neither box nor phone, and only to those of the sender\'s area', async () => {
    expect((await duty.post('/api/workers/12/messages', { text: 'x' })).body).toMatchObject({ code: 'NO_BOX' })
    expect((await duty.post('/api/field/messages', { text: 'x' })).body).toMatchObject({ field: 'unitIds' })
    const east = await city.as('duty', '990102')
    expect((await east.post('/api/field/messages', { text: 'x', unitIds: [4] })).body).toMatchObject({
      field: 'unitIds', value: 4,
    })
    expect((await east.post('/api/field/messages', { text: 'x', workerIds: [11] })).body).toMatchObject({
      field: 'workerIds', value: 11,
    })
    expect((await east.get('/api/units/4/messages')).status).toBe(404)
    expect((await unit.post('/api/field/messages', { text: 'x', unitIds: [4] })).status).toBe(403)
  })
})

describe('phones', () => {
  test('are told what to read again, and nothing of others', async () => {
    const heard: string[] = []
    let tellOrders!: () => void
    const orders = new Promise<void>((resolve) => {
      tellOrders = resolve
    })
    const person = { unitId: 4, workerId: null, scopeCode: '990101' }
    const stop = city.app.fieldChanges.listen(person, (topic) => {
      heard.push(`unit ${topic}`)
      if (topic === 'orders') tellOrders()
    })
    const other = { unitId: 2, workerId: null, scopeCode: '990102' }
    const stopOther = city.app.fieldChanges.listen(other, (topic) => heard.push(`other ${topic}`))
    await duty.post('/api/field/messages', { text: '集合', unitIds: [4] })
    await dispatched()
    await orders
    stop()
    stopOther()
    // what was done before this test may be told of now as well
    expect(new Set(heard)).toEqual(new Set(['unit messages', 'unit orders']))
  })

  test('open nothing of the desk', async () => {
    const closed = [
      '/api/cases', '/api/workers', '/api/workers/11', '/api/city', '/api/reports/counts', '/api/alarms',
      '/api/orders/open', '/api/workers/11/messages', '/api/units/4/messages', '/api/cameras', '/api/devices',
    ]
    for (const who of [unit, worker]) {
      for (const url of closed) expect([url, (await who.get(url)).status]).toEqual([url, 403])
      expect((await who.get('/api/me')).status).toBe(200)
      expect((await who.get('/api/grids/locate?lng=116.03&lat=40.08')).body).toMatchObject({
        community: { name: '西一格' },
      })
    }
    expect((await (await city.as('wall')).get('/api/field/orders')).status).toBe(403)
    expect((await (await city.as('leader')).get('/api/field/orders')).status).toBe(403)
  })
})
