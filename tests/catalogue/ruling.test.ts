import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CaseRecord, CaseSummary } from '../../server/contract/api/cases.ts'
import type { Database } from '../../server/db/database.ts'
import { type Answer, type Asker, type CaseApp, startCaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

const [SANITATION, SCHOOL, ROAD, OFFICE] = [4, 5, 6, 3]
const nowMs = { value: Date.parse('2026-11-10T02:00:00Z') }
let database: Database
let caseApp: CaseApp
let admin: Asker
let duty: Asker
let unitOf: Record<number, Asker>

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  caseApp = await startCaseApp(database, () => nowMs.value)
  admin = await caseApp.as('admin')
  duty = await caseApp.as('duty')
  unitOf = {}
  for (const unitId of [SANITATION, SCHOOL, ROAD, OFFICE]) unitOf[unitId] = await caseApp.as('unit', '990101001', { unitId })
})
afterAll(async () => {
  await caseApp?.close()
  await database?.close()
})

async function report(over: object = {}, by: Asker = duty): Promise<CaseSummary> {
  const body = { category: 'M06001', description: '一堆垃圾', channel: 'app', ...PLACES.west, ...over }
  return (await by.post('/api/cases', body)).body
}
const record = async (id: number): Promise<CaseRecord> => (await duty.get(`/api/cases/${id}`)).body
async function step(by: Asker, id: number, name: string, body: object = {}): Promise<Answer> {
  nowMs.value += 60_000
  return by.post(`/api/cases/${id}/steps/${name}`, body)
}
async function taken(by: Asker, id: number, name: string, body: object = {}): Promise<CaseSummary> {
  const answer = await step(by, id, name, body)
  expect(answer.status, `${name}: ${JSON.stringify(answer.body)}`).toBe(200)
  return answer.body
}
/** Dispatched to the unit that was found, and refused by it. */
async function refused(over: object = {}): Promise<number> {
  const { id, unitId } = await report(over)
  await taken(duty, id, 'dispatch')
  await taken(unitOf[unitId!], id, 'refuse', { note: '不归我们' })
  return id
}
const consultationsOf = async (caseId: number) => (await duty.get(`/api/consultations?caseId=${caseId}`)).body

