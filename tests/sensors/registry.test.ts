import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeviceKindBody } from '../../server/contract/api/sensors.ts'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { openTestDatabase } from '../support/database.ts'
import { insertSensorCity, SMOKE } from './sensor-city.ts'

let database: Database
let sensorApp: CaseApp
let admin: Asker
let westAdmin: Asker
let duty: Asker
let device: Asker

beforeAll(async () => {
  database = await openTestDatabase()
  await insertSensorCity(database)
  sensorApp = await startCaseApp(database)
  admin = await sensorApp.as('admin')
  westAdmin = await sensorApp.as('admin', '990101')
  duty = await sensorApp.as('duty', '990101')
  device = await sensorApp.as('device')
})
afterAll(async () => {
  await sensorApp.close()
  await database.close()
})

const audited = async (action: string) => {
  const { rows } = await database.query<{ subject: string }>('select subject from audit_log where action = $1', [action])
  return rows.map(({ subject }) => subject)
}

const TILT: DeviceKindBody = {
  name: '倾角仪', nameEn: 'Tilt sensor', alarmType: 'tilt', alarmName: '倾斜', alarmNameEn: 'Tilted', severity: 'major',
  definition: {
    measures: [{ name: 'angle', path: '$.a', unit: '°' }],
    rules: [{
      alarmType: 'tilt', name: '倾斜', nameEn: 'Tilted', severity: 'major', measure: 'angle',
      raise: { comparison: '>', value: 15 }, clear: { comparison: '<', value: 5 },
    }],
  },
}

describe('kinds', () => {
  test('are added and changed by administrators of the whole city, and used at once', async () => {
    expect((await westAdmin.post('/api/device-kinds', { kind: 'tilt', ...TILT })).status).toBe(403)
    const added = await admin.post('/api/device-kinds', { kind: 'tilt', ...TILT })
    expect(added).toMatchObject({ status: 201, body: { kind: 'tilt', devices: 0, definition: TILT.definition } })
    expect((await admin.post('/api/device-kinds', { kind: 'tilt', ...TILT })).status).toBe(409)
    expect((await duty.get('/api/city')).body.deviceKinds).toContainEqual(expect.objectContaining({ kind: 'tilt' }))

    const place = { lng: 116.04, lat: 40.02 }
    await admin.post('/api/devices', { key: 'tilt-1', kind: 'tilt', name: '倾角一', ...place })
    expect((await device.post('/in/sensors/tilt-1', { a: 3 })).body.status).toBe('accepted')
    const changed = { ...TILT, definition: { measures: [{ name: 'angle', path: '$.angle' }] } }
    expect((await admin.put('/api/device-kinds/tilt', changed)).body.devices).toBe(1)
    expect((await device.post('/in/sensors/tilt-1', { a: 3 })).body.status).toBe('quarantined')
    expect((await admin.put('/api/device-kinds/flat', changed)).status).toBe(404)
    expect(await audited('add-device-kind')).toEqual(['tilt'])
    expect(await audited('change-device-kind')).toEqual(['tilt'])
    await admin.put('/api/device-kinds/tilt', TILT)
  })

  test.each([
    [{ measures: [{ name: 'Angle', path: '$.a' }] }, 'definition.measures.0.name'],
    [{ measures: [{ name: 'angle', path: '$.a', unti: 'x' }] }, 'definition.measures.0.unti'],
    [{ measures: [{ name: 'angle', path: '$.a[' }] }, 'definition.measures.0.path'],
    [{ ...TILT.definition, rules: [{ ...TILT.definition.rules![0], measure: 'height' }] }, 'definition.rules.0.measure'],
    [
      { ...TILT.definition, rules: [{ ...TILT.definition.rules![0], case: { category: 'M06', needsConfirmation: true } }] },
      'definition.rules.0.case.category',
    ],
    [{ silence: { afterSeconds: 1, severity: 'minor' } }, 'definition.silence.afterSeconds'],
  ])('are refused with the field that is wrong: %j', async (definition, field) => {
    const { status, body } = await admin.put('/api/device-kinds/tilt', { ...TILT, definition })
    expect({ status, field: body.field }).toEqual({ status: 400, field })
  })

  test('can be tried with a payload, which stores nothing', async () => {
    const tried = await admin.post('/api/device-kinds/tilt/try', { payload: { a: '20' } })
    expect(tried.body).toMatchObject({
      reason: null, values: [{ measure: 'angle', value: 20, unit: '°' }], rules: [{ alarmType: 'tilt', verdict: 'raises' }],
    })
    const verdictOf = async (payload: unknown) =>
      (await admin.post('/api/device-kinds/tilt/try', { payload })).body.rules.map((rule: any) => rule.verdict)
    expect(await verdictOf('{"a": 10}')).toEqual(['between'])
    expect(await verdictOf({ a: 1 })).toEqual(['clears'])
    expect((await admin.post('/api/device-kinds/tilt/try', { payload: '{' })).body.reason).toMatch(/expected JSON/)
    const draft = { measures: [{ name: 'x', path: '$.x' }] }
    expect((await admin.post('/api/device-kinds/tilt/try', { payload: { x: 1 }, definition: draft })).body.values)
      .toEqual([{ measure: 'x', value: 1, unit: null }])
    expect((await admin.post('/api/device-kinds/none/try', { payload: 1 })).status).toBe(404)
  })
})

