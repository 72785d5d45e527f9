import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../server/contract/api/accounts.ts'
import type { Database } from '../../server/db/database.ts'
import { insertSmallCity } from '../live/small-city.ts'
import { buildTestApp, type TestApp } from '../support/app.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
let city: TestApp
let token: string
const cookies = new Map<string, { cookie: string }>()

beforeAll(async () => {
  database = await openTestDatabase()
  await insertSmallCity(database)
  city = await buildTestApp(database)
  token = (await city.deviceHeaders()).authorization
})
afterAll(async () => {
  await city.close()
  await database.close()
})

async function ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object, as: Role = 'admin', scope = '9901') {
  const headers = cookies.get(as + scope) ?? (await city.headersFor(as, scope))
  cookies.set(as + scope, headers)
  const reply = await city.app.inject({ method, url, headers, ...(payload && { payload }) })
  return { status: reply.statusCode, body: reply.body === '' ? undefined : reply.json() }
}
const keysOf = ({ body }: Awaited<ReturnType<typeof ask>>) => body.trackers.map(({ key }: { key: string }) => key)
const send = async (device: string, agoS: number, lng = 116.05) => {
  const recordedAt = new Date(Date.now() - agoS * 1000).toISOString()
  const reply = await city.app.inject({
    method: 'POST', url: '/in/positions', headers: { authorization: token },
    payload: { positions: [{ device, lng, lat: 40.05, recordedAt }] },
  })
  expect(reply.statusCode).toBe(200)
  return reply.json()
}
const audited = async () =>
  (await database.query('select action, subject, detail from audit_log order by id')).rows