describe('a refused order', () => {
  it('opens the way to a consultation whose units say what they think, until one of them is agreed on', async () => {
    const id = await refused()
    expect((await record(id)).openSteps.map(({ step: name }) => name)).toEqual(expect.arrayContaining(['consult', 'designate']))
    await taken(duty, id, 'consult', { unitIds: [SANITATION, ROAD, SCHOOL], note: '归属不清' })
    const [{ id: consultation, state }] = await consultationsOf(id)
    expect(state).toBe('open')

    const say = (by: Asker, body: object) => by.post(`/api/consultations/${consultation}/statements`, body)
    expect((await say(unitOf[ROAD], { stance: 'decline', text: '不在路面' })).status).toBe(201)
    expect((await say(unitOf[SANITATION], { unitId: ROAD, stance: 'lead', text: '他们来' })).status).toBe(403)
    expect((await say(duty, { stance: 'assist', text: '学校电话答复' })).body).toMatchObject({ field: 'unitId' })
    expect((await say(duty, { unitId: OFFICE, stance: 'assist', text: '没请他们' })).body).toMatchObject({ field: 'unitId' })
    // who was not invited does not know of it
    expect((await say(unitOf[OFFICE], { stance: 'lead', text: '我们来' })).status).toBe(404)
    const { body } = await say(duty, { unitId: SCHOOL, stance: 'assist', text: '学校电话答复：可以协助' })
    expect(body.statements.map(({ unitId, stance, onBehalf }: any) => [unitId, stance, onBehalf])).toEqual([
      [ROAD, 'decline', false], [SCHOOL, 'assist', true],
    ])

    expect((await step(duty, id, 'agree', { unitId: OFFICE })).body).toMatchObject({ field: 'unitId' })
    expect((await step(duty, id, 'agree', { unitId: ROAD })).body).toMatchObject({ code: 'CONSULT_DECLINED' })
    await say(unitOf[ROAD], { stance: 'lead', text: '商量后我们来' })
    expect(await taken(duty, id, 'agree', { unitId: ROAD, assistUnitIds: [SCHOOL] })).toMatchObject({
      unitId: ROAD, assistUnitIds: [SCHOOL], provenance: 'agreed',
    })
    expect((await consultationsOf(id))[0]).toMatchObject({ state: 'agreed', leadUnitId: ROAD, assistUnitIds: [SCHOOL] })
    expect((await say(unitOf[ROAD], { stance: 'decline', text: '又不行' })).body).toMatchObject({ code: 'CONSULT_CLOSED' })

    expect(await taken(duty, id, 'dispatch')).toMatchObject({ status: 'dispatched', provenance: 'agreed' })
    const { orders, firstUnitId } = await record(id)
    expect(orders.filter(({ revokedAt }) => revokedAt === null).map(({ role, unitId }) => [role, unitId])).toEqual([
      ['handle', ROAD], ['assist', SCHOOL], ['watch', null],
    ])
    // whoever received it first answers for it
    expect(firstUnitId).toBe(SANITATION)
  })

  it('that nobody agrees about is designated by a leader of a district or above, by name', async () => {
    const id = await refused()
    await taken(duty, id, 'consult', { unitIds: [SANITATION, ROAD], note: '归属不清' })
    const order = { unitId: SANITATION, decidedBy: '副区长 赵某', note: '区政府常务会研判' }
    expect((await step(duty, id, 'designate', order)).status).toBe(403)
    const ofStreet = await caseApp.as('leader', '990101001')
    expect((await step(ofStreet, id, 'designate', order)).status).toBe(403)
    const ofDistrict = await caseApp.as('leader', '990101')
    expect((await step(ofDistrict, id, 'designate', { ...order, decidedBy: undefined })).body).toMatchObject({ field: 'decidedBy' })
    expect(await taken(ofDistrict, id, 'designate', order)).toMatchObject({ unitId: SANITATION, provenance: 'designated' })
    expect((await consultationsOf(id))[0]).toMatchObject({ state: 'designated', decidedBy: '副区长 赵某', leadUnitId: SANITATION })
  })

  it('is among the undecided until a unit is found for it, as is one that nothing better than a desk was found for', async () => {
    const id = await refused()
    const { id: atDesk } = await report({ ...PLACES.east })
    const undecided = async (by: Asker) => (await by.get('/api/catalogue/undecided')).body.map((one: CaseSummary) => one.id)
    expect(await undecided(duty)).toEqual(expect.arrayContaining([id, atDesk]))
    expect(await undecided(await caseApp.as('duty', '990101'))).not.toContain(atDesk)
    await taken(duty, id, 'dispatch', { unitId: SANITATION })
    expect(await undecided(duty)).not.toContain(id)
  })

  it('that was followed by another consultation, or by none, leaves no consultation open', async () => {
    const id = await refused()
    await taken(duty, id, 'consult', { unitIds: [ROAD], note: '一' })
    await taken(duty, id, 'consult', { unitIds: [SCHOOL], note: '二' })
    await taken(duty, id, 'dispatch', { unitId: SANITATION })
    expect((await consultationsOf(id)).map(({ state }: any) => state)).toEqual(['abandoned', 'superseded'])
  })
})

