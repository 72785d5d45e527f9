import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../server/db/database.ts'
import { type Asker, type CaseApp, startCaseApp } from '../cases/case-app.ts'
import { insertCaseCity, PLACES } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'
import { asValue, readXml } from './read-xml.ts'

let database: Database
let city: CaseApp
let admin: Asker
let desk: Asker
let key: string
const nowMs = Date.parse('2026-03-02T02:00:00Z')
beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  city = await startCaseApp(database, () => nowMs)
  admin = await city.as('admin')
  desk = await city.as('duty')
  key = (await admin.post('/api/open311-keys', { label: 'App' })).body.key
  const put = await admin.put('/api/open311/services/M07001/attributes', [
    {
      code: 'KIND', datatype: 'singlevaluelist', required: true, variable: true, description: '井盖种类',
      descriptionEn: 'Kind of cover', datatypeDescription: '', values: [
        { key: 'water', name: '供水', nameEn: 'Water' }, { key: 'power', name: '电力', nameEn: 'Power' },
      ],
    },
    {
      code: 'HURT', datatype: 'multivaluelist', required: false, variable: true, description: '谁受影响', descriptionEn: '',
      datatypeDescription: '', values: [{ key: 'foot', name: '行人', nameEn: '' }, { key: 'car', name: '车辆', nameEn: '' }],
    },
    {
      code: 'DEPTH', datatype: 'number', required: false, variable: true, description: '深度', descriptionEn: 'Depth',
      datatypeDescription: 'cm', values: [],
    },
  ])
  expect(put.status).toBe(200)
})
afterAll(async () => {
  await city?.close()
  await database?.close()
})

// each from another address, so that only the test of the limit meets the limit
let callers = 0
const callFrom = (remoteAddress: string, path: string, form?: Record<string, string | string[]>, headers = {}) =>
  city.app.inject({
    method: form === undefined ? 'GET' : 'POST', url: `/open311/v2/${path}`, remoteAddress,
    headers: { ...headers, ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }) },
    ...(form !== undefined && {
      payload: new URLSearchParams(
        Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
      ).toString(),
    }),
  })
const call = (path: string, form?: Record<string, string | string[]>, headers = {}) =>
  callFrom(`10.0.${++callers >> 8}.${callers & 255}`, path, form, headers)

/** Asks in both formats, which have to say the same, and answers what the JSON says. */
async function inBoth(path: string, query = '', form?: Record<string, string | string[]>) {
  const [json, xml] = [await call(`${path}.json${query}`, form), await call(`${path}.xml${query}`, form)]
  expect(json.headers['content-type']).toBe('application/json; charset=utf-8')
  expect(xml.headers['content-type']).toBe('text/xml; charset=utf-8')
  expect(xml.statusCode).toBe(json.statusCode)
  const root = readXml(xml.body)
  expect(asValue(root)).toEqual(asText(json.json()))
  return { status: json.statusCode, root: root.name, body: json.json(), xml: xml.body }
}

function asText(value: unknown): unknown {
  if (value === null) return ''
  if (Array.isArray(value)) return value.map(asText)
  if (typeof value !== 'object') return String(value)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asText(inner)]))
}

const placed = (place: { lng: number; lat: number }) => ({ lat: String(place.lat), long: String(place.lng) })
const litter = (more: Record<string, string | string[]> = {}) =>
  ({ api_key: key, service_code: 'M06001', description: '路边有垃圾', ...placed(PLACES.west), ...more })
async function report(more: Record<string, string | string[]> = {}): Promise<string> {
  const reply = await call('requests.json', litter(more))
  expect(reply.statusCode, reply.body).toBe(200)
  return reply.json()[0].service_request_id
}

test('the discovery names the endpoint, its formats and whether it is a test', async () => {
  const { root, body } = await inBoth('discovery')
  expect(root).toBe('discovery')
  expect(body).toMatchObject({
    changeset: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/), contact: expect.any(String), key_service: expect.any(String),
    endpoints: [{
      specification: 'http://wiki.open311.org/GeoReport_v2', url: 'http://localhost:80/open311/v2', type: 'test',
      formats: ['text/xml', 'application/json'],
    }],
  })
})

