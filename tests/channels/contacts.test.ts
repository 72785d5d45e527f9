import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetContacts } from '../../server/channels/contacts.ts'
import type { Database } from '../../server/db/database.ts'
import { openTestDatabase } from '../support/database.ts'
import { type Asker, type CaseApp, startCaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'

const DAY_MS = 86_400_000
const contact = { name: '赵先生', phone: '+86 138 0013 8000' }

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

async function report(more: object = {}): Promise<number> {
  const body = { category: 'M06001', description: '路边有垃圾', channel: '12345', ...PLACES.west, contact, ...more }
  const reply = await duty.post('/api/cases', body)
  expect(reply.status).toBe(201)
  expect(reply.body).not.toHaveProperty('contact')
  return reply.body.id
}

test('who reported a case is for the desk to see, and each look is written down', async () => {
  const id = await report()
  const looks = async () => {
    const { rowCount } = await database.query(
      `select from audit_log where action = 'look-at-contact' and subject = $1`, [`case:${id}`],
    )
    return rowCount
  }
  expect((await duty.get(`/api/cases/${id}`)).body.contact).toEqual(contact)
  expect(await looks()).toBe(1)
  for (const who of ['leader', 'wall'] as const) {
    const asked = await (await city.as(who)).get(`/api/cases/${id}`)
    expect(asked.status).toBe(200)
    expect(asked.body).not.toHaveProperty('contact')
  }
  expect((await (await city.as('duty', '990102')).get(`/api/cases/${id}`)).status).toBe(404)
  expect(await looks()).toBe(1)
  expect(JSON.stringify(city.events)).not.toContain('138')
  expect(JSON.stringify((await duty.get('/api/cases')).body)).not.toContain('赵先生')
})

test('the same person is known again by the hash, however the number is written', async () => {
  const ids = [
    await report({ contact: { phone: '13900139000' } }), await report({ contact: { phone: '0086 139 0013 9000' } }),
  ]
  const other = await report({ contact: { phone: '13900139001' } })
  const { rows } = await database.query<{ id: string; hash: string }>(
    `select id, encode(person_hash, 'hex') as hash from cases where id = any($1) order by id`, [[...ids, other]],
  )
  expect(rows[0].hash).toBe(rows[1].hash)
  expect(rows[2].hash).not.toBe(rows[0].hash)
  expect(city.app.personHash('139 0013 9000').toString('hex')).toBe(rows[0].hash)
})

test('a contact is forgotten so many days after the case was closed, and not while it is open', async () => {
  const [closed, open] = [await report(), await report()]
  expect((await duty.post(`/api/cases/${closed}/steps/reject`, { note: '重复反映' })).status).toBe(200)
  expect(await forgetContacts(database, 180, nowMs + 180 * DAY_MS)).toBe(0)
  expect(await forgetContacts(database, 180, nowMs + 180 * DAY_MS + 1)).toBe(1)
  expect((await duty.get(`/api/cases/${closed}`)).body).not.toHaveProperty('contact')
  expect((await duty.get(`/api/cases/${open}`)).body.contact).toEqual(contact)
})

test('a contact that says nothing is refused by name', async () => {
  const body = { category: 'M06001', description: '路边有垃圾', channel: '12345', ...PLACES.west, contact: {} }
  expect(await duty.post('/api/cases', body)).toMatchObject({ status: 400, body: { field: 'contact' } })
})