describe('the discipline queue', () => {
  it('holds a case from its second refusal on, once for a unit, until it is resolved with a note', async () => {
    const id = await refused()
    const flags = async () => (await admin.get('/api/discipline-flags?state=open')).body.filter((flag: any) => flag.caseId === id)
    expect(await flags()).toEqual([])
    await taken(duty, id, 'dispatch', { unitId: SANITATION })
    await taken(unitOf[SANITATION], id, 'refuse', { note: '还是不归我们' })
    const [flag, ...others] = await flags()
    expect(others).toEqual([])
    expect(flag).toMatchObject({ rule: 'refused-twice', unitId: SANITATION, state: 'open', raisedBy: '纪律监督' })
    expect((await record(id)).events.at(-1)).toMatchObject({ kind: 'flag', detail: { rule: 'refused-twice', unitId: SANITATION } })
    await taken(duty, id, 'dispatch', { unitId: SANITATION })
    await taken(unitOf[SANITATION], id, 'refuse', { note: '第三次' })
    expect(await flags()).toHaveLength(1)

    expect((await duty.post(`/api/discipline-flags/${flag.id}/resolve`, { outcome: 'upheld', note: '约谈' })).status).toBe(403)
    const east = await caseApp.as('leader', '990102')
    expect((await east.post(`/api/discipline-flags/${flag.id}/resolve`, { outcome: 'upheld', note: '约谈' })).status).toBe(404)
    const west = await caseApp.as('leader', '990101')
    const resolved = await west.post(`/api/discipline-flags/${flag.id}/resolve`, { outcome: 'upheld', note: '约谈主要负责人' })
    expect(resolved.body).toMatchObject({ state: 'upheld', resolution: '约谈主要负责人' })
    expect((await west.post(`/api/discipline-flags/${flag.id}/resolve`, { outcome: 'dismissed', note: '改' })).status).toBe(409)
  })

  it('has six rules as data, of which those that are off take nothing', async () => {
    const rules = (await admin.get('/api/discipline-rules')).body
    expect(rules.map(({ code, enabled }: any) => [code, enabled])).toEqual([
      ['refused-twice', true], ['public-opinion', true], ['petition', true], ['custom-1', false], ['custom-2', false], ['custom-3', false],
    ])
    const { id } = await report()
    const put = (rule: string) => duty.post('/api/discipline-flags', { caseId: id, rule, note: '见附件' })
    expect((await put('public-opinion')).body).toMatchObject({ rule: 'public-opinion', unitId: null, note: '见附件' })
    expect((await put('custom-1')).body).toMatchObject({ field: 'rule' })
    const custom = { name: '反复退回', nameEn: 'Reworked again', trigger: 'reworks', threshold: 1, enabled: true }
    expect((await admin.put('/api/discipline-rules/custom-1', custom)).body).toEqual({ code: 'custom-1', ...custom })
    await taken(duty, id, 'dispatch')
    await taken(unitOf[SANITATION], id, 'handle', { note: '好了' })
    await taken(duty, id, 'rework', { note: '没有好' })
    const flags = (await admin.get('/api/discipline-flags?state=open')).body
    expect(flags.find(({ rule }: any) => rule === 'custom-1')).toMatchObject({ caseId: id, unitId: SANITATION })
    await admin.put('/api/discipline-rules/custom-1', { ...custom, enabled: false })
  })
})

describe('cases that go out by themselves', () => {
  const auto = (autoDispatch: string) => admin.put('/api/catalogue/auto-dispatch', { autoDispatch })
  const rule = async (body: object): Promise<number> => (await admin.post('/api/duty-rules', body)).body.id

  it('are those of the express lane: unit and watcher get their orders with the report', async () => {
    const express = await rule({ category: 'M06002', unitId: SANITATION, express: true, examples: ['电线杆上全是小广告'] })
    const summary = await report({ category: 'M06002' })
    expect(summary).toMatchObject({ status: 'dispatched', template: 'express', provenance: 'express', version: 2 })
    const { orders, events } = await record(summary.id)
    expect(events.map(({ kind, actor }) => [kind, actor])).toEqual([['report', 'duty-2'], ['dispatch', '智能派单']])
    expect(orders.map(({ role, unitId, workerId }) => [role, unitId, workerId !== null])).toEqual([
      ['handle', SANITATION, false], ['watch', null, true],
    ])
    const told = caseApp.events.flatMap((event) => (event.topic === 'case' && event.case.id === summary.id ? [event] : []))
    expect(told).toEqual([expect.objectContaining({ change: 'report', case: summary })])
    expect((await report()).status).toBe('reported')
    const [hit] = (await duty.get(`/api/catalogue/search?q=${encodeURIComponent('小广告')}`)).body
    expect(hit).toMatchObject({ code: 'M06002', by: 'example' })
    await admin.post(`/api/duty-rules/${express}/end`, {})
  })

  it('are all routine ones where the city says so, never an urgent one, nor one that nothing sure was found for', async () => {
    await auto('routine')
    expect((await report()).status).toBe('dispatched')
    expect(await report({ urgent: true })).toMatchObject({ status: 'reported', urgent: true })
    expect((await report({ ...PLACES.east })).status).toBe('reported')
    // its grid has no worker who could watch
    expect((await report({ ...PLACES.noWorker })).status).toBe('reported')
    // the district took it up by name
    expect((await report({ deskCode: '990101' })).status).toBe('reported')
    expect((await caseApp.as('admin', '990101').then((west) => west.put('/api/catalogue/auto-dispatch', { autoDispatch: 'none' }))).status)
      .toBe(403)
    await auto('none')
    await rule({ category: 'M06002', unitId: SANITATION, express: true })
    expect(await report({ category: 'M06002' })).toMatchObject({ status: 'reported', template: 'express' })
    await auto('express')
  })

  it('an urgent one of the express lane waits for a person', async () => {
    expect(await report({ category: 'M06002', urgent: true })).toMatchObject({ status: 'reported', template: 'express' })
  })
})