test('services are the items of the catalogue with their class, in Chinese or English', async () => {
  const { root, body } = await inBoth('services')
  expect(root).toBe('services')
  expect(body.map(({ service_code }: { service_code: string }) => service_code)).toEqual(['M06001', 'M06002', 'M07001', 'M09001'])
  expect(body[2]).toEqual({
    service_code: 'M07001', service_name: '井盖', description: '事件 › 道路 › 井盖', metadata: true, type: 'realtime',
    keywords: '井盖, Manhole', group: '道路',
  })
  expect(body[0].metadata).toBe(false)
  expect((await inBoth('services', '?locale=en')).body[0]).toMatchObject({ service_name: 'Litter', group: 'Appearance' })
})

test('a definition lists what the service asks; one that asks nothing has an empty list', async () => {
  const { root, body } = await inBoth('services/M07001')
  expect(root).toBe('service_definition')
  expect(body.service_code).toBe('M07001')
  expect(body.attributes[0]).toEqual({
    variable: true, code: 'KIND', datatype: 'singlevaluelist', required: true, datatype_description: '', order: 1,
    description: '井盖种类', values: [{ key: 'water', name: '供水' }, { key: 'power', name: '电力' }],
  })
  expect(body.attributes[2]).not.toHaveProperty('values')
  expect((await inBoth('services/M06001')).body.attributes).toEqual([])
  expect(await inBoth('services/M06')).toMatchObject({ status: 404, root: 'errors', body: [{ code: 404 }] })
})

test('a request becomes a case that is routed as any other, with its reporter for the desk only', async () => {
  const form = litter({
    client_request_id: 'both', email: 'zhao@example.org', phone: '13800138000', first_name: '先生', last_name: '赵',
    account_id: 'A-9', device_id: 'D-9', media_url: 'https://example.org/1.jpg', address_string: '西街 1 号', address_id: '545483',
  })
  const reply = await call('requests.json', form)
  expect(reply.statusCode, reply.body).toBe(200)
  expect(reply.json()).toEqual([{
    service_request_id: expect.stringMatching(/^20260302\d{6}$/), service_notice: '已受理，由西区环卫处置。', account_id: 'A-9',
  }])
  const again = await inBoth('requests', '', form)
  expect(again).toMatchObject({ status: 200, root: 'service_requests' })
  expect(again.body).toEqual([{ ...reply.json()[0], service_notice: null }])

  const number = reply.json()[0].service_request_id
  const { rows } = await database.query<{ id: number }>('select id::int from cases where number = $1', [number])
  const record = (await desk.get(`/api/cases/${rows[0].id}`)).body
  expect(record).toMatchObject({
    channel: 'open311', categoryCode: 'M06001', unitId: 4, description: '路边有垃圾', address: '西街 1 号',
    contact: { name: '赵先生', phone: '13800138000', email: 'zhao@example.org' },
  })
  expect(record.events.find(({ kind }: { kind: string }) => kind === 'note').note).toBe('附件链接：https://example.org/1.jpg')

  const seen = await inBoth(`requests/${number}`)
  expect(seen.root).toBe('service_requests')
  expect(seen.body).toEqual([{
    service_request_id: number, status: 'open', status_notes: null, service_name: '暴露垃圾', service_code: 'M06001',
    description: '路边有垃圾', agency_responsible: '西区环卫', service_notice: '已受理，由西区环卫处置。',
    requested_datetime: '2026-03-02T02:00:00Z', updated_datetime: '2026-03-02T02:00:00Z',
    expected_datetime: expect.stringMatching(/Z$/), address: '西街 1 号', address_id: '545483', zipcode: null,
    lat: PLACES.west.lat, long: PLACES.west.lng, media_url: 'https://example.org/1.jpg',
  }])
  for (const secret of ['zhao@example.org', '13800138000', '赵先生', 'A-9', 'D-9']) expect(seen.xml).not.toContain(secret)
})

test('the same client_request_id is the same request, of the same key only', async () => {
  const numbers = await Promise.all([0, 1, 2].map(() => report({ client_request_id: 'once' })))
  expect(new Set(numbers).size).toBe(1)
  const other = (await admin.post('/api/open311-keys', { label: 'Other' })).body.key
  expect(await report({ client_request_id: 'once', api_key: other })).not.toBe(numbers[0])
})

test('a token is the number itself, and any other is unknown', async () => {
  const number = await report()
  expect((await inBoth(`tokens/${number}`)).body).toEqual([{ service_request_id: number, token: number }])
  expect((await call('requests/1%000.json')).statusCode).toBe(404)
  expect(await inBoth('tokens/12345')).toMatchObject({ status: 404, body: [{ code: 404, description: 'token "12345" was not found.' }] })
})

