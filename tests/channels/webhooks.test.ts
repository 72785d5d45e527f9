import { afterAll, beforeAll, expect, test } from 'vitest'
import { findDueHooks, leaseDeliveries } from '../../server/channels/webhooks/delivery-repository.ts'
import { MOST_ATTEMPTS } from '../../server/channels/webhooks/retry-delay.ts'
import { WebhookSender } from '../../server/channels/webhooks/sender.ts'
import type { Database } from '../../server/db/database.ts'
import { type Asker, type CaseApp, startCaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'
import { checkSignature, type HookReceiver, startReceiver } from './hook-receiver.ts'

const DAY_MS = 86_400_000

let database: Database
let city: CaseApp
let admin: Asker
let duty: Asker
let receiver: HookReceiver
let nowMs = Date.parse('2026-03-02T02:00:00Z')
beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database, () => nowMs)
  admin = await city.as('admin')
  duty = await city.as('duty')
  receiver = await startReceiver()
})
afterAll(async () => {
  await city?.close()
  await receiver?.close()
  await database?.close()
})

async function addHook(path: string, more: object = {}): Promise<{ id: number; secret: string }> {
  const reply = await admin.post('/api/webhooks', { label: path, url: receiver.url(path), events: [], ...more })
  expect(reply.status).toBe(201)
  return { id: reply.body.webhook.id, secret: reply.body.secret }
}

const stop = (id: number) => admin.delete(`/api/webhooks/${id}`)

async function report(more: object = {}): Promise<{ id: number; number: string }> {
  const body = { category: 'M06001', description: '路边有垃圾', channel: '12345', ...PLACES.west, ...more }
  const reply = await duty.post('/api/cases', body)
  expect(reply.status).toBe(201)
  return reply.body
}

/** Hooks of the server that answers are told of all this by the app's own sender. */
const sendDue = () => city.app.webhooks.sendDue()

test('a hook is told of each change in order, signed, with an id of its own', async () => {
  const { id, secret } = await addHook('/all')
  const made = await report({ externalNumber: 'GD-1' })
  expect((await duty.post(`/api/cases/${made.id}/dispatch`, {})).status).toBe(200)
  await sendDue()
  const messages = receiver.of('/all')
  expect(messages.map(({ body }) => body.type).slice(0, 2)).toEqual(['case.report', 'case.dispatch'])
  expect(messages[0].body).toMatchObject({
    externalNumber: 'GD-1', case: { id: made.id, number: made.number, channel: '12345' },
    event: { toStatus: 'reported' },
  })
  for (const message of messages) {
    expect(checkSignature(message, secret)).toEqual({ valid: true, atMs: nowMs })
    expect(checkSignature(message, `${secret}x`).valid).toBe(false)
    expect(message.headers['gridwall-event']).toBe(message.body.type)
  }
  expect(new Set(messages.map(({ headers }) => headers['gridwall-delivery'])).size).toBe(messages.length)
  expect((await admin.get('/api/webhooks')).body[0]).toMatchObject({ lastStatus: 204, waiting: 0, dead: 0 })
  expect(JSON.stringify((await admin.get('/api/webhooks')).body)).not.toContain(secret)
  await stop(id)
})

test('a hook hears only of its area, its channel and its kinds of events', async () => {
  const hooks = [
    await addHook('/east', { scopeCode: '990102' }),
    await addHook('/hotline', { channel: '12345' }),
    await addHook('/dispatches', { events: ['dispatch'] }),
  ]
  const west = await report({ channel: 'app' })
  await duty.post(`/api/cases/${west.id}/dispatch`, {})
  await report({ channel: '12345', ...PLACES.east })
  await sendDue()
  expect(receiver.of('/east').map(({ body }) => body.case.channel)).toEqual(['12345'])
  expect(receiver.of('/hotline').every(({ body }) => body.case.channel === '12345')).toBe(true)
  expect(receiver.of('/hotline')).not.toHaveLength(0)
  expect(new Set(receiver.of('/dispatches').map(({ body }) => body.type))).toEqual(new Set(['case.dispatch']))
  for (const { id } of hooks) await stop(id)
})

