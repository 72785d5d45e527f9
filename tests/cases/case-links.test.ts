import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CaseChanged } from '../../server/cases/case-draft.ts'
import { systemTaker } from '../../server/cases/flow/standing.ts'
import { replayCase } from '../../server/cases/replay-case.ts'
import type { CaseCopy, Duplicate } from '../../server/contract/api/case-links.ts'
import type { CaseEventRecord, CaseSummary } from '../../server/contract/api/cases.ts'
import type { Database } from '../../server/db/database.ts'
import { openTestDatabase } from '../support/database.ts'
import { startCaseApp, type Asker, type CaseApp } from './case-app.ts'
import { insertCaseCity, PLACES } from './case-city.ts'

const START_MS = Date.parse('2026-03-02T02:00:00Z')
const HOUR_MS = 3_600_000

let database: Database
let caseApp: CaseApp
let province: Asker
let duty: Asker
let community: Asker
let nowMs = START_MS
const followed: CaseChanged[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  caseApp = await startCaseApp(database, () => nowMs)
  caseApp.app.cases.follow({ follow: (changes) => void followed.push(...changes) })
  province = await caseApp.as('duty', '99')
  duty = await caseApp.as('duty', '9901')
  community = await caseApp.as('duty', '990101001001')
})
afterAll(async () => {
  await caseApp.close()
  await database.close()
})
beforeEach(async () => {
  await caseApp.app.feed.idle()
  caseApp.events.length = 0
  followed.length = 0
})

async function report(over: object = {}, by = duty): Promise<CaseSummary> {
  const { status, body } = await by.post('/api/cases', {
    category: 'M06001', description: '路边有垃圾', channel: '12345', ...PLACES.west, ...over,
  })
  expect(body).toMatchObject({ id: expect.any(Number) })
  expect(status).toBe(201)
  return body
}

async function eventsOf(id: number): Promise<CaseEventRecord[]> {
  const { stored, replayed } = (await replayCase(database, id, caseApp.app.cases.templates()))!
  expect(replayed).toEqual(stored)
  return (await province.get(`/api/cases/${id}`)).body.events
}
/** What the feed told of such changes; the clocks of older cases go on beside. */
function told(...changes: string[]): [change: string, id: number, version: number][] {
  return caseApp.events.flatMap((event) =>
    event.topic === 'case' && changes.includes(event.change) ? [[event.change, event.case.id, event.case.version]] : [],
  )
}
const step = (id: number, name: string, body: object = {}, by = duty) => by.post(`/api/cases/${id}/steps/${name}`, body)

test('a merge is written on both sides and told of both, and the end of the one that goes on reaches the other', async () => {
  const [one, other, third] = [await report(), await report(), await report()]
  await caseApp.app.feed.idle()
  caseApp.events.length = 0
  expect(await step(one.id, 'merge', { intoCaseId: other.id })).toMatchObject({ status: 200, body: { status: 'merged', version: 2 } })
  await caseApp.app.feed.idle()
  expect(told('merge')).toEqual([
    ['merge', one.id, 2], ['merge', other.id, 2],
  ])
  expect((await eventsOf(one.id)).at(-1)).toMatchObject({ kind: 'merge', detail: { intoCaseId: other.id }, toStatus: 'merged' })
  expect((await eventsOf(other.id)).at(-1)).toMatchObject({ kind: 'merge', detail: { fromCaseId: one.id }, toStatus: 'reported' })
  expect((await duty.get(`/api/cases/${one.id}`)).body).toMatchObject({ mergedInto: other.id })

  await step(third.id, 'merge', { intoCaseId: other.id })
  for (const name of ['dispatch', 'handle']) await step(other.id, name)
  followed.length = 0
  expect(await step(other.id, 'close', { note: '已清理' })).toMatchObject({ status: 200, body: { status: 'closed' } })
  expect(followed.map(({ after, events }) => [after.id, after.status, events[0].kind])).toEqual([
    [other.id, 'closed', 'close'], [one.id, 'merged', 'outcome'], [third.id, 'merged', 'outcome'],
  ])
  expect((await eventsOf(one.id)).at(-1)).toMatchObject({
    kind: 'outcome', toStatus: 'merged', note: '已清理', detail: { intoCaseId: other.id },
  })
})