test('answers are checked, kept, given to those who handle, and shown as an extension', async () => {
  const manhole = { service_code: 'M07001', ...placed(PLACES.road) }
  const missing = await inBoth('requests', '', litter(manhole))
  expect(missing).toMatchObject({ status: 400, root: 'errors', body: [{ code: 400 }] })
  expect(missing.body[0].description).toContain('attribute[KIND]')
  const wrong = await inBoth('requests', '', litter({
    ...manhole, 'attribute[KIND]': 'gas', 'attribute[HURT][]': ['foot', 'dog'], 'attribute[DEPTH]': 'deep', 'attribute[X]': '1',
  }))
  expect(wrong.body.map(({ description }: { description: string }) => description.split(':')[0])).toEqual(
    ['attribute[KIND]', 'attribute[HURT]', 'attribute[DEPTH]', 'attribute[X]'],
  )
  const number = await report({
    ...manhole, 'attribute[KIND]': 'water', 'attribute[HURT][]': ['foot', 'car'], 'attribute[DEPTH]': '12.5',
  })
  const { body } = await inBoth(`requests/${number}`, '?extensions=true')
  expect(body[0].extended_attributes).toEqual({
    status_detailed: 'reported', round: 1, attributes: [
      { code: 'KIND', name: '井盖种类', values: [{ key: 'water', name: '供水' }] },
      { code: 'HURT', name: '谁受影响', values: [{ key: 'foot', name: '行人' }, { key: 'car', name: '车辆' }] },
      { code: 'DEPTH', name: '深度', values: [{ key: '12.5', name: '12.5' }] },
    ],
  })
  const { rows } = await database.query<{ note: string }>(
    `select e.note from case_events as e join cases as c on c.id = e.case_id where c.number = $1 and kind = 'note'`, [number],
  )
  expect(rows).toEqual([{ note: '井盖种类：供水\n谁受影响：行人、车辆\n深度：12.5' }])
})

test('what cannot be reported is told by the name of its parameter, all of it at once', async () => {
  const faults = async (form: Record<string, string>) => {
    const { status, body } = await inBoth('requests', '', form)
    return [status, ...body.map(({ description }: { description: string }) => description)]
  }
  expect(await faults({ ...litter(), service_code: '' })).toEqual([400, expect.stringContaining('service_code')])
  expect(await faults({ ...litter(), service_code: 'M06' })).toEqual([404, 'service_code "M06" was not found.'])
  expect(await faults({ ...litter(), lat: '91', long: 'east' })).toEqual(
    [400, expect.stringContaining('lat: got "91"'), expect.stringContaining('long: got "east"')],
  )
  expect(await faults({ ...litter(), lat: '', long: '', address_string: '西街 1 号' })).toEqual(
    [400, expect.stringContaining('finds no place by an address'), expect.stringContaining('lat and long are needed')],
  )
  expect(await faults({ ...litter(), ...placed(PLACES.farOutside) })).toEqual(
    [400, expect.stringMatching(/^lat, long: got "40\.05, 115", expected a point of Small City/)],
  )
  expect(await faults({ ...litter(), description: 'x'.repeat(4001) })).toEqual([400, expect.stringContaining('at most 4000')])
  expect(await faults({ ...litter(), media_url: 'javascript:alert(1)', email: 'nobody' })).toEqual(
    [400, expect.stringContaining('media_url'), expect.stringContaining('contact.email')],
  )
  const json = await city.app.inject({ method: 'POST', url: '/open311/v2/requests.json', payload: litter(), remoteAddress: '10.9.9.9' })
  expect([json.statusCode, json.json()[0].code]).toEqual([400, 400])
})

