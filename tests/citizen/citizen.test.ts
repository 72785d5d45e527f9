import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { openTestDatabase } from '../support/database.ts'
import { type Answer, type Asker, type CaseApp, startCaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'

const DAY_MS = 86_400_000
const phone = '+86 138 0013 8000'

let database: Database
let city: CaseApp
let duty: Asker
let nowMs = Date.parse('2026-03-02T02:00:00Z')
beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database, () => nowMs)
  duty = await city.as('duty')
})
afterAll(async () => {
  await city?.close()
  await database?.close()
})

let asked = 0
/** Asks without an account, each time from another address unless one is named. */
async function ask(method: 'GET' | 'POST', url: string, payload?: object, address?: string): Promise<Answer> {
  asked += 1
  const remoteAddress = address ?? `10.1.${asked >> 8}.${asked & 255}`
  const reply = await city.app.inject({ method, url, remoteAddress, ...(payload !== undefined && { payload }) })
  return { status: reply.statusCode, headers: reply.headers, body: reply.json(), bytes: reply.rawPayload }
}

const bodyOf = (key: string, more: object = {}) =>
  ({ key, category: 'M06001', description: '楼下垃圾没人清', address: '西街 1 号', ...PLACES.west, ...more })

let keys = 0
async function report(more: object = {}): Promise<{ number: string; lookupCode: string; id: number }> {
  keys += 1
  const key = `00000000-0000-4000-8000-${String(keys).padStart(12, '0')}`
  const reply = await ask('POST', '/api/citizen/cases', bodyOf(key, more))
  expect(reply.status).toBe(201)
  const { rows } = await database.query('select id::float8 as id from cases where number = $1', [reply.body.number])
  return { ...reply.body, id: rows[0].id }
}

const step = async (id: number, name: string, body: object = {}) => {
  const reply = await duty.post(`/api/cases/${id}/steps/${name}`, body)
  expect(reply.status).toBe(200)
}

async function bringToClose(id: number): Promise<void> {
  await step(id, 'dispatch')
  await step(id, 'handle', { note: '已清运' })
  await step(id, 'close', { note: '现场已复查' })
}

const lookUp = ({ number, lookupCode }: { number: string; lookupCode: string }) =>
  ask('GET', `/api/citizen/cases/${number}?code=${lookupCode}`)

const content = { responded: true, solved: true, satisfied: true, rating: 5 }

test('the page learns the name of the city, that it is simulated, what can be reported, and no more', async () => {
  const { status, body } = await ask('GET', '/api/citizen/city')
  expect(status).toBe(200)
  expect(Object.keys(body).sort()).toEqual(['bounds', 'groups', 'name', 'nameEn', 'simulated', 'timeZone'])
  expect(body).toMatchObject({ name: '小城', simulated: true })
  const group = body.groups.find(({ code }: { code: string }) => code === 'M06')
  expect(group.kinds.map(({ code }: { code: string }) => code).sort()).toEqual(['M06001', 'M06002'])
})

test('areas are found by a piece of their name, the smallest first, with a point inside', async () => {
  const { body } = await ask('GET', `/api/citizen/places?text=${encodeURIComponent('西')}`)
  expect(body.places.map(({ code }: { code: string }) => code)).toEqual(['990101001001', '990101001', '990101'])
  expect(body.places[0]).toMatchObject({ name: '西社区', path: '小城西区西街道' })
  expect(body.places[0].lng).toBeLessThan(116.1)
})