test('who reported is told to the channel of origin only, where its hook is marked so', async () => {
  const body = { label: 'x', url: receiver.url('/x'), events: [], withContact: true }
  const refused = await admin.post('/api/webhooks', body)
  expect(refused).toMatchObject({ status: 400, body: { field: 'withContact' } })
  const hooks = [
    await addHook('/plain', { channel: '12345' }), await addHook('/origin', { channel: '12345', withContact: true }),
  ]
  await report({ contact: { name: '赵先生', phone: '13800138000' } })
  await sendDue()
  expect(receiver.of('/origin')[0].body.contact).toEqual({ name: '赵先生', phone: '13800138000' })
  expect(receiver.of('/plain')[0].text).not.toContain('13800138000')
  for (const { id } of hooks) await stop(id)
})

test('what fails is tried again, later each time, and what comes after it of the same case waits', async () => {
  const { id } = await addHook('/failing')
  let failing = true
  receiver.answer('/failing', (response) => response.writeHead(failing ? 503 : 200).end('busy'))
  const first = await report()
  await duty.post(`/api/cases/${first.id}/dispatch`, {})
  await report()
  await sendDue()
  // one of each case; the dispatch of the first has not been tried
  const tried = receiver.of('/failing').map(({ body }) => [body.case.id, body.type])
  expect(tried).toHaveLength(2)
  expect(tried).toContainEqual([first.id, 'case.report'])
  await sendDue()
  expect(receiver.of('/failing')).toHaveLength(2)
  nowMs += 10_000
  await sendDue()
  expect(receiver.of('/failing')).toHaveLength(4)
  const ids = receiver.of('/failing').map(({ headers }) => headers['gridwall-delivery'])
  expect(new Set(ids).size).toBe(2)

  failing = false
  nowMs += DAY_MS
  await sendDue()
  const ofFirst = receiver.of('/failing').filter(({ body }) => body.case.id === first.id).map(({ body }) => body.type)
  expect(ofFirst.slice(0, 4)).toEqual(['case.report', 'case.report', 'case.report', 'case.dispatch'])
  const hook = (await admin.get('/api/webhooks')).body.find((one: any) => one.id === id)
  expect(hook).toMatchObject({ waiting: 0, dead: 0 })
  await stop(id)
})

test('after the last try it is dead with its reason, and sent again on demand', async () => {
  const { id } = await addHook('/dead')
  let status = 500
  receiver.answer('/dead', (response) => response.writeHead(status).end('on fire'))
  const { id: caseId } = await report()
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    await sendDue()
    nowMs += DAY_MS
  }
  await sendDue()
  expect(receiver.of('/dead')).toHaveLength(MOST_ATTEMPTS)
  const { deliveries } = (await admin.get(`/api/webhook-deliveries?state=dead&webhook=${id}`)).body
  expect(deliveries).toEqual([expect.objectContaining({
    caseId, kind: 'report', attempts: MOST_ATTEMPTS, lastStatus: 500, lastError: 'HTTP 500: on fire',
  })])
  status = 200
  const resend = `/api/webhook-deliveries/${deliveries[0].id}/resend`
  expect((await (await city.as('admin', '990102')).post(resend)).status).toBe(404)
  expect((await admin.post(resend)).body).toEqual({ resent: 1 })
  await sendDue()
  expect(receiver.of('/dead')).toHaveLength(MOST_ATTEMPTS + 1)
  expect(receiver.of('/dead').at(-1)!.headers['gridwall-delivery']).toBe(deliveries[0].id)
  expect((await admin.post('/api/webhook-deliveries/resend', {})).body).toEqual({ resent: 0 })
  await stop(id)
})