test('a chain of merges hears of the end of its last; one into a closed case hears at once', async () => {
  const [one, two, three, late] = [await report(), await report(), await report(), await report()]
  await step(one.id, 'merge', { intoCaseId: two.id })
  await step(two.id, 'merge', { intoCaseId: three.id })
  await step(three.id, 'reject', { note: '不属实' })
  expect((await eventsOf(one.id)).map(({ kind }) => kind)).toEqual(['report', 'merge', 'outcome'])
  expect(await step(late.id, 'merge', { intoCaseId: three.id })).toMatchObject({
    status: 409, body: { code: 'CASE_STATE', message: expect.stringContaining('rejected') },
  })
  const closed = await report()
  for (const name of ['dispatch', 'handle', 'close']) await step(closed.id, name)
  await step(late.id, 'merge', { intoCaseId: closed.id })
  expect((await eventsOf(late.id)).map(({ kind }) => kind)).toEqual(['report', 'merge', 'outcome'])
})

test('what was merged into a case hears of it when that is merged into one that has ended', async () => {
  const [first, second, third, closed] = [await report(), await report(), await report(), await report()]
  await step(first.id, 'merge', { intoCaseId: second.id })
  await step(second.id, 'merge', { intoCaseId: third.id })
  for (const name of ['dispatch', 'handle', 'close']) await step(closed.id, name)
  await caseApp.app.feed.idle()
  caseApp.events.length = 0
  expect((await step(third.id, 'merge', { intoCaseId: closed.id })).status).toBe(200)
  for (const { id } of [first, second, third]) {
    expect((await eventsOf(id)).at(-1)).toMatchObject({ kind: 'outcome', toStatus: 'merged', detail: { intoCaseId: closed.id } })
  }
  await caseApp.app.feed.idle()
  expect(told('outcome').map(([, id]) => id)).toEqual([first.id, second.id])
})

test('a case is merged into one that the desk has, that was not merged itself, and is another', async () => {
  const [one, other, east] = [await report(), await report(), await report(PLACES.east)]
  await step(other.id, 'merge', { intoCaseId: one.id })
  expect(await step(one.id, 'merge', { intoCaseId: other.id })).toMatchObject({
    status: 409, body: { message: expect.stringContaining(`merged into case ${one.id}`) },
  })
  const refused = [
    await step(one.id, 'merge', { intoCaseId: one.id }), await step(one.id, 'merge', { intoCaseId: 999_999 }),
    await step(one.id, 'merge', { intoCaseId: east.id }, community), await step(one.id, 'merge'),
  ]
  for (const answer of refused) expect(answer).toMatchObject({ status: 400, body: { field: 'intoCaseId' } })
  expect((await eventsOf(east.id)).map(({ kind }) => kind)).toEqual(['report'])
})

test('what belongs to a drill is no duplicate of what is real, and is not merged with it', async () => {
  const [real, drill] = [await report(PLACES.school), await report(PLACES.school)]
  const duplicates = async (id: number) =>
    (await duty.get(`/api/cases/${id}/duplicates`)).body.map((duplicate: Duplicate) => duplicate.case.id)
  expect(await duplicates(real.id)).toEqual([drill.id])
  await caseApp.app.cases.annotate({
    caseId: drill.id, kind: 'mode', note: '', detail: { mode: 'drill' }, taker: systemTaker(), atMs: nowMs,
  })
  expect([await duplicates(real.id), await duplicates(drill.id)]).toEqual([[], []])
  for (const [one, into] of [[real.id, drill.id], [drill.id, real.id]]) {
    expect(await step(one, 'merge', { intoCaseId: into })).toMatchObject({
      status: 409, body: { code: 'CASE_STATE', message: expect.stringContaining('drill') },
    })
  }
})

