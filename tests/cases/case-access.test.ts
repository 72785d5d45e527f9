import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseSummary } from '../../server/contract/api/cases.ts'
import type { FlowOutline } from '../../server/contract/api/flow-outline.ts'
import type { Database } from '../../server/db/database.ts'
import { openTestDatabase } from '../support/database.ts'
import { startCaseApp, type Asker, type CaseApp } from './case-app.ts'
import { insertCaseCity, PLACES } from './case-city.ts'

let database: Database
let caseApp: CaseApp
let duty: Asker
let admin: Asker
let unit: Asker
let worker: Asker
let otherUnit: Asker
const nowMs = Date.now()

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  caseApp = await startCaseApp(database, () => nowMs)
  duty = await caseApp.as('duty')
  admin = await caseApp.as('admin')
  unit = await caseApp.as('unit', '9901', { unitId: 4 })
  otherUnit = await caseApp.as('unit', '9901', { unitId: 6 })
  worker = await caseApp.as('worker', '9901', { workerId: 12 })
})
afterAll(async () => {
  await caseApp.close()
  await database.close()
})

const png = { mediaType: 'image/png', base64: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').toString('base64') }

async function report(over: object = {}): Promise<CaseSummary> {
  const { body } = await duty.post('/api/cases', {
    category: 'M06001', description: '路边有垃圾', channel: '12345', ...PLACES.west, ...over,
  })
  return body
}
const step = (id: number, name: string, body: object = {}, by = duty) => by.post(`/api/cases/${id}/steps/${name}`, body)

test('units and workers read the record and the files of what they have a part in, and nothing else', async () => {
  const { id } = await report({ photo: png })
  await step(id, 'dispatch', { unitId: 4, workerId: 12, assistUnitIds: [6] })
  for (const one of [unit, worker, otherUnit]) expect((await one.get(`/api/cases/${id}`)).status).toBe(200)
  const { body } = await unit.get(`/api/cases/${id}`)
  expect(body.openSteps.find((open: { step: string }) => open.step === 'accept')).toMatchObject({ mine: true })
  expect(body.openSteps.find((open: { step: string }) => open.step === 'recall')).toMatchObject({ mine: false })
  expect((await worker.get(`/api/attachments/${body.attachments[0].id}`)).bytes.subarray(1, 4).toString()).toBe('PNG')

  const strangers = [
    await caseApp.as('unit', '9901', { unitId: 5 }), await caseApp.as('worker', '9901', { workerId: 13 }),
  ]
  for (const stranger of strangers) {
    expect((await stranger.get(`/api/cases/${id}`)).status).toBe(404)
    expect((await stranger.get(`/api/attachments/${body.attachments[0].id}`)).status).toBe(404)
    expect((await step(id, 'note', { note: 'x' }, stranger)).status).toBe(404)
    for (const url of ['/api/cases', `/api/cases/${id}/duplicates`, '/api/copies', '/api/cases/count']) {
      expect((await stranger.get(url)).status, url).toBe(403)
    }
  }
  // who has handed it on keeps sight of it, and has no step of it any more
  await step(id, 'forward', { unitId: 5, note: '属校园' }, unit)
  expect((await unit.get(`/api/cases/${id}`)).status).toBe(200)
  expect((await step(id, 'accept', {}, unit)).status).toBe(403)
  expect((await strangers[0].get(`/api/cases/${id}`)).status).toBe(200)
})

test('photos belong to the event with which they came, each with its place and time', async () => {
  const { id } = await report()
  await step(id, 'dispatch', { unitId: 4, workerId: 12 })
  const photos = [{ ...png, lng: 116.03, lat: 40.08, takenAt: '2026-01-01T00:00:00Z' }, png]
  expect((await step(id, 'handle', { note: '已清理', photos }, unit)).status).toBe(200)
  const { body } = await worker.get(`/api/cases/${id}`)
  expect(body.events.map((event: { attachmentIds: string[] }) => event.attachmentIds.length)).toEqual([0, 0, 2])
  const { rows } = await database.query(
    'select st_x(point) as lng, taken_at from attachments where case_id = $1 and point is not null', [id],
  )
  expect(rows).toEqual([{ lng: 116.03, taken_at: new Date('2026-01-01T00:00:00Z') }])
  const broken = await step(id, 'note', { note: 'x', photos: [{ ...png, mediaType: 'image/jpeg' }] }, unit)
  expect(broken).toMatchObject({ status: 400, body: { field: 'photo.base64' } })
  expect((await step(id, 'note', { note: 'x'.repeat(2001) }, unit)).body).toMatchObject({ field: 'note' })
})

test('a list is filtered by desk, unit, template, colour, mode, round, and whether paused or merged', async () => {
  const [one, two, three, four] = [
    await report({ deskCode: '990101', template: 'six-step' }), await report(PLACES.east), await report(), await report(),
  ]
  await step(two.id, 'suspend', { note: '待料' })
  await step(three.id, 'merge', { intoCaseId: four.id })
  for (const name of ['dispatch', 'handle', 'close']) await step(four.id, name, { unitId: 4, workerId: 12, assistUnitIds: [6] })
  // the assisting unit has to be done first
  await step(four.id, 'assist-done', { unitId: 6 })
  for (const name of ['handle', 'close']) await step(four.id, name)
  await step(four.id, 'reopen', { note: '又有了' })
  const ids = async (query: string): Promise<number[]> => {
    const { status, body } = await duty.get(`/api/cases?${query}`)
    expect(status, JSON.stringify(body)).toBe(200)
    return body.cases.map(({ id }: CaseSummary) => id)
  }
  expect(await ids('desk=990101')).toEqual([one.id])
  expect(await ids('template=six-step')).toEqual([one.id])
  expect(await ids('suspended=true')).toEqual([two.id])
  expect(await ids('merged=true')).toEqual([three.id])
  expect(await ids('round=2')).toEqual([four.id])
  expect(await ids('unit=6')).toContain(four.id)
  expect(await ids('unit=2')).toEqual([two.id])
  expect(await ids('suspended=false&merged=false&status=open')).not.toContain(two.id)
  expect(await ids('colour=red,yellow')).toEqual([])
  expect(await ids('mode=drill')).toEqual([])
  expect((await ids('colour=green&mode=normal&limit=2')).length).toBe(2)
  const desk = await caseApp.as('duty', '990102001001')
  expect((await desk.get('/api/cases?mine=true')).body.cases.map(({ id }: CaseSummary) => id)).toEqual([two.id])
  expect(await duty.get('/api/cases?colour=blue')).toMatchObject({ status: 400, body: { field: 'colour' } })
  expect((await duty.get('/api/cases/count?unit=6')).body.count).toBe((await ids('unit=6')).length)
})

test('a desk chooses the template of what it reports, others do not', async () => {
  expect(await report({ template: 'eight-step' })).toMatchObject({ template: 'eight-step' })
  const post = { category: 'M06001', description: 'x', channel: '12345', ...PLACES.west }
  expect(await duty.post('/api/cases', { ...post, template: 'nine-step' })).toMatchObject({
    status: 400, body: { field: 'template', expected: expect.stringContaining('eight-step') },
  })
  const device = await caseApp.as('device')
  expect((await device.post('/api/cases', { ...post, template: 'eight-step' })).status).toBe(403)
})

test('templates are made and changed by administrators of the whole city, and strand no case', async () => {
  const line = (...steps: string[]) => steps.map((name) => ({ step: name, name, nameEn: name }))
  const body = { code: 'own-way', name: '本市流程', nameEn: 'Our way', express: false, steps: line('report', 'register', 'dispatch', 'handle', 'close') }
  expect((await admin.post('/api/flow-templates', body)).status).toBe(201)
  expect(await admin.post('/api/flow-templates', body)).toMatchObject({ status: 409, body: { code: 'TEMPLATE_EXISTS' } })
  expect((await duty.post('/api/flow-templates', body)).status).toBe(403)
  expect((await (await caseApp.as('admin', '990101')).put('/api/flow-templates/own-way', body)).status).toBe(403)
  const { code: _, ...rest } = body
  const broken = { ...rest, steps: line('report', 'handle', 'dispatch', 'close') }
  expect(await admin.put('/api/flow-templates/own-way', broken)).toMatchObject({ status: 400, body: { field: 'steps' } })
  expect((await admin.put('/api/flow-templates/none', rest)).status).toBe(404)

  const { id } = await report({ template: 'own-way' })
  await step(id, 'register')
  const shorter = { ...rest, steps: line('report', 'dispatch', 'handle', 'check', 'close') }
  expect(await admin.put('/api/flow-templates/own-way', shorter)).toMatchObject({
    status: 409, body: { code: 'TEMPLATE_IN_USE', message: expect.stringMatching(/register.*: 1 unfinished/) },
  })
  await step(id, 'dispatch', { unitId: 4, workerId: 12 })
  expect(await admin.put('/api/flow-templates/own-way', shorter)).toMatchObject({ status: 200, body: { ...shorter, code: 'own-way' } })
  await step(id, 'handle')
  expect(await step(id, 'close')).toMatchObject({ status: 409, body: { message: expect.stringContaining('check') } })
  expect((await duty.get('/api/flow-templates/own-way')).body.steps).toHaveLength(5)
  const outlines: FlowOutline[] = (await duty.get('/api/flow-outlines')).body
  expect(outlines.find(({ code }) => code === 'own-way')?.stages.map(({ name }) => name))
    .toEqual(shorter.steps.map(({ name }: { name: string }) => name))
})

test('who verifies is the nearest on duty of the grid, with how far he had to go; he says whether it is so', async () => {
  const near = { lng: PLACES.west.lng + 0.001, lat: PLACES.west.lat }
  const at = (workerId: number, lng: number, lat: number, ageMs = 0) => caseApp.app.lastPositions.take({
    workerId, lng, lat, recordedAtMs: nowMs - ageMs, receivedAtMs: nowMs, protocol: 'osmand', sos: false,
    gridVersionId: caseApp.app.lastPositions.gridVersionId, gridId: 1, gridUncertain: null,
  } as never)
  const nobody = await report()
  expect((await step(nobody.id, 'verify')).body.version).toBe(2)
  at(11, PLACES.west.lng + 0.01, PLACES.west.lat)
  at(12, near.lng, near.lat)
  // nearer still, but of another grid
  at(13, PLACES.west.lng, PLACES.west.lat)
  const { id } = await report()
  expect((await step(id, 'verify', { note: '请核实' })).status).toBe(200)
  const { body } = await duty.get(`/api/cases/${id}`)
  expect(body.events.at(-1)).toMatchObject({ kind: 'verify', detail: { workerId: 12, distanceM: 85 } })
  expect(body.orders).toMatchObject([{ role: 'verify', workerId: 12, doneAt: null }])
  expect((await step(id, 'confirm', {}, worker)).body).toMatchObject({ field: 'real' })
  expect(await step(id, 'confirm', { real: false, note: '现场无异常', photos: [png] }, worker)).toMatchObject({
    status: 200, body: { status: 'reported' },
  })
  const confirmed = (await worker.get(`/api/cases/${id}`)).body
  expect(confirmed.events.at(-1)).toMatchObject({ kind: 'confirm', detail: { real: false }, note: '现场无异常' })
  expect(confirmed.events.at(-1).attachmentIds).toHaveLength(1)
  expect(confirmed.orders[0].doneAt).not.toBeNull()
  expect((await step(id, 'reject', { note: '不属实' })).body.status).toBe('rejected')
})

test('an assisting unit says of itself that it is done, and of no other', async () => {
  const { id } = await report()
  await step(id, 'dispatch', { unitId: 4, workerId: 12, assistUnitIds: [5, 6] })
  const orderOf = async (unitId: number) => (await duty.get(`/api/cases/${id}`)).body.orders
    .find((order: { unitId: number | null }) => order.unitId === unitId)
  const refused = [
    await otherUnit.post(`/api/orders/${(await orderOf(5)).id}/done`, { note: '完成' }),
    await step(id, 'assist-done', { unitId: 5 }, otherUnit),
  ]
  for (const answer of refused) {
    expect(answer).toMatchObject({ status: 403, body: { message: expect.stringContaining('unit 6 cannot say that unit 5 is done') } })
  }
  expect([await orderOf(5), await orderOf(6)].map(({ doneAt }) => doneAt)).toEqual([null, null])
  expect((await otherUnit.post(`/api/orders/${(await orderOf(6)).id}/done`, { note: '完成' })).status).toBe(200)
  expect((await step(id, 'assist-done', { unitId: 5 })).status).toBe(200)
  expect((await orderOf(5)).doneAt).not.toBeNull()
})
