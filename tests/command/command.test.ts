import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ActivationAsked, PlanRecord } from '../../server/contract/api/command.ts'
import type { CommandEvent } from '../../server/contract/live.ts'
import type { Database } from '../../server/db/database.ts'
import { readFeed } from '../../server/live/feed/repository.ts'
import { type Asker, type CaseApp, startCaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const START = Date.parse('2026-03-02T10:00:00+08:00')
const WEST = '990101'

let database: Database
let city: CaseApp
let now = START
let duty: Asker
let leader: Asker
let worker: Asker
let unit: Asker
beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database, () => now)
  duty = await city.as('duty', WEST)
  leader = await city.as('leader', WEST)
  worker = await city.as('worker', '990101001001', { workerId: 11 })
  unit = await city.as('unit', WEST, { unitId: 4 })
})
afterAll(async () => {
  await city.close()
  await database.close()
})
beforeEach(async () => {
  // far apart, so that nothing of one test is due in another
  now += 100 * HOUR
  await database.query(`update command_activations set state = 'ended', ended_at = now() where state = 'active'`)
  await database.query(`update roll_calls set ended_at = now(), checked_at = now() where ended_at is null`)
  await city.app.command.reload()
  await city.app.feed.idle()
  city.events.length = 0
})

const plan = {
  name: '防汛预案', nameEn: 'Flood plan', areaCode: WEST, limits: { handle: 2 }, broadcast: '请密切关注水情',
  rollCall: { withinMinutes: 10, message: '请报到' },
  duties: [
    { gridCode: '990101001001001', name: '张三', workerId: 11, task: '包格巡查' },
    { gridCode: '990101001001002', building: '3号楼', households: '101-120', name: '李四', phone: '139', task: '包户' },
  ],
}