test('a receiver that is gone is told nothing more until somebody switches it on again', async () => {
  const { id } = await addHook('/gone')
  receiver.answer('/gone', (response) => response.writeHead(410).end())
  await report()
  await sendDue()
  await report()
  await sendDue()
  expect(receiver.of('/gone')).toHaveLength(1)
  const hook = (await admin.get('/api/webhooks')).body.find((one: any) => one.id === id)
  expect(hook).toMatchObject({ enabled: false, disabledReason: expect.stringContaining('410'), dead: 1 })
  receiver.answer('/gone', (response) => response.writeHead(200).end())
  await admin.put(`/api/webhooks/${id}`, { label: 'back', url: receiver.url('/gone'), events: [] })
  await report()
  await sendDue()
  expect(receiver.of('/gone')).toHaveLength(2)
  await stop(id)
})

test('a receiver that never answers is given up, and one that answers without end is read a little', async () => {
  const { id } = await addHook('/hangs', { events: ['report'] })
  const other = await addHook('/endless', { events: ['report'] })
  receiver.answer('/hangs', () => {})
  receiver.answer('/endless', (response) => {
    response.writeHead(200)
    const more = (): void => {
      if (!response.destroyed) response.write('x'.repeat(10_000), more)
    }
    more()
  })
  // its own sender, of less patience, takes the messages before the app's, which is not asked here
  await city.app.webhooks.close()
  const sender = new WebhookSender({
    database, now: () => nowMs, random: () => 0, allowPrivate: async () => true, timeoutMs: 2000,
    onError(error) {
      throw error
    },
  })
  await report()
  await sender.sendDue()
  const errors = (await admin.get('/api/webhooks')).body.map((one: any) => [one.id, one.lastError])
  expect(errors).toContainEqual([id, 'no answer within 2 s'])
  expect(errors).toContainEqual([other.id, null])
  for (const hook of [id, other.id]) await stop(hook)
})

test('what a process was sending when it died is sent by another, with the same id', async () => {
  const { id } = await addHook('/survivor', { events: ['report'] })
  await report()
  const leased = await leaseDeliveries(database, id, nowMs, 60_000, 8)
  expect(leased).toHaveLength(1)
  expect(await leaseDeliveries(database, id, nowMs, 60_000, 8)).toEqual([])
  expect(await findDueHooks(database, nowMs + 59_999)).toEqual([])
  nowMs += 60_000
  const sender = new WebhookSender({
    database, now: () => nowMs, random: () => 0, allowPrivate: async () => true, timeoutMs: 1000, onError: () => {},
  })
  await sender.sendDue()
  expect(receiver.of('/survivor').map(({ headers }) => headers['gridwall-delivery'])).toEqual([leased[0].id])
  await stop(id)
})

test('two processes share the work, and none of it is done twice', async () => {
  const { id } = await addHook('/shared', { events: ['report'] })
  for (let i = 0; i < 20; i++) await report()
  const [one, two] = [0, 1].map(() => new WebhookSender({
    database, now: () => nowMs, random: () => 0, allowPrivate: async () => true, timeoutMs: 5000, onError: () => {},
  }))
  await Promise.all([one.sendDue(), two.sendDue()])
  const ids = receiver.of('/shared').map(({ headers }) => headers['gridwall-delivery'])
  expect(ids).toHaveLength(20)
  expect(new Set(ids).size).toBe(20)
  await stop(id)
})

test.each([
  ['ftp://hotline.example/x', true], ['no address', true], ['http://user:secret@hotline.example/', true],
  ['http://169.254.169.254/latest/meta-data', true], ['http://[fe80::1]/', true], ['http://100.100.100.200/', true],
  ['http://[::ffff:169.254.169.254]/', true], ['http://127.0.0.1:9/', false], ['http://10.1.2.3/', false],
  ['http://[::1]/', false],
])('%s is no address for messages (private ones allowed: %s)', async (url, privateAddresses) => {
  await admin.put('/api/channels/policy', { contactDays: 180, privateAddresses })
  const reply = await admin.post('/api/webhooks', { label: 'x', url, events: [] })
  expect(reply).toMatchObject({ status: 400, body: { field: 'url' } })
  await admin.put('/api/channels/policy', { contactDays: 180, privateAddresses: true })
})