test('no report without a key; a disabled one, or one of another area, is of no use', async () => {
  const { api_key: _key, ...keyless } = litter()
  expect(await inBoth('requests', '', keyless)).toMatchObject({ status: 403, root: 'errors', body: [{ code: 403 }] })
  expect(await inBoth('requests', '', litter({ api_key: 'guess' }))).toMatchObject({ status: 403, body: [{ code: 403 }] })

  const west = await city.as('admin', '990101')
  const { key: ofWest, record } = (await west.post('/api/open311-keys', { label: 'West' })).body
  expect(record).toMatchObject({ lastReportAt: null, disabledAt: null })
  await report({ api_key: ofWest })
  expect((await west.get('/api/open311-keys')).body).toEqual([
    { ...record, lastReportAt: new Date(nowMs).toISOString() },
  ])
  const outside = await inBoth('requests', '', litter({ api_key: ofWest, ...placed(PLACES.east) }))
  expect(outside.status).toBe(400)
  expect((await west.post('/api/open311-keys', { label: 'x', scopeCode: '990102' })).status).toBe(403)
  expect((await west.get('/api/open311-keys')).body.map(({ label }: { label: string }) => label)).toEqual(['West'])
  const east = await city.as('admin', '990102')
  expect((await east.delete(`/api/open311-keys/${record.id}`)).status).toBe(404)
  expect((await west.delete(`/api/open311-keys/${record.id}`)).status).toBe(204)
  expect((await call('requests.json', litter({ api_key: ofWest }))).statusCode).toBe(403)
  expect((await desk.post('/api/open311-keys', { label: 'x' })).status).toBe(403)
  const { rows } = await database.query(`select 1 from open311_keys where encode(key_hash, 'escape') like '%' || $1 || '%'`, [key])
  expect(rows).toEqual([])
})

test('only an administrator of the whole city changes what is asked and shown', async () => {
  const west = await city.as('admin', '990101')
  expect((await west.put('/api/open311/services/M06001/attributes', [])).status).toBe(403)
  const settings = (await admin.get('/api/open311/settings')).body
  expect((await west.put('/api/open311/settings', settings)).status).toBe(403)
  const attribute = {
    code: 'A', datatype: 'text', required: true, variable: true, description: 'x', descriptionEn: '', datatypeDescription: '', values: [],
  }
  const bad = [
    [attribute, attribute], [{ ...attribute, datatype: 'singlevaluelist' }], [{ ...attribute, variable: false }],
    [{ ...attribute, values: [{ key: 'a', name: 'b', nameEn: '' }] }], [{ ...attribute, code: 'a]b' }],
  ]
  for (const body of bad) expect((await admin.put('/api/open311/services/M06001/attributes', body)).status).toBe(400)
  expect((await admin.put('/api/open311/services/M06/attributes', [])).status).toBe(404)
})

test('a jurisdiction is this city or unknown', async () => {
  expect((await call('services.json?jurisdiction_id=9901')).statusCode).toBe(200)
  expect(await inBoth('services', '?jurisdiction_id=sf.gov')).toMatchObject({ status: 404, root: 'errors' })
  const settings = (await admin.get('/api/open311/settings')).body
  await admin.put('/api/open311/settings', { ...settings, jurisdictionId: 'small.city' })
  expect((await call('requests.json?jurisdiction_id=small.city')).statusCode).toBe(200)
  expect((await call('requests.json', litter({ jurisdiction_id: 'sf.gov' }))).statusCode).toBe(404)
})

test('another format than the two is refused in XML', async () => {
  for (const path of ['services.yaml', 'services', 'requests/1', 'requests/1.yaml', 'services/M06001.html', 'discovery.txt']) {
    const reply = await call(path)
    expect([path, reply.statusCode, reply.headers['content-type']]).toEqual([path, 400, 'text/xml; charset=utf-8'])
    expect(asValue(readXml(reply.body))).toMatchObject([{ code: '400' }])
  }
  const nothing = await call('nothing.json')
  expect([nothing.statusCode, nothing.json()[0].code]).toEqual([404, 404])
})

test('pages of any site may ask and report', async () => {
  const reply = await call('requests.json', litter(), { origin: 'https://elsewhere.example' })
  expect([reply.statusCode, reply.headers['access-control-allow-origin']]).toEqual([200, '*'])
  const other = await city.app.inject({ method: 'POST', url: '/api/login', headers: { origin: 'https://elsewhere.example' }, payload: {} })
  expect(other.statusCode).toBe(403)
})

test('whoever asks too often is told when to come back', async () => {
  const asked = await Promise.all(Array.from({ length: 300 }, () => callFrom('10.8.8.8', 'discovery.json')))
  expect(asked.every(({ statusCode }) => statusCode === 200)).toBe(true)
  const last = await callFrom('10.8.8.8', 'discovery.json')
  expect(last.statusCode).toBe(429)
  expect(last.json()).toEqual([{ code: 429, description: expect.stringContaining('Try again') }])
  expect(Number(last.headers['retry-after'])).toBeGreaterThan(0)
  expect((await call('discovery.json')).statusCode).toBe(200)
})