test('a case lives from the report of a citizen over an unsatisfied rating and a second round to content', async () => {
  const receipt = await report({ phone })
  expect(receipt.lookupCode).toMatch(/^[2-9A-HJ-NP-Z]{8}$/)
  const before = (await lookUp(receipt)).body
  expect(before).toMatchObject({ status: 'reported', round: 1, ratingToken: null, categoryName: '暴露垃圾' })
  expect(before.expectedAt).not.toBeNull()
  expect((await duty.get(`/api/cases/${receipt.id}/rating-link`)).status).toBe(404)

  await step(receipt.id, 'note', { note: '内部备注，勿外传' })
  await bringToClose(receipt.id)
  const closed = await lookUp(receipt)
  expect(closed.body).toMatchObject({ status: 'closed', expectedAt: null, unit: { name: '西区环卫' } })
  const told = closed.body.steps.map(({ kind, note }: { kind: string; note: string }) => [kind, note])
  expect(told).toEqual([['report', ''], ['dispatch', ''], ['handle', '已清运'], ['close', '现场已复查']])
  const text = JSON.stringify(closed.body)
  for (const secret of ['勿外传', 'duty', '张三', '李四', '138']) expect(text).not.toContain(secret)

  const token = closed.body.ratingToken
  const link = (await duty.get(`/api/cases/${receipt.id}/rating-link`)).body
  expect(link).toMatchObject({ path: `/citizen?rate=${token}`, lookupCode: receipt.lookupCode, round: 1, usedAt: null })
  const { rowCount: shown } = await database.query(
    `select from audit_log where action = 'show-rating-link' and subject = $1`, [`case:${receipt.id}`],
  )
  expect(shown).toBe(1)
  const asked = (await ask('GET', `/api/citizen/ratings/${token}`)).body
  expect(asked).toMatchObject({ number: receipt.number, state: 'open' })

  const unhappy = { responded: true, solved: false, satisfied: false, rating: 1, note: '第二天又堆满了' }
  const rated = await ask('POST', `/api/citizen/ratings/${token}`, unhappy)
  expect(rated).toMatchObject({ status: 200, body: { reopened: true, round: 2, number: receipt.number } })
  const record = (await duty.get(`/api/cases/${receipt.id}`)).body
  expect(record).toMatchObject({ status: 'reported', round: 2, satisfied: false })
  expect(record.events.slice(-2)).toMatchObject([
    { kind: 'revisit', actor: '市民', round: 1, detail: { solved: false, rating: 1 } },
    { kind: 'reopen', actor: '市民', round: 2, note: '第二天又堆满了' },
  ])
  expect(city.events.slice(-2)).toMatchObject([{ change: 'revisit' }, { change: 'reopen' }])
  expect(await ask('POST', `/api/citizen/ratings/${token}`, content)).toMatchObject({ status: 409 })
  expect((await ask('GET', `/api/citizen/ratings/${token}`)).body.state).toBe('used')

  await bringToClose(receipt.id)
  const second = (await lookUp(receipt)).body.ratingToken
  expect(second).not.toBe(token)
  const happy = await ask('POST', `/api/citizen/ratings/${second}`, content)
  expect(happy.body).toMatchObject({ reopened: false, round: 2 })
  expect((await lookUp(receipt)).body).toMatchObject({ status: 'closed', round: 2, ratingToken: null })
  expect((await duty.get(`/api/cases/${receipt.id}`)).body).toMatchObject({ satisfied: true })
})

test('what a unit or a worker wrote tells its reporter no name and no number of a person', async () => {
  const receipt = await report({ phone, name: '陈小姐' })
  await step(receipt.id, 'dispatch', { unitId: 4, workerId: 11 })
  await step(receipt.id, 'handle', { note: '张三（13912345678）已清运，联系过陈小姐 +86 138 0013 8000，投诉请拨 12345' })
  await step(receipt.id, 'close', { note: '张三复查' })
  const { steps } = (await lookUp(receipt)).body
  expect(steps.map(({ note }: { note: string }) => note)).toEqual([
    '', '', '**（139****5678）已清运，联系过*** +86 138 **** ****，投诉请拨 12345', '**复查',
  ])
})

test('the same report sent again is the same case, with the same answer', async () => {
  const body = bodyOf('11111111-0000-4000-8000-000000000001')
  const [first, again] = await Promise.all([
    ask('POST', '/api/citizen/cases', body), ask('POST', '/api/citizen/cases', body),
  ])
  expect([first.status, again.status].sort()).toEqual([200, 201])
  expect(again.body).toEqual(first.body)
  expect((await ask('POST', '/api/citizen/cases', body)).body).toEqual(first.body)
})

test('a number shows nothing to who does not know the code, and nothing tells whether it is one', async () => {
  const [mine, other] = [await report(), await report()]
  const wrong = await ask('GET', `/api/citizen/cases/${mine.number}?code=${other.lookupCode}`)
  const none = await ask('GET', `/api/citizen/cases/GW19990101-0001?code=${other.lookupCode}`)
  expect(wrong.status).toBe(404)
  expect(none.body).toEqual(wrong.body)
  const typed = `${mine.lookupCode.slice(0, 4).toLowerCase()}-${mine.lookupCode.slice(4)}`
  expect((await ask('GET', `/api/citizen/cases/${mine.number}?code=${typed}`)).status).toBe(200)
})

test('the last four digits of the phone open a case, but cannot be guessed', async () => {
  const { number } = await report({ phone })
  const silent = await report()
  const tryDigits = (digits: string) => ask('GET', `/api/citizen/cases/${number}?code=${digits}`)
  expect((await tryDigits('8000')).status).toBe(200)
  const guesses = ['0000', '0001', '0002', '0003', '0004', '8000']
  const answers: number[] = []
  for (const digits of guesses) answers.push((await tryDigits(digits)).status)
  expect(answers).toEqual([404, 404, 404, 404, 404, 429])
  nowMs += DAY_MS
  expect((await tryDigits('8000')).status).toBe(200)
  expect((await ask('GET', `/api/citizen/cases/${silent.number}?code=8000`)).status).toBe(404)
})