test('likely duplicates are near, of the same class, of the same days, and not finished long ago', async () => {
  nowMs = START_MS + 1000 * HOUR_MS
  const place = { lng: 116.07, lat: 40.02 }
  const at = (metresEast: number, over: object = {}) => report({ ...place, lng: place.lng + metresEast / 85_300, ...over })
  const old = await at(1)
  nowMs += 80 * HOUR_MS
  const closed = await at(20)
  for (const name of ['dispatch', 'handle', 'close']) await step(closed.id, name, { workerId: 11 })
  const near = await at(10)
  const sameClass = await at(10, { category: 'M06002' })
  await at(10, { category: 'M07001' })
  const far = await at(190)
  const tooFar = await at(230)
  const rejected = await at(5)
  await step(rejected.id, 'reject', { note: '误报' })
  nowMs += HOUR_MS
  const one = await at(0)
  const { body } = await duty.get(`/api/cases/${one.id}/duplicates`)
  expect(body.map((duplicate: Duplicate) => duplicate.case.id)).toEqual([near.id, closed.id, sameClass.id, far.id]
    .toSorted((a, b) => score(b) - score(a)))
  function score(id: number): number {
    return body.find((duplicate: Duplicate) => duplicate.case.id === id)?.score ?? 0
  }
  expect(body[0]).toMatchObject({ distanceM: 10, hoursApart: 1, sameCategory: true, reason: '同类别，相距 10 米，相隔 1 小时' })
  const wider = (await duty.get(`/api/cases/${one.id}/duplicates?radiusM=300&hours=100`)).body
  const ids = wider.map((duplicate: Duplicate) => duplicate.case.id)
  expect(ids).toContain(tooFar.id)
  expect(ids).toContain(old.id)
  expect((await community.get(`/api/cases/${(await report(PLACES.east)).id}/duplicates`)).status).toBe(404)
  nowMs += 100 * HOUR_MS
  expect((await duty.get(`/api/cases/${one.id}/duplicates`)).body.map((d: Duplicate) => d.case.id)).not.toContain(closed.id)
})

test('a split makes routed cases of its parts on the same desk, written down on all sides', async () => {
  const whole = await report({ ...PLACES.road, template: 'five-step', deskCode: '990101', address: '西大街' })
  await caseApp.app.feed.idle()
  caseApp.events.length = 0
  const parts = [{ description: '井盖破损', category: 'M07001' }, { description: '垃圾', unitId: 5 }]
  expect(await step(whole.id, 'split', { parts })).toMatchObject({ status: 400, body: { field: 'note' } })
  const answer = await step(whole.id, 'split', { note: '两件事', parts, key: 's' })
  expect(answer).toMatchObject({ status: 200, body: { id: whole.id, status: 'reported' } })
  const { newCaseIds } = (await eventsOf(whole.id)).at(-1)!.detail as { newCaseIds: number[] }
  expect(newCaseIds).toHaveLength(2)
  const [lid, litter] = await Promise.all(newCaseIds.map(async (id) => (await duty.get(`/api/cases/${id}`)).body))
  expect(lid).toMatchObject({
    splitFrom: whole.id, unitId: 6, categoryCode: 'M07001', description: '井盖破损', template: 'five-step',
    deskCode: '990101', address: '西大街', channel: '12345',
  })
  expect(litter).toMatchObject({ splitFrom: whole.id, unitId: 5, provenance: 'person', categoryCode: 'M06001' })
  expect((await eventsOf(lid.id)).map(({ kind, detail }) => [kind, detail.fromCaseId])).toEqual([
    ['report', undefined], ['split', whole.id],
  ])
  await caseApp.app.feed.idle()
  expect(told('split', 'report').map(([, id]) => id)).toEqual([whole.id, ...newCaseIds])
  expect((await step(whole.id, 'split', { note: '两件事', parts, key: 's' })).status).toBe(200)
  const { rows } = await database.query('select 1 from cases where split_from = $1', [whole.id])
  expect(rows).toHaveLength(2)
})

test('a split needs two to five parts of things that there are', async () => {
  const { id } = await report()
  const refusals: [object, string][] = [
    [{}, 'parts'], [{ parts: [{ description: 'x' }] }, 'parts'],
    [{ parts: [{ description: 'x' }, { description: 'y', unitId: 99 }] }, 'parts.1.unitId'],
    [{ parts: [{ description: 'x' }, { description: 'y', category: 'X' }] }, 'category'],
  ]
  for (const [body, field] of refusals) {
    expect(await step(id, 'split', { note: '拆', ...body })).toMatchObject({ status: 400, body: { field } })
  }
  const parts = [{ description: 'x' }, { description: 'y' }]
  expect(await step(id, 'note', { note: 'x', parts })).toMatchObject({ status: 400, body: { field: 'parts' } })
})