describe('devices', () => {
  const post = { key: 'smoke-5', kind: 'smoke', name: '烟感五', lng: 116.02, lat: 40.07 }

  test('are registered where they stand, and only within the scope', async () => {
    const { status, body } = await westAdmin.post('/api/devices', post)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      key: 'smoke-5', nameEn: '烟感五', areaCode: '990101001001', heardAt: null, alarms: 0, retired: false,
      measures: [{ name: 'smoke', newest: null }, { name: 'battery', newest: null }],
      rules: [{ alarmType: 'smoke', raised: false }, { alarmType: 'battery', raised: false }],
    })
    expect((await westAdmin.post('/api/devices', post)).body.code).toBe('DEVICE_KEY_TAKEN')
    expect((await westAdmin.post('/api/devices', { ...post, key: 'e', lng: 116.15 })).body.field).toBe('lng')
    expect((await westAdmin.post('/api/devices', { ...post, key: 'e', kind: 'x' })).body.field).toBe('kind')
    expect(await audited('add-device')).toContain('smoke-5')
  })

  test('are listed by kind, area, text and state, page by page', async () => {
    const idsOf = async (query: string, by = admin) =>
      (await by.get(`/api/devices/list?${query}`)).body.devices.map(({ key }: { key: string }) => key)
    expect(await idsOf('')).toEqual(['smoke-1', 'water-1', 'tilt-1', 'smoke-5'])
    expect(await idsOf('', westAdmin)).toEqual(['smoke-1', 'tilt-1', 'smoke-5'])
    expect(await idsOf('kind=smoke')).toEqual(['smoke-1', 'smoke-5'])
    expect(await idsOf('area=990102')).toEqual(['water-1'])
    expect(await idsOf(`text=${encodeURIComponent('烟感五')}`)).toEqual(['smoke-5'])
    expect(await idsOf('text=SMOKE%201')).toEqual(['smoke-1'])
    expect(await idsOf('state=heard')).toEqual(['tilt-1'])
    expect(await idsOf('state=unheard')).toEqual(['smoke-1', 'water-1', 'smoke-5'])
    const first = (await admin.get('/api/devices/list?limit=3')).body
    expect(first.nextAfter).toBe(first.devices[2].id)
    expect(await idsOf(`limit=3&after=${first.nextAfter}`)).toEqual(['smoke-5'])
  })

  test('are changed field by field, and one of another kind starts anew', async () => {
    const [{ id }] = (await admin.get('/api/devices/list?text=tilt-1')).body.devices
    const patch = (body: object, by = admin) => by.patch(`/api/devices/${id}`, body)
    expect((await patch({ name: '倾角壹' })).body).toMatchObject({ name: '倾角壹', measures: [{ name: 'angle', newest: { value: 3 } }] })
    expect((await patch({ lng: 116.15 })).body.field).toBe('lat')
    expect((await patch({ lng: 116.15, lat: 40.05 })).body.areaCode).toBe('990102001001')
    expect((await patch({ key: 'smoke-1' })).status).toBe(409)
    expect((await patch({ name: 'x' }, westAdmin)).status).toBe(404)
    expect((await patch({ kind: 'smoke' })).body).toMatchObject({
      kind: 'smoke', measures: [{ newest: null }, { newest: null }],
    })
  })

  test('that have alarms are kept and can be retired; others go with their readings', async () => {
    await device.post('/api/alarms', { device: 'smoke-5', type: 'smoke' })
    const [{ id }] = (await admin.get('/api/devices/list?text=smoke-5')).body.devices
    expect((await admin.delete(`/api/devices/${id}`)).body.code).toBe('DEVICE_HAS_ALARMS')
    await admin.patch(`/api/devices/${id}`, { retired: true })
    expect((await device.post('/in/sensors/smoke-5', { smoke: 0 })).status).toBe(400)
    expect((await admin.get('/api/devices/list?state=retired')).body.devices).toMatchObject([{ id, retired: true }])
    expect((await admin.get('/api/devices')).body.id).not.toContain(id)

    const added = (await admin.post('/api/devices', { ...post, key: 'smoke-6' })).body
    await device.post('/in/sensors/smoke-6', { smoke: 0.01 })
    expect((await admin.delete(`/api/devices/${added.id}`)).status).toBe(204)
    expect((await admin.get(`/api/devices/${added.id}`)).status).toBe(404)
    const { rows } = await database.query('select from readings where device_id = $1', [added.id])
    expect(rows).toEqual([])
    expect((await admin.delete(`/api/devices/${added.id}`)).status).toBe(404)
  })
})