describe('the register of trackers', () => {
  test('has the own phone of each worker of the scope, by key', async () => {
    expect(keysOf(await ask('GET', '/api/trackers'))).toEqual(['phone-1', 'phone-2', 'phone-3'])
    const { body } = await ask('GET', '/api/trackers', undefined, 'admin', '990102')
    expect(body).toEqual({
      trackers: [{
        key: 'phone-3', workerId: 13, workerNumber: 'W013', workerName: '王五', workerNameEn: 'Wang Wu',
        areaCode: '990102001001', kind: 'phone', label: '', datum: 'wgs84', speedUnit: 'knots', isOwnPhone: true,
        createdAt: expect.any(String), lastHeardAt: null, lastProtocol: null, clockAheadMs: null, terminal: null,
      }],
      next: null,
    })
  })

  test('is for administrators alone', async () => {
    for (const role of ['duty', 'leader'] as const) {
      expect((await ask('GET', '/api/trackers', undefined, role)).status).toBe(403)
      expect((await ask('GET', '/api/quarantine', undefined, role)).status).toBe(403)
    }
  })

  test('takes a further device, which is heard from then on, where it stands by its own datum', async () => {
    const box = { key: '13800000000', workerId: 11, kind: 'box', label: '巡逻车', datum: 'gcj02' }
    expect(await ask('POST', '/api/trackers', box)).toMatchObject({
      status: 201, body: { key: '13800000000', isOwnPhone: false, speedUnit: 'knots', datum: 'gcj02', workerNumber: 'W011' },
    })
    expect(await send('13800000000', 5)).toEqual({ accepted: 1, quarantined: 0, offDuty: 0 })
    const { rows } = await database.query('select st_x(point) as lng from positions where worker_id = 11')
    expect(Math.abs(rows[0].lng - 116.05)).toBeGreaterThan(0.003)
    expect((await ask('POST', '/api/trackers', box)).body).toMatchObject({ code: 'KEY_TAKEN' })
    expect(await audited()).toEqual([{ action: 'add-tracker', subject: 'tracker:13800000000', detail: box }])
  })

  test('refuses a device of a worker outside the scope, and one of nobody', async () => {
    const outside = await ask('POST', '/api/trackers', { key: 'x', workerId: 11 }, 'admin', '990102')
    expect(outside).toMatchObject({ status: 400, body: { field: 'workerId', value: 11 } })
    expect(await ask('POST', '/api/trackers', { key: 'x', workerId: 99 })).toMatchObject({ status: 400 })
    expect(await ask('POST', '/api/trackers', { key: '', workerId: 11 })).toMatchObject({ status: 400, body: { field: 'key' } })
  })

  test('changes habits at once, and forgets the terminal that is bound', async () => {
    expect(await city.app.trackers.bindTerminal('13800000000', 'maker/A')).toBe(true)
    expect(await city.app.trackers.bindTerminal('13800000000', 'maker/B')).toBe(false)
    const changed = await ask('PATCH', '/api/trackers/13800000000', { datum: 'wgs84', speedUnit: 'kmh' })
    expect(changed.body).toMatchObject({ datum: 'wgs84', speedUnit: 'kmh', label: '巡逻车', terminal: 'maker/A' })
    expect(city.app.intake.trackerOf('13800000000', '')).toMatchObject({ datum: 'wgs84', speedUnit: 'kmh', terminal: 'maker/A' })
    expect((await ask('PATCH', '/api/trackers/13800000000', { terminal: null })).body).toMatchObject({ terminal: null })
    expect(await city.app.trackers.bindTerminal('13800000000', 'maker/B')).toBe(true)
    expect((await ask('PATCH', '/api/trackers/13800000000', {})).status).toBe(400)
    expect((await ask('PATCH', '/api/trackers/nobody', { label: 'a' })).status).toBe(404)
    expect((await ask('PATCH', '/api/trackers/phone-1', { label: 'a' }, 'admin', '990102')).status).toBe(404)
  })

  test('is searched by worker, by text and page by page', async () => {
    expect(keysOf(await ask('GET', '/api/trackers?worker=11'))).toEqual(['13800000000', 'phone-1'])
    expect(keysOf(await ask('GET', `/api/trackers?text=${encodeURIComponent('巡逻')}`))).toEqual(['13800000000'])
    expect(keysOf(await ask('GET', '/api/trackers?text=wang'))).toEqual(['phone-3'])
    expect(keysOf(await ask('GET', '/api/trackers?text=%25'))).toEqual([])
    const first = await ask('GET', '/api/trackers?limit=3')
    expect([keysOf(first), first.body.next]).toEqual([['13800000000', 'phone-1', 'phone-2'], 'phone-2'])
    const second = await ask('GET', '/api/trackers?limit=3&after=phone-2')
    expect([keysOf(second), second.body.next]).toEqual([['phone-3'], null])
  })

  test('says who was heard, and whose clock is wrong although nothing of it can be taken', async () => {
    await send('phone-1', 1)
    expect(await send('phone-2', -3600)).toMatchObject({ accepted: 0, quarantined: 1 })
    const { trackers } = (await ask('GET', '/api/trackers?worker=12')).body
    expect(trackers[0]).toMatchObject({ lastProtocol: 'batch', lastHeardAt: expect.any(String) })
    expect(Math.abs(trackers[0].clockAheadMs - 3_600_000)).toBeLessThan(5000)
    expect(keysOf(await ask('GET', '/api/trackers?trouble=clock'))).toEqual(['phone-2'])
    expect(keysOf(await ask('GET', '/api/trackers?trouble=never-heard'))).toEqual(['phone-3'])
    await database.query(`update trackers set last_heard_at = now() - interval '1 day' where key = 'phone-1'`)
    expect(keysOf(await ask('GET', '/api/trackers?trouble=silent'))).toEqual(['phone-1', 'phone-3'])
  })

  test('lets a device go, but not the own phone of a worker', async () => {
    expect((await ask('DELETE', '/api/trackers/phone-1')).body).toMatchObject({ code: 'OWN_PHONE' })
    expect((await ask('DELETE', '/api/trackers/13800000000', undefined, 'admin', '990102')).status).toBe(404)
    expect((await ask('DELETE', '/api/trackers/13800000000')).status).toBe(204)
    expect(city.app.intake.trackerOf('13800000000', '')).toBeUndefined()
    expect((await ask('DELETE', '/api/trackers/13800000000')).status).toBe(404)
    expect((await audited()).map(({ action }) => action)).toEqual(['add-tracker', 'change-tracker', 'change-tracker', 'delete-tracker'])
  })

  test('knows a device whose key holds a slash', async () => {
    await ask('POST', '/api/trackers', { key: 'wang/phone', workerId: 13 })
    expect((await ask('PATCH', `/api/trackers/${encodeURIComponent('wang/phone')}`, { label: 'a' })).body).toMatchObject({ label: 'a' })
    expect((await ask('DELETE', `/api/trackers/${encodeURIComponent('wang/phone')}`)).status).toBe(204)
  })
})