describe('a handler by name', () => {
  it('is on the order of his unit: the grid’s before the area’s, the smaller area’s before the larger', async () => {
    const bind = (body: object) => admin.post('/api/grid-handlers', body)
    await bind({ areaCode: '9901', unitId: SANITATION, name: '市处理', phone: '1' })
    await bind({ areaCode: '990101001', unitId: SANITATION, name: '街处理', phone: '2' })
    await bind({ areaCode: '990101001', unitId: ROAD, name: '路处理', phone: '3' })
    const handlerNow = async () => {
      const { id } = await report()
      const foreseen = (await duty.get(`/api/cases/${id}/handlers`)).body as { unitId: number; name: string }[]
      const nameOf = (unitId: number) => foreseen.find((one) => one.unitId === unitId)?.name ?? null
      await taken(duty, id, 'dispatch', { unitId: SANITATION, assistUnitIds: [ROAD] })
      const { orders } = await record(id)
      const named = orders.map(({ handler }) => handler?.name ?? null)
      expect(orders.map(({ unitId }) => (unitId === null ? null : nameOf(unitId)))).toEqual(named)
      return named
    }
    expect(await handlerNow()).toEqual(['街处理', '路处理', null])
    const { body: ofGrid } = await bind({ gridCode: '990101001001001', unitId: SANITATION, name: '格处理', phone: '4' })
    expect(await handlerNow()).toEqual(['格处理', '路处理', null])
    // the same place again is another person
    expect((await bind({ gridCode: '990101001001001', unitId: SANITATION, name: '新处理', phone: '5' })).body.id).toBe(ofGrid.id)
    expect(await handlerNow()).toEqual(['新处理', '路处理', null])
    expect((await admin.delete(`/api/grid-handlers/${ofGrid.id}`)).status).toBe(204)
    expect(await handlerNow()).toEqual(['街处理', '路处理', null])
    const { id } = await report({ ...PLACES.east })
    expect((await (await caseApp.as('duty', '990101')).get(`/api/cases/${id}/handlers`)).status).toBe(404)
    await taken(duty, id, 'dispatch', { unitId: SANITATION })
    expect((await record(id)).orders[0].handler).toEqual({ name: '市处理', phone: '1', accountId: null })
    await taken(duty, id, 'forward', { unitId: ROAD, note: '路面的' })
    const forwarded = await record(id)
    expect(forwarded.orders.at(-1)).toMatchObject({ role: 'handle', unitId: ROAD })
    expect(forwarded.orders.at(-1)!.handler).toBeUndefined()
    expect(forwarded.firstUnitId).toBe(SANITATION)
  })

  it('is bound within one’s own area, to a unit and a place that are there', async () => {
    const west = await caseApp.as('admin', '990101')
    const bind = (body: object) => west.post('/api/grid-handlers', { unitId: ROAD, name: '甲', ...body })
    expect((await bind({ areaCode: '990102' })).body).toMatchObject({ field: 'areaCode' })
    expect((await bind({ gridCode: '990102001001001' })).body).toMatchObject({ field: 'gridCode' })
    expect((await bind({})).body).toMatchObject({ field: 'areaCode' })
    expect((await bind({ areaCode: '990101', unitId: 77 })).body).toMatchObject({ field: 'unitId' })
    expect((await bind({ areaCode: '990101', name: undefined })).body).toMatchObject({ field: 'name' })
    expect((await bind({ areaCode: '990101', accountId: 9999 })).body).toMatchObject({ field: 'accountId' })
    expect((await west.get('/api/grid-handlers')).body.map(({ areaCode }: any) => areaCode)).not.toContain('9901')
  })
})

