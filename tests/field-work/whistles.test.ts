import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHECK_IN_WITHIN_M } from '../../server/contract/api/field-work.ts'
import type { Database } from '../../server/db/database.ts'
import { checkInVerdict } from '../../server/field-work/check-in-distance.ts'
import { escalateWhistles } from '../../server/field-work/whistles.ts'
import { type Asker, type CaseApp, startCaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

const MINUTE_MS = 60_000
/** Degrees of latitude in a metre. */
const METRE = 1 / 111_195
let database: Database
let city: CaseApp
let nowMs = Date.parse('2026-03-02T02:00:00Z')
let duty: Asker
let westDuty: Asker
let eastDuty: Asker
let unit: Asker
let roads: Asker
let worker: Asker

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database, () => nowMs)
  duty = await city.as('duty')
  westDuty = await city.as('duty', '990101')
  eastDuty = await city.as('duty', '990102')
  unit = await city.as('unit', '990101', { unitId: 4 })
  roads = await city.as('unit', '9901', { unitId: 6 })
  worker = await city.as('worker', '990101001001', { workerId: 11 })
})
afterAll(async () => {
  await city.close()
  await database.close()
})

const whistle = { ...PLACES.west, unitIds: [4, 6], text: '来人清理', withinMinutes: 30 }
const north = (metres: number) => ({ lng: PLACES.west.lng, lat: PLACES.west.lat + metres * METRE, accuracyM: 10 })
const blow = async (who: Asker, body: object = {}) => {
  const reply = await who.post('/api/whistles', { ...whistle, ...body })
  expect(reply.status).toBe(201)
  return reply.body
}
const newCase = async (place: { lng: number; lat: number } = PLACES.west) =>
  (await duty.post('/api/cases', { category: 'M06001', description: '垃圾', ...place, channel: '12345' })).body.id
const eventsOf = async (id: number) => (await duty.get(`/api/cases/${id}`)).body.events
const idsOf = async (who: Asker) => (await who.get('/api/whistles')).body.whistles.map(({ id }: { id: number }) => id)

