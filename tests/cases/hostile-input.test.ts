import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { openTestDatabase } from '../support/database.ts'
import { type Asker, type CaseApp, startCaseApp } from './case-app.ts'
import { insertCaseCity, PLACES } from './case-city.ts'

let database: Database
let city: CaseApp
let admin: Asker
let device: Asker
let caseId: number
beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database)
  admin = await city.as('admin')
  device = await city.as('device')
  caseId = (await admin.post('/api/cases', litter)).body.id
})
afterAll(async () => {
  await city?.close()
  await database?.close()
})

const litter = { category: 'M06001', description: '路边有垃圾', channel: 'app', ...PLACES.west }
const photo = { mediaType: 'image/png', base64: Buffer.from('89504e470d0a1a0a00', 'hex').toString('base64') }
const LEAP_SECOND = '2016-12-31T23:59:60Z'

test.each([
  ['area=%00', 'area'], ['desk=a%00', 'desk'], ['unit=2147483648', 'unit'], ['round=99999999999', 'round'],
  ['before=1e30', 'before'], ['from=-271821-04-20T00:00:00Z', 'from'], ['to=%2B275760-09-13T00:00:00Z', 'to'],
])('a list of cases with %s is refused by the name of its field', async (query, field) => {
  expect(await admin.get(`/api/cases?${query}`)).toMatchObject({ status: 400, body: { code: 'BAD_INPUT', field } })
})

test.each([
  ['/api/orders/open?worker=2147483648', 'worker'],
  ['/api/webhook-deliveries?webhook=2147483648', 'webhook'],
  ['/api/unit-cards?unitId=2147483648', 'unitId'],
  ['/api/consultations?caseId=1e30', 'caseId'],
  ['/api/discipline-flags?before=1e30', 'before'],
  ['/api/indicators?from=0000-01-01&to=0000-01-31&by=day', 'from'],
  [`/api/indicators?from=2026-01-01&to=2026-01-31&asOf=${LEAP_SECOND}`, 'asOf'],
  [`/api/limits?category=M06001&area=9901&at=${LEAP_SECOND}`, 'at'],
  ['/api/duty-rules/resolve?category=M06001&area=9901&at=0000-01-01T00:00:00Z', 'at'],
  ['/api/citizen/cases/%00?code=ABCDEFGH', 'number'],
  ['/api/citizen/places?text=%00', 'text'],
])('%s is refused by the name of its field', async (url, field) => {
  expect(await admin.get(url)).toMatchObject({ status: 400, body: { code: 'BAD_INPUT', field } })
})

test.each([
  ['a text with NUL', { description: 'a\0b' }, 'description'],
  ['half a character', { address: '\uD83D' }, 'address'],
  ['a photo of a leap second', { photo: { ...photo, takenAt: LEAP_SECOND } }, 'photo.takenAt'],
  ['a photo of the year 0', { photo: { ...photo, takenAt: '0000-01-01T00:00:00Z' } }, 'photo.takenAt'],
])('a report with %s is refused by the name of its field', async (_, more, field) => {
  const answer = await admin.post('/api/cases', { ...litter, ...more })
  expect(answer).toMatchObject({ status: 400, body: { code: 'BAD_INPUT', field } })
})

test.each([
  ['dispatch', { workerId: 2_147_483_648 }, 'workerId'],
  ['verify', { workerId: Number.MAX_SAFE_INTEGER }, 'workerId'],
  ['note', { note: 'a\0b' }, 'note'],
  ['note', { note: 'once', key: '\0' }, 'key'],
])('the step %s with %o is refused by the name of its field', async (step, body, field) => {
  const answer = await admin.post(`/api/cases/${caseId}/steps/${step}`, body)
  expect(answer).toMatchObject({ status: 400, body: { code: 'BAD_INPUT', field } })
})

test('who signs in with a name that cannot be is told so, and not that the server failed', async () => {
  const answer = await city.app.inject({
    method: 'POST', url: '/api/login', payload: { login: 'a\0', password: 'secret \0' },
  })
  expect(answer.statusCode).toBe(400)
  expect(answer.body).not.toContain('secret')
})

test('of what a channel sends, a record that cannot be kept is set aside, and the rest are cases', async () => {
  const { channel, ...report } = litter
  const records = [
    { ...report, externalNumber: 'GD-1' },
    { ...report, externalNumber: 'GD-2\0' },
    { ...report, externalNumber: 'GD-3', description: 'a\uD83D' },
    { ...report, externalNumber: 'GD-4', 'not\0known': 1 },
    { ...report, externalNumber: 'GD-5', reportedAt: LEAP_SECOND },
    { ...report, externalNumber: 'GD-6' },
  ]
  const answer = await device.post(`/in/cases/${channel}`, records)
  expect(answer).toMatchObject({ status: 200, body: { created: 2, rejected: 4 } })
  expect(answer.body.items.map(({ status }: { status: string }) => status))
    .toEqual(['created', 'rejected', 'rejected', 'rejected', 'rejected', 'created'])
  const { rejects } = (await admin.get('/api/channel-rejects')).body
  expect(rejects).toHaveLength(4)
  expect(rejects.map(({ record }: { record: string }) => JSON.parse(record).externalNumber).sort())
    .toEqual(['GD-2\0', 'GD-3', 'GD-4', 'GD-5'])
})
