import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CaseRecord, CaseSummary } from '../../server/contract/api/cases.ts'
import type { Database } from '../../server/db/database.ts'
import { type Asker, type CaseApp, startCaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

const DAY = 86_400_000
let nowMs = Date.parse('2026-11-02T02:00:00Z')
let database: Database
let caseApp: CaseApp
let admin: Asker
let duty: Asker

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  caseApp = await startCaseApp(database, () => nowMs)
  admin = await caseApp.as('admin')
  duty = await caseApp.as('duty')
})
afterAll(async () => {
  await caseApp?.close()
  await database?.close()
})
beforeEach(async () => {
  nowMs += DAY
  for (const { id, validTo } of (await admin.get('/api/duty-rules')).body) {
    if (validTo === null) await admin.post(`/api/duty-rules/${id}/end`, {})
  }
})

async function report(over: object = {}): Promise<CaseSummary> {
  const body = { category: 'M06001', description: '一堆垃圾', channel: 'app', ...PLACES.west, ...over }
  const { status, body: summary } = await duty.post('/api/cases', body)
  expect(status).toBe(201)
  return summary
}
const record = async (id: number): Promise<CaseRecord> => (await duty.get(`/api/cases/${id}`)).body
async function rule(body: object): Promise<number> {
  const answer = await admin.post('/api/duty-rules', body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.id
}

describe('a rule of the catalogue', () => {
  it('decides who leads and who assists, and the record says which rule and since when', async () => {
    const id = await rule({ category: 'M06001', area: '990101', unitId: 6, assistUnitIds: [5], assistUnitKinds: ['sanitation'] })
    const { id: caseId, ...summary } = await report()
    expect(summary).toMatchObject({ unitId: 6, assistUnitIds: [5, 4], provenance: 'rule', template: 'standard', status: 'reported' })
    const step = (await record(caseId)).routingTrail.find(({ rule: name }) => name === 'department')!
    expect(step.text).toBe(`确权目录规则 ${id}（法定拍，2026-11-03 起生效）确定由「市路政」处置。`)
    expect(step.textEn).toBe(`Rule ${id} of the catalogue (laid down, in force since 2026-11-03) gives it to “City Roads”.`)
  })

  it('of the nearer category and the smaller area goes before others, and holds for grids as well', async () => {
    await rule({ category: 'M', unitId: 1 })
    await rule({ category: 'M06', area: '9901', unitId: 2 })
    expect((await report()).unitId).toBe(2)
    await rule({ category: 'M06', area: '990101001001001', unitId: 3 })
    expect((await report()).unitId).toBe(3)
    expect((await report({ ...PLACES.noWorker })).unitId).toBe(2)
    expect((await report({ category: 'M07001' })).unitId).toBe(1)
  })

  it('of a kind of unit names the exclusive grid’s own unit, else the one with the smallest area around', async () => {
    await rule({ category: 'M09001', unitKind: 'school' })
    expect(await report({ category: 'M09001', ...PLACES.school })).toMatchObject({ unitId: 5, provenance: 'rule' })
    await rule({ category: 'M06001', unitKind: 'road' })
    expect((await report()).unitId).toBe(6)
  })

  it('of a kind that nobody here is of leaves the case to the usual order', async () => {
    await rule({ category: 'M06001', unitKind: 'school' })
    expect(await report({ ...PLACES.east })).toMatchObject({ unitId: 2, provenance: 'fallback' })
  })

  it('decides from its start to its end, and another for the same place takes over from it', async () => {
    const validFrom = new Date(nowMs + DAY).toISOString()
    await rule({ category: 'M06001', area: '990101', unitId: 6, validFrom })
    expect((await report()).unitId).toBe(4)
    nowMs += DAY
    expect((await report()).unitId).toBe(6)
    nowMs += DAY
    await rule({ category: 'M06001', area: '990101', unitId: 5 })
    expect((await report()).unitId).toBe(5)
    const rules = (await duty.get('/api/duty-rules?category=M06001')).body
    expect(rules.find(({ unitId, validFrom: from }: any) => unitId === 6 && from === validFrom).validTo)
      .toBe(new Date(nowMs).toISOString())
    const asked = `/api/duty-rules/resolve?category=M06001&area=990101001001&at=${new Date(nowMs - DAY).toISOString()}`
    expect((await duty.get(asked)).body).toMatchObject({ unitId: 6, rule: { provenance: 'rule' } })
  })

  it('for a while stands before the one it interrupts, which decides again afterwards', async () => {
    await rule({ category: 'M06001', area: '990101', unitId: 6 })
    nowMs += DAY
    const [from, to] = [nowMs, nowMs + DAY].map((ms) => new Date(ms).toISOString())
    const meanwhile = await rule({ category: 'M06001', area: '990101', unitId: 5, validFrom: from, validTo: to })
    expect((await report()).unitId).toBe(5)
    nowMs += DAY
    expect((await report()).unitId).toBe(6)
    expect(await admin.post(`/api/duty-rules/${meanwhile}/end`, {})).toMatchObject({
      status: 409, body: { code: 'RULE_ENDED', message: expect.stringContaining(to) },
    })
    expect((await report()).unitId).toBe(6)
  })

  it('does not move a point outside all grids from the desk', async () => {
    await rule({ category: 'M', unitId: 6 })
    expect(await report({ ...PLACES.justOutside })).toMatchObject({ unitId: 1, provenance: 'fallback' })
  })

  it.each([
    [{ category: 'X', unitId: 6 }, 'category'],
    [{ category: 'M06', unitId: 6, unitKind: 'road' }, 'unitId'],
    [{ category: 'M06' }, 'unitId'],
    [{ category: 'M06', unitId: 99 }, 'unitId'],
    [{ category: 'M06', unitKind: 'dragons' }, 'unitKind'],
    [{ category: 'M06', unitId: 6, assistUnitIds: [98] }, 'assistUnitIds'],
    [{ category: 'M06', unitId: 6, area: '77' }, 'area'],
    [{ category: 'M06', unitId: 6, validFrom: '2026-11-03T00:00:00Z', validTo: '2026-11-03T00:00:00Z' }, 'validTo'],
  ])('that makes no sense is refused by the name of its field: %j', async (body, field) => {
    expect((await admin.post('/api/duty-rules', body)).body).toMatchObject({ code: 'BAD_INPUT', field })
  })

  it('is for administrators of its area', async () => {
    const west = await caseApp.as('admin', '990101')
    expect((await west.post('/api/duty-rules', { category: 'M06', unitId: 4 })).body).toMatchObject({ field: 'area' })
    expect((await west.post('/api/duty-rules', { category: 'M06', area: '990102', unitId: 4 })).body).toMatchObject({ field: 'area' })
    const everywhere = await rule({ category: 'M06', unitId: 4 })
    expect((await west.post(`/api/duty-rules/${everywhere}/end`, {})).status).toBe(403)
    const ofEast = await rule({ category: 'M06', area: '990102', unitId: 2 })
    expect((await west.get('/api/duty-rules')).body.map(({ id }: any) => id)).not.toContain(ofEast)
    expect((await west.post(`/api/duty-rules/${ofEast}/end`, {})).status).toBe(404)
    expect((await duty.post('/api/duty-rules', { category: 'M06', unitId: 4 })).status).toBe(403)
  })
})