describe('a whistle', () => {
  test('calls units to a point, and is seen by them, by its desk and by who blew it', async () => {
    const { id, calls, dueAt } = await blow(worker)
    expect(Date.parse(dueAt)).toBe(nowMs + 30 * MINUTE_MS)
    expect(calls).toMatchObject([
      { unitId: 4, checkedInAt: null, called: { name: '西区环卫' } }, { unitId: 6, checkedInAt: null },
    ])
    for (const who of [duty, westDuty, unit, roads, worker]) expect(await idsOf(who)).toContain(id)
    const school = await city.as('unit', '990101001', { unitId: 5 })
    for (const who of [eastDuty, school]) expect(await idsOf(who)).not.toContain(id)
  })

  test('is for a place and units of the caller\'s own area', async () => {
    expect((await eastDuty.post('/api/whistles', whistle)).body).toMatchObject({ field: 'lng, lat' })
    expect((await worker.post('/api/whistles', { ...whistle, ...PLACES.east })).body).toMatchObject({
      field: 'lng, lat',
    })
    expect((await worker.post('/api/whistles', { ...whistle, unitIds: [2] })).body).toMatchObject({
      field: 'unitIds', value: 2,
    })
    expect((await duty.post('/api/whistles', { ...whistle, unitIds: [99] })).body).toMatchObject({
      field: 'unitIds', value: 99,
    })
    expect((await duty.post('/api/whistles', { ...whistle, caseId: 999_999 })).status).toBe(404)
    const ofOthers = await newCase(PLACES.east)
    expect((await worker.post('/api/whistles', { ...whistle, caseId: ofOthers })).status).toBe(404)
    expect((await unit.post('/api/whistles', whistle)).status).toBe(403)
  })

  test('is answered at the point, by the unit that was called, once; the case keeps who came when', async () => {
    const caseId = await newCase()
    const { id } = await blow(duty, { caseId })
    expect((await unit.post(`/api/whistles/${id}/check-in`, north(260))).body).toMatchObject({
      code: 'TOO_FAR', message: expect.stringContaining('260 m'), value: 260,
    })
    const rough = await unit.post(`/api/whistles/${id}/check-in`, { ...north(10), accuracyM: 500 })
    expect(rough.body).toMatchObject({ code: 'TOO_ROUGH', value: 500 })
    expect((await worker.post(`/api/whistles/${id}/check-in`, north(0))).status).toBe(404)
    const stranger = await city.as('unit', '990101001', { unitId: 5 })
    expect((await stranger.post(`/api/whistles/${id}/check-in`, north(0))).status).toBe(404)

    nowMs += 5 * MINUTE_MS
    const measuredAt = new Date(nowMs - MINUTE_MS).toISOString()
    const here = await unit.post(`/api/whistles/${id}/check-in`, { ...north(120), measuredAt })
    expect(here.status).toBe(200)
    expect(here.body.calls[0]).toMatchObject({ unitId: 4, checkedInAt: measuredAt, accuracyM: 10 })
    expect(here.body.calls[0].distanceM).toBeCloseTo(120, 0)
    // far away again, and asked again since the answer was lost
    expect((await unit.post(`/api/whistles/${id}/check-in`, north(5000))).body.calls[0]).toMatchObject({
      checkedInAt: measuredAt,
    })
    expect(await eventsOf(caseId)).toMatchObject([
      { kind: 'report' }, { kind: 'message', note: '吹哨：来人清理（30 分钟内到场）' },
      { kind: 'check-in', note: '距现场 120 米（定位精度 ±10 米）', actor: expect.stringContaining('unit') },
    ])
    expect(city.events.filter(({ topic }) => topic === 'case').map(({ change }) => change)).toContain('check-in')
  })

  test('measured before it was blown, or by a clock ahead, was answered when it came', async () => {
    const { id } = await blow(duty)
    nowMs += MINUTE_MS
    const measuredAt = new Date(nowMs + 60 * MINUTE_MS).toISOString()
    const { body } = await unit.post(`/api/whistles/${id}/check-in`, { ...north(0), measuredAt })
    expect(body.calls[0].checkedInAt).toBe(new Date(nowMs).toISOString())
  })

  test('that nobody answers in time goes to the district\'s desk, once', async () => {
    const caseId = await newCase()
    await escalateWhistles(city.app, nowMs + 600 * MINUTE_MS)
    const { id } = await blow(duty, { caseId, withinMinutes: 10 })
    await unit.post(`/api/whistles/${id}/check-in`, north(0))
    expect(await escalateWhistles(city.app, nowMs + 10 * MINUTE_MS - 1)).toBe(0)
    nowMs += 10 * MINUTE_MS
    expect(await escalateWhistles(city.app, nowMs)).toBe(1)
    expect(await escalateWhistles(city.app, nowMs)).toBe(0)
    const [{ calls }] = (await duty.get('/api/whistles')).body.whistles
    // the unit of the whole city has no district: that of the place is told
    expect(calls).toMatchObject([
      { unitId: 4, escalatedAt: null },
      { unitId: 6, escalatedAt: new Date(nowMs).toISOString(), escalatedTo: '990101' },
    ])
    expect(await eventsOf(caseId)).toMatchObject([
      {}, {}, { kind: 'check-in' }, { kind: 'escalate', note: expect.stringContaining('市路政未按时报到'), actor: '吹哨报到' },
    ])
    // late is better than not at all
    expect((await roads.post(`/api/whistles/${id}/check-in`, north(0))).body.calls[1]).toMatchObject({
      checkedInAt: expect.any(String),
    })
  })

  test('passed on to another district\'s desk is seen there', async () => {
    const { id } = await blow(duty, { unitIds: [2], withinMinutes: 5 })
    expect(await idsOf(eastDuty)).not.toContain(id)
    nowMs += 5 * MINUTE_MS
    expect(await escalateWhistles(city.app, nowMs)).toBe(1)
    expect(await idsOf(eastDuty)).toContain(id)
  })

  test('calls workers too, who check in as near as it asks and are passed on when they do not come', async () => {
    const caseId = await newCase()
    await escalateWhistles(city.app, nowMs + 600 * MINUTE_MS)
    const other = await city.as('worker', '990101001001', { workerId: 12 })
    const stranger = await city.as('worker', '990102001001', { workerId: 13 })
    const body = { unitIds: undefined, workerIds: [11, 12], caseId, withinM: 50, withinMinutes: 10 }
    const { id, calls, withinM } = await blow(duty, body)
    expect(withinM).toBe(50)
    expect(calls).toMatchObject([
      { unitId: null, workerId: 11, called: { name: '张三', nameEn: 'Zhang San' } }, { workerId: 12, called: { name: '李四' } },
    ])
    for (const who of [worker, other]) expect(await idsOf(who)).toContain(id)
    for (const who of [stranger, unit]) expect(await idsOf(who)).not.toContain(id)
    expect((await worker.post(`/api/whistles/${id}/check-in`, north(120))).body).toMatchObject({
      code: 'TOO_FAR', message: expect.stringContaining('within 50 m'),
    })
    expect((await stranger.post(`/api/whistles/${id}/check-in`, north(0))).status).toBe(404)
    expect((await unit.post(`/api/whistles/${id}/check-in`, north(0))).status).toBe(404)
    expect((await worker.post(`/api/whistles/${id}/check-in`, north(20))).body.calls).toMatchObject([
      { workerId: 11, checkedInAt: new Date(nowMs).toISOString() }, { workerId: 12, checkedInAt: null },
    ])
    nowMs += 10 * MINUTE_MS
    expect(await escalateWhistles(city.app, nowMs)).toBe(1)
    expect((await eventsOf(caseId)).slice(-2)).toMatchObject([
      { kind: 'check-in', detail: { workerId: 11 } },
      { kind: 'escalate', detail: { workerId: 12, deskCode: '990101' }, note: expect.stringContaining('李四未按时报到') },
    ])
    expect((await other.post(`/api/whistles/${id}/end`)).status).toBe(404)
  })

  test('calls somebody, and only workers of the caller\'s area', async () => {
    expect((await duty.post('/api/whistles', { ...whistle, unitIds: [] })).body).toMatchObject({ field: 'unitIds' })
    expect((await westDuty.post('/api/whistles', { ...whistle, workerIds: [11, 13] })).body).toMatchObject({
      field: 'workerIds', value: 13,
    })
  })

  test('is found by its case, and as long as nobody has ended it', async () => {
    const caseId = await newCase()
    const [one, other] = [await blow(duty, { caseId }), await blow(duty)]
    const listed = async (query: string, who = duty) =>
      (await who.get(`/api/whistles?${query}`)).body.whistles.map(({ id }: { id: number }) => id)
    expect(await listed(`caseId=${caseId}`)).toEqual([one.id])
    expect(await listed(`caseId=${caseId}`, eastDuty)).toEqual([])
    await duty.post(`/api/whistles/${other.id}/end`)
    expect(await listed('open=true')).toContain(one.id)
    expect(await listed('open=true')).not.toContain(other.id)
    expect(await listed('open=false')).toContain(other.id)
  })

  test('that was called off needs no answer and takes none', async () => {
    const { id } = await blow(worker, { withinMinutes: 5 })
    expect((await eastDuty.post(`/api/whistles/${id}/end`)).status).toBe(404)
    expect((await worker.post(`/api/whistles/${id}/end`)).body).toMatchObject({ endedAt: expect.any(String) })
    nowMs += 5 * MINUTE_MS
    expect(await escalateWhistles(city.app, nowMs)).toBe(0)
    expect((await unit.post(`/api/whistles/${id}/check-in`, north(0))).body).toMatchObject({ code: 'WHISTLE_ENDED' })
  })
})

describe('a check-in', () => {
  const point = PLACES.west
  test.each([
    [0, 0, 'there'], [199, 0, 'there'], [201, 0, 'away'], [230, 40, 'there'], [260, 40, 'away'], [50, 101, 'rough'],
  ])('at %d m from the point, known to %d m, is %s', (metres, accuracyM, type) => {
    expect(checkInVerdict({ ...point, withinM: CHECK_IN_WITHIN_M }, { ...north(metres), accuracyM }).type).toBe(type)
  })
})