test('the webhook of the channel of origin is told where a case that closed can be rated, and no other', async () => {
  await database.query(
    `insert into webhooks (label, url, secret, events, scope_code, channel, with_contact) values
       ('portal', 'http://127.0.0.1:9/in', 's', '{close,handle}', '99', 'web', true),
       ('hotline', 'http://127.0.0.1:9/in', 's', '{close,handle}', '99', '12345', true),
       ('whole', 'http://127.0.0.1:9/in', 's', '{close,handle}', '99', null, false)`,
  )
  const receipt = await report({ phone })
  await bringToClose(receipt.id)
  const { path } = (await duty.get(`/api/cases/${receipt.id}/rating-link`)).body
  const { rows } = await database.query<{ label: string; kind: string; path: string | null }>(
    `select label, kind, body ->> 'ratingPath' as path from webhook_deliveries join webhooks on webhooks.id = webhook_id
      where case_id = $1 order by sequence`, [receipt.id],
  )
  await database.query('update webhooks set enabled = false')
  expect(rows.map((row) => [row.label, row.kind, row.path])).toEqual([
    ['portal', 'handle', null], ['whole', 'handle', null], ['portal', 'close', path], ['whole', 'close', null],
  ])
})

test('a citizen urges his case once a day by its code, and the desk reads it', async () => {
  const receipt = await report()
  const urge = (over: object = {}) => postTo(`/api/citizen/cases/${receipt.number}/urge`, { code: receipt.lookupCode, ...over })
  expect((await urge({ code: 'ABCDEFGH' })).statusCode).toBe(404)
  expect((await urge({ note: '三天了' })).statusCode).toBe(204)
  const again = await urge()
  expect([again.statusCode, again.json().code]).toEqual([409, 'URGED_TODAY'])
  const record = (await duty.get(`/api/cases/${receipt.id}`)).body
  expect(record.events.at(-1)).toMatchObject({ kind: 'urge', actor: '市民', note: '三天了' })
  await bringToClose(receipt.id)
  nowMs += DAY_MS
  const ended = await urge()
  expect([ended.statusCode, ended.json().code]).toEqual([409, 'CASE_ENDED'])
})

/** Posts without reading an answer that is empty. */
const postTo = (url: string, payload: object) =>
  city.app.inject({ method: 'POST', url, payload, remoteAddress: '10.7.7.7' })

test.each([
  ['is content', content], ['is not, so that the case is open again', { ...content, solved: false }],
])('of two who use a link at once one is told that it was used, whether the other %s', async (_, said) => {
  const receipt = await report()
  await bringToClose(receipt.id)
  const token = (await lookUp(receipt)).body.ratingToken
  const both = await Promise.all([1, 2].map(() => ask('POST', `/api/citizen/ratings/${token}`, said)))
  expect(both.map(({ status, body }) => [status, body.code]).sort()).toEqual([[200, undefined], [409, 'RATING_USED']])
  const visits = await database.query(`select from case_events where case_id = $1 and kind = 'revisit'`, [receipt.id])
  expect(visits.rowCount).toBe(1)
})

test('a link rates no other round and nothing after 30 days', async () => {
  const [reopened, late] = [await report(), await report()]
  for (const { id } of [reopened, late]) await bringToClose(id)
  const [overToken, lateToken] = [(await lookUp(reopened)).body.ratingToken, (await lookUp(late)).body.ratingToken]
  await step(reopened.id, 'reopen', { note: '复查发现' })
  await bringToClose(reopened.id)
  expect((await ask('POST', `/api/citizen/ratings/${overToken}`, content)).body.code).toBe('RATING_OVER')
  nowMs += 30 * DAY_MS
  expect((await ask('POST', `/api/citizen/ratings/${lateToken}`, content)).body.code).toBe('RATING_EXPIRED')
  expect((await ask('GET', '/api/citizen/ratings/no-such-token-at-all')).status).toBe(404)
})

test('who asks too often from one address is held off', async () => {
  const answers: number[] = []
  for (let n = 0; n < 11; n += 1) {
    answers.push((await ask('GET', '/api/citizen/cases/none?code=AAAAAA', undefined, '10.9.9.9')).status)
  }
  expect(answers.slice(0, 10)).toEqual(Array(10).fill(404))
  expect(answers[10]).toBe(429)
})

test('a report from far outside, of an unknown kind or with a field of the desk is refused by name', async () => {
  const key = '22222222-0000-4000-8000-000000000001'
  const far = await ask('POST', '/api/citizen/cases', bodyOf(key, PLACES.farOutside))
  expect(far).toMatchObject({ status: 400, body: { field: 'lng, lat' } })
  expect(await ask('POST', '/api/citizen/cases', bodyOf(key, { category: 'M06' }))).toMatchObject({ status: 400 })
  expect(await ask('POST', '/api/citizen/cases', bodyOf(key, { urgent: true }))).toMatchObject({ status: 400 })
})