test('a transfer over several levels copies the desks between, which read it once', async () => {
  const made = await report({ deskCode: '99' }, province)
  expect(made.deskCode).toBe('99')
  expect((await step(made.id, 'dispatch', {}, duty)).status).toBe(403)
  const down = await step(made.id, 'transfer', { deskCode: '990101001001', note: '直达社区' }, province)
  expect(down).toMatchObject({ status: 200, body: { deskCode: '990101001001', version: 3 } })
  expect((await eventsOf(made.id)).slice(1)).toMatchObject([
    { kind: 'transfer', detail: { fromDesk: '99', deskCode: '990101001001' } },
    { kind: 'copy', detail: { deskCodes: ['9901', '990101', '990101001'] } },
  ])
  const district = await caseApp.as('duty', '990101')
  const { body } = await district.get('/api/copies')
  expect(body).toMatchObject({ unread: 2, nextBefore: null })
  expect(body.copies.map(({ desk, reason, case: { id } }: CaseCopy) => [desk.code, desk.name, reason, id])).toEqual([
    ['990101001', '西街道', 'transfer', made.id], ['990101', '西区', 'transfer', made.id],
  ])
  const [street, own] = body.copies
  expect((await district.post(`/api/copies/${own.id}/read`)).status).toBe(204)
  const after = (await district.get('/api/copies')).body
  expect(after.copies.map(({ id }: CaseCopy) => id)).toEqual([street.id, own.id])
  expect(after.copies[1]).toMatchObject({ readBy: expect.stringMatching(/^duty/), readAt: new Date(nowMs).toISOString() })
  const first = (await district.get('/api/copies?limit=1')).body
  expect(first.nextBefore).toBe(`unread:${street.id}`)
  const second = (await district.get(`/api/copies?limit=1&before=${first.nextBefore}`)).body
  expect(second).toMatchObject({ copies: [{ id: own.id }], nextBefore: null })
  expect((await district.get('/api/copies?unread=true')).body.copies).toHaveLength(1)
  expect((await (await caseApp.as('duty', '990102')).post(`/api/copies/${own.id}/read`)).status).toBe(404)
  const up = await step(made.id, 'transfer', { deskCode: '9901', note: '超出能力' }, community)
  expect(up.status).toBe(200)
  expect((await district.get('/api/copies')).body.unread).toBe(2)
})

test('a high desk that reports or dispatches straight to the place copies those between; one level up copies nobody', async () => {
  const straight = await report({ deskCode: '990101001001' }, province)
  expect((await eventsOf(straight.id)).map(({ kind, detail }) => [kind, detail.deskCodes])).toEqual([
    ['report', undefined], ['copy', ['9901', '990101', '990101001']],
  ])
  const city = await report({ deskCode: '9901' })
  await step(city.id, 'dispatch')
  expect((await eventsOf(city.id)).at(-1)).toMatchObject({ kind: 'copy', detail: { deskCodes: ['990101', '990101001'] } })
  const usual = await report()
  await step(usual.id, 'transfer', { deskCode: '990101001', note: '上报' })
  expect((await eventsOf(usual.id)).map(({ kind }) => kind)).toEqual(['report', 'transfer'])
  expect(await step(usual.id, 'transfer', { deskCode: '9901010', note: '无此席' })).toMatchObject({ status: 400, body: { field: 'deskCode' } })
  expect((await duty.post('/api/cases', {
    category: 'M06001', description: 'x', channel: '12345', ...PLACES.west, deskCode: '990102',
  })).body).toMatchObject({ field: 'deskCode' })
})

test('the desks above a case have names, the province by its setting', async () => {
  const { id } = await report()
  const names = async () => (await duty.get(`/api/cases/${id}`)).body.desks.map(({ name }: { name: string }) => name)
  expect(await names()).toEqual(['西社区', '西街道', '西区', '小城', '省级平台'])
  await database.query(`insert into settings (key, value) values ('province', '{"code": "99", "name": "示例省", "nameEn": "Sample"}')`)
  expect((await names()).at(-1)).toBe('示例省')
})