describe('readings', () => {
  const HOUR = 3_600_000
  const from = Math.floor(Date.now() / HOUR) * HOUR - 24 * HOUR
  const ask = (measure: string, fromMs: number, toMs: number, by = duty) => {
    const [start, end] = [fromMs, toMs].map((ms) => new Date(ms).toISOString())
    return by.get(`/api/devices/21/readings?measure=${measure}&from=${start}&to=${end}`)
  }

  beforeAll(async () => {
    const lines = Array.from({ length: 4000 }, (_, n) => ({
      device: 'smoke-1', payload: { ts: from / 1000 + n * 10, n, smoke: n % 2 === 0 ? 0 : 0.02, battery: 50 },
    }))
    for (let start = 0; start < lines.length; start += 1000) {
      const part = lines.slice(start, start + 1000)
      const messages = part.map(({ device: deviceKey, payload }) => ({
        field: 'device', deviceKey, payload: Buffer.from(JSON.stringify(payload)),
      }))
      await sensorApp.app.sensors.receiveAll('9901', messages, Date.now())
    }
  })

  test('are given as they are while they are few', async () => {
    const { body } = await ask('smoke', from, from + HOUR)
    expect(body).toMatchObject({ measure: 'smoke', unit: 'dB/m', bucketMs: null, least: [], most: [] })
    expect(body.atMs).toEqual(Array.from({ length: 360 }, (_, n) => from + n * 10_000))
    expect(body.value.slice(0, 3)).toEqual([0, 0.02, 0])
  })

  test('are summed up where they are many', async () => {
    const { body } = await ask('smoke', from, from + 12 * HOUR)
    expect(body.bucketMs).toBe(300_000)
    expect(body.atMs).toHaveLength(Math.ceil(40_000 / 300))
    expect(body.atMs[1] - body.atMs[0]).toBe(300_000)
    expect(body.atMs[0]).toBe(from)
    expect([body.least[0], body.value[0], body.most[0]]).toEqual([0, expect.closeTo(0.01), 0.02])
  })

  test('are asked for by a measure of the kind and at most 31 days', async () => {
    expect((await ask('smoke', from, from)).body.field).toBe('to')
    expect((await ask('smoke', from, from + 32 * 24 * HOUR)).body.field).toBe('to')
    expect((await ask('fog', from, from + HOUR)).body).toMatchObject({ field: 'measure', expected: 'one of smoke, battery' })
    const east = await sensorApp.as('duty', '990102')
    expect((await ask('smoke', from, from + HOUR, east)).status).toBe(404)
  })
})

test('the definition of the test city is one that the API takes', async () => {
  const { kind, devices: _devices, ...body } = (await admin.get('/api/device-kinds/smoke')).body
  expect((await admin.put(`/api/device-kinds/${kind}`, body)).body.definition).toEqual(SMOKE)
})