async function makePlan(over: object = {}): Promise<PlanRecord> {
  const { status, body } = await (await city.as('admin')).post('/api/command/plans', { ...plan, ...over })
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

async function ask({ id, name }: PlanRecord, kind: 'real' | 'drill' = 'real'): Promise<ActivationAsked> {
  const { status, body } = await (await city.as('duty')).post(
    `/api/command/plans/${id}/activations`, { kind, note: '暴雨红色预警', confirm: name },
  )
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

async function switchOn(made: PlanRecord, kind: 'real' | 'drill' = 'real'): Promise<number> {
  const { activation: { id }, code } = await ask(made, kind)
  const { status, body } = await (await city.as('leader')).post(`/api/command/activations/${id}/confirm`, { code })
  expect(status, JSON.stringify(body)).toBe(200)
  expect(body).toMatchObject({ state: 'active', kind })
  return id
}

async function switchOff(id: number, name = plan.name): Promise<void> {
  const { body: { code } } = await leader.post(`/api/command/activations/${id}/end`, { note: '雨停', confirm: name })
  const { status } = await leader.post(`/api/command/activations/${id}/confirm`, { code })
  expect(status).toBe(200)
}

async function report(over: object = {}) {
  const { status, body } = await (await city.as('duty')).post(
    '/api/cases', { category: 'M06001', description: '积水', channel: '12345', ...PLACES.west, ...over },
  )
  expect(status, JSON.stringify(body)).toBe(201)
  return body
}

async function told(): Promise<CommandEvent[]> {
  await city.app.feed.idle()
  return city.events.filter((event) => event.topic === 'command')
}

it('says which grids of the area nobody answers for as a whole, and which row of a plan is wrong', async () => {
  const made = await makePlan()
  expect(made.uncovered.map(({ code }) => code)).toEqual(['990101001001002'])
  const refused = await duty.post('/api/command/plans', {
    ...plan, duties: [plan.duties[0], { ...plan.duties[1], gridCode: '990102001001001' }],
  })
  expect(refused.status).toBe(400)
  expect(refused.body).toMatchObject({ field: 'duties[1].gridCode', value: '990102001001001' })
  const elsewhere = await duty.post('/api/command/plans', { ...plan, areaCode: '990102' })
  expect(elsewhere.body).toMatchObject({ field: 'areaCode' })
})

it('lets one of two who change a plan at once know', async () => {
  const made = await makePlan()
  const change = { ...plan, name: '防汛预案二', version: made.version }
  expect((await duty.put(`/api/command/plans/${made.id}`, change)).body).toMatchObject({ name: '防汛预案二', version: 2 })
  expect((await duty.put(`/api/command/plans/${made.id}`, change)).body.code).toBe('PLAN_CHANGED')
})

it('keeps the plans of an area from those outside it', async () => {
  const made = await makePlan()
  const east = await city.as('leader', '990102')
  expect((await east.get(`/api/command/plans/${made.id}`)).status).toBe(404)
  const { activation, code } = await ask(made)
  expect((await east.post(`/api/command/activations/${activation.id}/confirm`, { code })).status).toBe(404)
  const street = await city.as('leader', '990101001')
  expect((await street.post(`/api/command/activations/${activation.id}/confirm`, { code })).status).toBe(404)
})

it('switches on only when the name was typed and a leader confirms by the code in time', async () => {
  const made = await makePlan()
  const wrongName = await duty.post(`/api/command/plans/${made.id}/activations`, { kind: 'real', note: '雨', confirm: '防汛' })
  expect(wrongName.body).toMatchObject({ field: 'confirm' })
  const { activation: { id }, code } = await ask(made)
  expect(city.app.command.activeIn(WEST)).toBeNull()
  expect((await duty.post(`/api/command/activations/${id}/confirm`, { code })).status).toBe(403)
  expect((await leader.post(`/api/command/activations/${id}/confirm`, { code: 'no' })).body).toMatchObject({ field: 'code' })
  now += 5 * MINUTE
  expect((await leader.post(`/api/command/activations/${id}/confirm`, { code })).body.code).toBe('CODE_EXPIRED')
  await city.app.command.sweep(now)
  const { body } = await leader.get(`/api/command/activations/${id}`)
  expect(body.state).toBe('expired')
  expect(body.events.map(({ kind }: { kind: string }) => kind)).toEqual(['on-asked', 'wrong-code', 'expired'])
  expect(JSON.stringify(body)).not.toContain(code)
})

it('takes no more tries at a code than five', async () => {
  const { activation: { id }, code } = await ask(await makePlan())
  for (let tried = 0; tried < 5; tried++) {
    expect((await leader.post(`/api/command/activations/${id}/confirm`, { code: 'no' })).status).toBe(400)
  }
  expect((await leader.post(`/api/command/activations/${id}/confirm`, { code })).body.code).toBe('CODE_EXPIRED')
})

it('has one plan on in an area, also when two are confirmed at once', async () => {
  const [first, second] = [await ask(await makePlan()), await ask(await makePlan({ name: '防疫预案' }))]
  const replies = await Promise.all([first, second].map(({ activation, code }) =>
    leader.post(`/api/command/activations/${activation.id}/confirm`, { code })))
  expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
  const third = await duty.post(
    `/api/command/plans/${first.activation.planId}/activations`, { kind: 'real', note: '雨', confirm: plan.name },
  )
  expect(third.body.code).toBe('ALREADY_ON')
})

it('marks cases that come while it is on, tightens their limits and leaves older ones alone', async () => {
  const old = await report()
  const id = await switchOn(await makePlan())
  const fresh = await report()
  const east = await report({ ...PLACES.east })
  expect(old.mode).toBe('normal')
  expect(east.mode).toBe('normal')
  expect(fresh.mode).toBe('war')
  expect(Date.parse(fresh.dueAt) - now).toBe(2 * HOUR)
  const { body: record } = await duty.get(`/api/cases/${fresh.id}`)
  expect(record.events.find(({ kind }: { kind: string }) => kind === 'mode')).toMatchObject({ note: plan.name })
  expect((await duty.get(`/api/cases/${old.id}`)).body).toMatchObject({ mode: 'normal', dueAt: old.dueAt })
  await switchOff(id)
  expect((await report()).mode).toBe('normal')
  expect((await duty.get(`/api/cases/${fresh.id}`)).body.mode).toBe('war')
})

it('never loosens a limit', async () => {
  const plain = await report()
  await switchOn(await makePlan({ limits: { handle: 5000 } }))
  expect((await report()).dueAt).toBe(plain.dueAt)
})

it('lets the nearest plan above a place count', async () => {
  await switchOn(await makePlan({ name: '全市演练', areaCode: '9901', limits: { handle: 6 } }), 'drill')
  expect(await report()).toMatchObject({ mode: 'drill' })
  await switchOn(await makePlan())
  expect(await report()).toMatchObject({ mode: 'war' })
  expect(await report({ ...PLACES.east })).toMatchObject({ mode: 'drill' })
  const { body } = await (await city.as('wall', '990102')).get('/api/command/active')
  expect(body.activations).toMatchObject([{ areaCode: '9901', kind: 'drill' }])
  await city.app.feed.idle()
  const { headSeq } = city.app.feed
  const east = await readFeed(database, headSeq - 20, headSeq, '990102', 20)
  expect(east.filter(({ event }) => event.topic === 'command' && event.change === 'on').map(({ areaCode }) => areaCode))
    .toContain('9901')
  expect(east.some(({ areaCode }) => areaCode.startsWith(WEST))).toBe(false)
})

it('lets a desk confirm a drill, and marks what people of it read', async () => {
  const { activation: { id }, code } = await ask(await makePlan(), 'drill')
  expect((await duty.post(`/api/command/activations/${id}/confirm`, { code })).body).toMatchObject({ state: 'active', kind: 'drill' })
  const { body } = await worker.get('/api/field/messages')
  const texts = body.messages.slice(0, 2).map(({ text }: { text: string }) => text)
  expect(texts).toEqual(['【演练】点名：请报到', '【演练】请密切关注水情'])
  expect((await duty.post('/api/roll-calls', { areaCode: WEST, kind: 'real', withinMinutes: 5, message: '到' })).body)
    .toMatchObject({ field: 'kind' })
})

it('counts the answers of a roll call live and reports the missing once', async () => {
  await switchOn(await makePlan())
  const { body: { rollCalls: [call] } } = await duty.get('/api/command/active')
  // workers 11 and 12; the desk, the street office, sanitation and the school of the west
  expect(call).toMatchObject({ total: 6, answered: 0, missing: 6, kind: 'real' })
  const { body: mine } = await worker.get('/api/roll-calls/mine')
  expect(mine.rollCalls).toMatchObject([{ id: call.id, answer: null }])
  expect((await worker.post(`/api/roll-calls/${call.id}/answers`, { answer: 'here', lng: 116.03, lat: 40.08 })).status).toBe(204)
  expect((await worker.post(`/api/roll-calls/${call.id}/answers`, { answer: 'here' })).status).toBe(204)
  expect((await unit.post(`/api/roll-calls/${call.id}/answers`, { answer: 'unable', note: '抢险中' })).status).toBe(204)
  expect((await duty.post(`/api/roll-calls/${call.id}/answers`, { answer: 'here' })).body).toMatchObject({ field: 'workerId' })
  now += 10 * MINUTE
  expect(await city.app.command.sweep(now)).toBe(1)
  expect(await city.app.command.sweep(now + MINUTE)).toBe(0)
  now += MINUTE
  expect((await duty.post(`/api/roll-calls/${call.id}/answers`, { answer: 'here', workerId: 12 })).status).toBe(204)
  const { body } = await duty.get(`/api/roll-calls/${call.id}`)
  expect(body).toMatchObject({ answered: 3, unable: 1, missing: 3, late: 1 })
  expect(body.people.slice(0, 3).every(({ answer }: { answer: unknown }) => answer === null)).toBe(true)
  expect(body.people.find(({ workerId }: { workerId: number }) => workerId === 11)).toMatchObject({
    answer: 'here', late: false, place: { lng: 116.03, lat: 40.08 },
  })
  const changes = (await told()).map(({ change }) => change)
  expect(changes).toEqual(['on', 'broadcast', 'roll-call', 'answer', 'answer', 'overdue', 'answer'])
})

it('calls the roll of an area in peace too, and of nobody outside it', async () => {
  const { body: call } = await duty.post('/api/roll-calls', { areaCode: '990101001001', withinMinutes: 5, message: '报到' })
  expect(call).toMatchObject({ activationId: null, kind: 'real', total: 2 })
  const stranger = await city.as('worker', '990102001001', { workerId: 13 })
  expect((await stranger.post(`/api/roll-calls/${call.id}/answers`, { answer: 'here' })).status).toBe(404)
  expect((await duty.post(`/api/roll-calls/${call.id}/answers`, { answer: 'here', workerId: 13 })).status).toBe(400)
  expect((await (await city.as('duty', '990102')).get(`/api/roll-calls/${call.id}`)).status).toBe(404)
  await duty.post(`/api/roll-calls/${call.id}/end`)
  expect((await worker.post(`/api/roll-calls/${call.id}/answers`, { answer: 'here' })).body.code).toBe('ROLL_CALL_ENDED')
  expect(await city.app.command.sweep(now + HOUR)).toBe(0)
})

it('shows a desk of a roll call from above those of its own area, whom it may answer for', async () => {
  const { body: call } = await (await city.as('duty')).post('/api/roll-calls', { areaCode: '9901', withinMinutes: 5, message: '到' })
  const east = await city.as('duty', '990102')
  const { body } = await east.get(`/api/roll-calls/${call.id}`)
  expect(body.total).toBe(9)
  expect(body.people.map(({ workerId, unitId }: { workerId: number; unitId: number }) => [workerId, unitId]))
    .toEqual([[13, null], [null, 2]])
  expect((await east.post(`/api/roll-calls/${call.id}/answers`, { answer: 'here', workerId: 11 })).status).toBe(400)
  expect((await east.post(`/api/roll-calls/${call.id}/answers`, { answer: 'here', workerId: 13 })).status).toBe(204)
  expect((await east.post(`/api/roll-calls/${call.id}/end`)).status).toBe(404)
})

it('shows a desk below nothing of what a roll call and a broadcast sent to a unit', async () => {
  const cityDuty = await city.as('duty')
  await cityDuty.post('/api/roll-calls', { areaCode: '9901', withinMinutes: 5, message: '到岗' })
  await cityDuty.post('/api/command/broadcasts', { areaCode: '9901', text: '收到请回复' })
  const textsFor = async (who: Asker) =>
    (await who.get('/api/units/6/messages')).body.messages.slice(0, 2).map(({ text }: { text: string }) => text)
  expect(await textsFor(cityDuty)).toEqual(['收到请回复', '点名：到岗'])
  expect(await textsFor(await city.as('duty', '990102'))).toEqual([])
})

it('keeps the receipts of a broadcast', async () => {
  const { body: sent } = await duty.post('/api/command/broadcasts', { areaCode: WEST, text: '请各组密切关注' })
  expect(sent).toMatchObject({ total: 6, read: 0 })
  const { body: { messages: [message] } } = await unit.get('/api/field/messages')
  expect(message.text).toBe('请各组密切关注')
  await unit.post(`/api/field/messages/${message.id}/read`)
  const { body } = await duty.get(`/api/command/broadcasts/${sent.id}`)
  expect(body).toMatchObject({ delivered: 1, read: 1 })
  expect(body.receipts.at(-1)).toMatchObject({ unitId: 4, readAt: new Date(now).toISOString() })
})

it('writes down everything, for good', async () => {
  const made = await makePlan()
  const id = await switchOn(made)
  expect((await duty.delete(`/api/command/plans/${made.id}`)).body.code).toBe('PLAN_ON')
  await switchOff(id)
  const { body } = await leader.get(`/api/command/activations/${id}`)
  expect(body.events.map(({ kind }: { kind: string }) => kind))
    .toEqual(['on-asked', 'on', 'broadcast', 'roll-call', 'off-asked', 'roll-call-ended', 'off'])
  expect(body).toMatchObject({ state: 'ended', endNote: '雨停', rollCalls: [{ missing: 6 }], broadcasts: [{ total: 6 }] })
  const { rows } = await database.query<{ action: string }>(
    `select action from audit_log where (detail ->> 'activationId')::int = $1 order by id`, [id],
  )
  expect(rows.map(({ action }) => action)).toEqual([
    'command-on-asked', 'command-on', 'command-broadcast', 'command-roll-call', 'command-off-asked',
    'command-roll-call-ended', 'command-off',
  ])
  await expect(database.query('delete from command_events where activation_id = $1', [id])).rejects.toThrow('append-only')
  expect((await duty.delete(`/api/command/plans/${made.id}`)).status).toBe(204)
  expect((await told()).map(({ change }) => change)).toEqual(['on', 'broadcast', 'roll-call', 'roll-call', 'off'])
})