describe('what was set aside', () => {
  beforeAll(async () => {
    await database.query('truncate quarantined_records')
    const at = Date.now()
    const record = (deviceKey: string, reason: string, record: string | Uint8Array) =>
      city.app.intake.setAside({ receivedAtMs: at, protocol: 'osmand', deviceKey, reason, record })
    await record('phone-1', 'future: a', 'one')
    await record('phone-3', 'future-proof: b', 'two')
    await record('phone-1', 'malformed: c', Uint8Array.of(0, 0x7e, 255))
    await record('10.0.0.7', 'malformed: d', 'four')
  })
  const reasonsOf = ({ body }: Awaited<ReturnType<typeof ask>>) => body.records.map(({ reason }: { reason: string }) => reason)

  test('is told newest first, text as text and bytes in hexadecimal', async () => {
    const { body } = await ask('GET', '/api/quarantine')
    expect(body.records.map((record: object) => ({ ...record, id: 0, receivedAt: '' }))).toMatchObject([
      { device: '10.0.0.7', record: 'four', bytes: null },
      { device: 'phone-1', protocol: 'osmand', reason: 'malformed: c', record: '', bytes: '007eff' },
      { reason: 'future-proof: b' },
      { reason: 'future: a', record: 'one' },
    ])
  })

  test('is searched by device, by the code of the reason, by time and page by page', async () => {
    expect(reasonsOf(await ask('GET', '/api/quarantine?device=phone-1'))).toEqual(['malformed: c', 'future: a'])
    expect(reasonsOf(await ask('GET', '/api/quarantine?reason=future'))).toEqual(['future: a'])
    expect(reasonsOf(await ask('GET', `/api/quarantine?to=${new Date(0).toISOString()}`))).toEqual([])
    expect(reasonsOf(await ask('GET', `/api/quarantine?from=${new Date(0).toISOString()}`))).toHaveLength(4)
    const first = await ask('GET', '/api/quarantine?limit=3')
    expect(first.body.records).toHaveLength(3)
    expect(reasonsOf(await ask('GET', `/api/quarantine?limit=3&before=${first.body.next}`))).toEqual(['future: a'])
    expect((await ask('GET', '/api/quarantine?reason=Future%25')).status).toBe(400)
  })

  test('of other districts, and of nobody known, is told to the whole city alone', async () => {
    expect(reasonsOf(await ask('GET', '/api/quarantine', undefined, 'admin', '990102'))).toEqual(['future-proof: b'])
    expect((await ask('GET', '/api/quarantine/counts', undefined, 'admin', '990101')).body)
      .toMatchObject([{ code: 'future', count: 1 }, { code: 'malformed', count: 1 }])
  })

  test('is counted by the code of the reason', async () => {
    expect((await ask('GET', '/api/quarantine/counts')).body).toEqual([
      { code: 'malformed', count: 2, newestAt: expect.any(String) },
      { code: 'future', count: 1, newestAt: expect.any(String) },
      { code: 'future-proof', count: 1, newestAt: expect.any(String) },
    ])
  })
})