describe('what was agreed on and designated in a month', () => {
  const MONTH = '/api/catalogue/proposals?month=2026-12'
  const proposals = async (by: Asker = admin) => (await by.get(MONTH)).body

  it('becomes a rule with one click, and the next case of that kind goes there by itself', async () => {
    nowMs.value = Date.parse('2026-12-05T02:00:00Z')
    for (const round of [1, 2]) {
      const id = await refused({ category: 'M07001', ...PLACES.road })
      await taken(duty, id, 'consult', { unitIds: [SANITATION, SCHOOL], note: `第${round}次` })
      await taken(duty, id, 'agree', { unitId: SANITATION, assistUnitIds: [SCHOOL] })
      await taken(duty, id, 'dispatch')
    }
    const leader = await caseApp.as('leader', '990101')
    const disputed = await refused({ category: 'M07001', ...PLACES.road })
    await taken(leader, disputed, 'designate', { unitId: OFFICE, decidedBy: '区长', note: '常务会' })
    // refused after all: that is no outcome
    const undone = await refused({ category: 'M06001' })
    await taken(leader, undone, 'designate', { unitId: ROAD, decidedBy: '区长', note: '常务会' })
    await taken(duty, undone, 'dispatch')
    await taken(unitOf[ROAD], undone, 'refuse', { note: '不行' })

    const first = await proposals()
    expect(first.map(({ category, area, unitId, assistUnitIds, provenance, caseIds, contested, state }: any) =>
      [category, area, unitId, assistUnitIds, provenance, caseIds.length, contested, state])).toEqual([
      ['M07001', '990101001', SANITATION, [SCHOOL], 'agreed', 2, true, 'proposed'],
      // no further than the office's own street
      ['M07001', '990101001', OFFICE, [], 'designated', 1, true, 'proposed'],
    ])
    expect(await Promise.all([proposals(), proposals()])).toEqual([first, first])
    expect((await admin.get('/api/catalogue/proposals?month=2027-01')).body).toEqual([])
    expect(await proposals(await caseApp.as('leader', '990102'))).toEqual([])

    const [agreed, designated] = first
    nowMs.value = Date.parse('2027-01-04T02:00:00Z')
    const accepted = await admin.post(`/api/catalogue/proposals/${agreed.id}/accept`, {})
    expect(accepted.body).toMatchObject({
      category: 'M07001', area: '990101001', unitId: SANITATION, assistUnitIds: [SCHOOL], provenance: 'agreed',
      validFrom: '2027-01-04T02:00:00.000Z',
    })
    expect(accepted.body.consultationId).toBeGreaterThan(0)
    expect((await admin.post(`/api/catalogue/proposals/${agreed.id}/accept`, {})).body).toMatchObject({ code: 'PROPOSAL_DECIDED' })
    expect((await admin.post(`/api/catalogue/proposals/${designated.id}/reject`, { reason: '个案' })).body)
      .toMatchObject({ state: 'rejected', reason: '个案' })
    expect((await proposals()).map(({ state, ruleId }: any) => [state, ruleId])).toEqual([
      ['accepted', accepted.body.id], ['rejected', null],
    ])

    await admin.put('/api/catalogue/auto-dispatch', { autoDispatch: 'routine' })
    const next = await report({ category: 'M07001', ...PLACES.road })
    expect(next).toMatchObject({ status: 'dispatched', unitId: SANITATION, assistUnitIds: [SCHOOL], provenance: 'rule' })
    const trail = (await record(next.id)).routingTrail.find(({ rule }) => rule === 'department')!
    expect(trail.text).toContain(`确权目录规则 ${accepted.body.id}（商定拍，2027-01-04 起生效）`)
    await admin.put('/api/catalogue/auto-dispatch', { autoDispatch: 'express' })
  })
})
