import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { issueToken } from '../../server/auth/tokens.ts'
import type { AlarmSummary } from '../../server/contract/api/alarms.ts'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { openTestDatabase } from '../support/database.ts'
import { insertSensorCity } from './sensor-city.ts'

let database: Database
let sensorApp: CaseApp
let duty: Asker
let device: Asker

/** A minute of the device's clock, long enough ago that everything here is in the past. */
const START_S = Math.floor(Date.now() / 1000) - 3600
let nextS = START_S
const later = (seconds = 60) => (nextS += seconds)

beforeAll(async () => {
  database = await openTestDatabase()
  await insertSensorCity(database)
  sensorApp = await startCaseApp(database)
  duty = await sensorApp.as('duty')
  device = await sensorApp.as('device')
})
afterAll(async () => {
  await sensorApp.close()
  await database.close()
})
beforeEach(async () => {
  await send({ ts: later(), n: 0, smoke: 0, battery: 90 })
  await sensorApp.app.feed.idle()
  sensorApp.events.length = 0
})

const send = (payload: object, to = 'smoke-1') => device.post(`/in/sensors/${to}`, payload)
const sendBytes = async (bytes: string | Uint8Array, to = 'smoke-1') => {
  const { receive } = sensorApp.app.sensors
  return receive('9901', to, Buffer.from(bytes as string), Date.now())
}
const uncleared = async (): Promise<AlarmSummary[]> =>
  ((await duty.get('/api/alarms')).body as AlarmSummary[]).filter(({ cleared }) => !cleared)
const stored = async (recordedS: number) => {
  const { rows } = await database.query<{ measure: string; value: number; sequence: number }>(
    'select measure, value, sequence from readings where recorded_at = to_timestamp($1) order by sequence, measure',
    [recordedS],
  )
  return rows
}
const quarantined = async () => {
  const { rows } = await database.query<{ reason: string; record: string; bytes: Buffer | null; protocol: string }>(
    `select reason, record, bytes, protocol from quarantined_records where device_key = 'smoke-1' order by id desc`,
  )
  return rows[0]
}
const changes = async () => {
  await sensorApp.app.feed.idle()
  return sensorApp.events.filter(({ topic }) => topic === 'alarm').map(({ change }) => change)
}

describe('a reading', () => {
  test('is stored by measure when it is answered', async () => {
    const ts = later()
    const { status, body } = await send({ ts, n: 5, smoke: 0.02, battery: 80 })
    expect({ status, body }).toEqual({ status: 200, body: { status: 'accepted', reason: null } })
    expect(await stored(ts)).toEqual([
      { measure: 'battery', value: 80, sequence: 5 }, { measure: 'smoke', value: 0.02, sequence: 5 },
    ])
  })

  test('that is sent again is stored once and does not count again for a rule', async () => {
    const ts = later()
    for (let time = 0; time < 3; time++) expect((await send({ ts, n: 1, smoke: 0.5 })).status).toBe(200)
    expect(await stored(ts)).toHaveLength(1)
    expect(await uncleared()).toEqual([])
    await Promise.all([1, 2].map(() => send({ ts, n: 1, smoke: 0.5 })))
    expect(await uncleared()).toEqual([])
  })

  test('of an instant that has one already is another one where its number is another', async () => {
    const ts = later()
    await Promise.all([1, 2].map((n) => send({ ts, n, smoke: 0.01 })))
    expect(await stored(ts)).toHaveLength(2)
  })

  test('that comes late is stored and changes nothing else', async () => {
    const ts = later()
    await send({ ts, n: 1, smoke: 0.02 })
    await send({ ts: ts - 30, n: 2, smoke: 0.9 })
    await send({ ts: ts - 20, n: 3, smoke: 0.9 })
    expect(await stored(ts - 30)).toHaveLength(1)
    expect(await uncleared()).toEqual([])
    const record = (await duty.get('/api/devices/21')).body
    expect(record.measures[0]).toEqual({
      name: 'smoke', label: 'smoke', labelEn: 'smoke', unit: 'dB/m',
      newest: { value: 0.02, word: null, at: new Date(ts * 1000).toISOString() },
    })
  })
})

describe('the rules of a kind', () => {
  test('raise one alarm with its value and unit, repeat it, and clear it below the band', async () => {
    await send({ ts: later(), n: 1, smoke: 0.2 })
    expect(await uncleared()).toEqual([])
    await send({ ts: later(), n: 2, smoke: 0.3 })
    const [alarm] = await uncleared()
    expect(alarm).toMatchObject({
      sourceId: 21, type: 'smoke', severity: 'critical', message: '烟雾报警', value: 0.3, unit: 'dB/m', occurrences: 1,
    })
    expect(Date.parse(alarm.startedAt)).toBe(nextS * 1000)
    await send({ ts: later(), n: 3, smoke: 0.4 })
    expect(await uncleared()).toMatchObject([{ id: alarm.id, occurrences: 2, value: 0.4 }])
    await send({ ts: later(), n: 4, smoke: 0.07 })
    expect(await uncleared()).toHaveLength(1)
    await send({ ts: later(), n: 5, smoke: 0.04 })
    expect(await uncleared()).toEqual([])
    expect(await changes()).toEqual(expect.arrayContaining(['raise', 'repeat', 'clear']))
  })

  test('apply readings that come together in the order they came', async () => {
    const first = later()
    const values = [0.2, 0.2, 0.01, 0.2, 0.2]
    await Promise.all(values.map((smoke, index) => send({ ts: first + index, n: index, smoke })))
    later(10)
    expect(await uncleared()).toMatchObject([{ occurrences: 1, value: 0.2 }])
    const told = (await changes()).filter((change) => change === 'raise' || change === 'clear')
    expect(told).toEqual(['raise', 'clear', 'raise'])
    await send({ ts: later(), n: 9, smoke: 0 })
  })

  test('go on where they were when the server starts anew', async () => {
    await send({ ts: later(), n: 1, smoke: 0.2 })
    const again = await startCaseApp(database)
    try {
      const sender = await again.as('device')
      await sender.post('/in/sensors/smoke-1', { ts: later(), n: 2, smoke: 0.2 })
      expect(await uncleared()).toMatchObject([{ type: 'smoke', occurrences: 1 }])
      await sender.post('/in/sensors/smoke-1', { ts: later(), n: 3, smoke: 0 })
      expect(await uncleared()).toEqual([])
    } finally {
      await again.close()
    }
  })

  test('raise again what somebody cleared by hand while it lasts', async () => {
    await send({ ts: later(), n: 1, smoke: 0.2 })
    await send({ ts: later(), n: 2, smoke: 0.2 })
    const [alarm] = await uncleared()
    await duty.post(`/api/alarms/${alarm.id}/clear`)
    expect(await uncleared()).toEqual([])
    await send({ ts: later(), n: 3, smoke: 0.2 })
    const [next] = await uncleared()
    expect(next.id).not.toBe(alarm.id)
    await send({ ts: later(), n: 4, smoke: 0 })
  })

  test('leave neither reading nor state where the alarm cannot be written', async () => {
    const ts = later()
    await send({ ts, n: 1, smoke: 0.2 })
    await database.query(`alter table alarms add constraint broken check (value is distinct from 0.77)`)
    try {
      expect((await send({ ts: later(), n: 2, smoke: 0.77 })).status).toBe(503)
      expect(await stored(nextS)).toEqual([])
    } finally {
      await database.query('alter table alarms drop constraint broken')
    }
    expect((await send({ ts: nextS, n: 2, smoke: 0.77 })).status).toBe(200)
    expect(await uncleared()).toMatchObject([{ type: 'smoke', value: 0.77 }])
    await send({ ts: later(), n: 3, smoke: 0 })
  })
})

describe('what cannot be a reading', () => {
  test('is kept aside byte for byte and acknowledged with the reason', async () => {
    expect((await send({ ts: later(), n: 1, smoke: 'lots' })).body).toEqual({
      status: 'quarantined', reason: 'malformed: $.smoke is "lots", expected a finite number',
    })
    expect(await quarantined()).toMatchObject({ protocol: 'sensor', reason: expect.stringMatching(/^malformed: \$\.smoke/) })
    const bytes = new Uint8Array([0x7b, 0xff, 0x00, 0x7d])
    expect((await sendBytes(bytes)).status).toBe('quarantined')
    expect((await quarantined()).bytes).toEqual(Buffer.from(bytes))
    expect((await sendBytes('{"smoke": "\u0000"')).status).toBe('quarantined')
  })

  test('is a time ahead of ours by more than five minutes, or before what is kept', async () => {
    const nowS = Math.floor(Date.now() / 1000)
    expect((await send({ ts: nowS + 240, n: 1, battery: 90 })).body.status).toBe('accepted')
    expect((await send({ ts: nowS + 360, n: 1, battery: 90 })).body.reason).toMatch(/^future: recorded 3[56]\d s ahead/)
    expect((await send({ ts: nowS - 91 * 86_400, n: 1, battery: 90 })).body.reason).toMatch(/^too-old: recorded 91 days ago/)
    // the next tests go on at their own time
    await database.query('update device_states set recorded_at = to_timestamp($1) where device_id = 21', [nextS])
  })

  test('is anything of a kind without measures', async () => {
    const { body } = await send({ level: 3 }, 'water-1')
    expect(body).toMatchObject({ status: 'quarantined', reason: expect.stringMatching(/^no-definition/) })
  })

  test('is anything of a device that nobody has registered here', async () => {
    const { status, body } = await send({ smoke: 1 }, 'smoke-9')
    expect({ status, field: body.field, value: body.value }).toEqual({ status: 400, field: 'device', value: 'smoke-9' })
    const east = await sensorApp.as('device', '990102')
    expect((await east.post('/in/sensors/smoke-1', { smoke: 1 })).status).toBe(400)
    expect((await duty.post('/in/sensors/smoke-1', { smoke: 1 })).status).toBe(403)
  })
})

test('readings of days that are not kept go', async () => {
  const { sensors } = sensorApp.app
  const oldS = Math.floor(Date.now() / 1000) - 80 * 86_400
  await database.query('update device_states set recorded_at = to_timestamp($1) where device_id = 21', [oldS - 1])
  await send({ ts: oldS, n: 1, battery: 90 })
  expect(await sensors.deleteOld(Date.now())).toBe(0)
  expect(await stored(oldS)).toHaveLength(1)
  expect(await sensors.deleteOld(Date.now() + 12 * 86_400_000)).toBe(1)
  expect(await stored(oldS)).toEqual([])
  // and may come again, where a policy keeps them after all
  await send({ ts: oldS, n: 1, battery: 90 })
  expect(await stored(oldS)).toHaveLength(1)
})

describe('a batch of lines', () => {
  async function sendLines(lines: string) {
    const token = await issueToken(database, { kind: 'device', label: 'gateway', scopeCode: '9901' })
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' }
    return sensorApp.app.inject({ method: 'POST', url: '/in/sensors', headers, payload: lines })
  }

  test('is stored as a whole, what cannot be understood kept aside', async () => {
    const ts = later()
    const lines = [{ ts, n: 1, smoke: 0.01 }, { ts, n: 2, smoke: 'x' }, { ts: ts + 1, n: 3, battery: 50 }]
    const reply = await sendLines(`${lines.map((payload) => JSON.stringify({ device: 'smoke-1', payload })).join('\r\n')}\n\n`)
    expect(reply.json()).toEqual({ accepted: 2, quarantined: 1 })
    expect(await stored(ts)).toHaveLength(1)
    later()
  })

  test('that nothing of can be understood waits for one commit, not for one a line', async () => {
    const payloads = [1, 2, 3, 4].map((n) => JSON.stringify({ device: n % 2 ? 'smoke-1' : 'water-1', payload: { smoke: `x${n}` } }))
    expect((await sendLines(payloads.join('\n'))).json()).toEqual({ accepted: 0, quarantined: 4 })
    const { rows } = await database.query<{ xmin: string }>(
      'select distinct xmin::text from (select xmin from quarantined_records order by id desc limit 4) as newest',
    )
    expect(rows).toHaveLength(1)
  })

  test('and a single reading are inflated as their encoding says', async () => {
    const token = await issueToken(database, { kind: 'device', label: 'gateway', scopeCode: '9901' })
    const headers = { authorization: `Bearer ${token}`, 'content-encoding': 'gzip' }
    const post = (url: string, text: string, more: object = {}) =>
      sensorApp.app.inject({ method: 'POST', url, headers: { ...headers, ...more }, payload: gzipSync(text) })
    const payload = { ts: later(), n: 1, smoke: 0.01 }
    expect((await post('/in/sensors/smoke-1', JSON.stringify(payload))).json()).toMatchObject({ status: 'accepted' })
    const line = JSON.stringify({ device: 'smoke-1', payload: { ...payload, n: 2 } })
    expect((await post('/in/sensors', line)).json()).toEqual({ accepted: 1, quarantined: 0 })
    expect((await post('/in/sensors', line, { 'content-encoding': 'br' })).statusCode).toBe(415)
  })

  test('nested deeper than it can be written is refused, and the line is named', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    const reply = await sendLines(`{"device":"smoke-1","payload":${deep}}`)
    expect([reply.statusCode, reply.json().field]).toEqual([400, 'line 1: payload'])
  })

  test('with a fault in its form is refused as a whole, and the line is named', async () => {
    const ts = later()
    const good = JSON.stringify({ device: 'smoke-1', payload: { ts, n: 1, smoke: 0.01 } })
    for (const [line, field] of [
      ['{"device":', 'line 2'], ['{"payload":1}', 'line 2: device'], ['{"device":"smoke-1"}', 'line 2: payload'],
      ['{"device":"smoke-9","payload":{}}', 'line 2: device'],
    ]) {
      const reply = await sendLines(`${good}\n${line}`)
      expect({ status: reply.statusCode, field: reply.json().field }).toEqual({ status: 400, field })
    }
    expect(await stored(ts)).toEqual([])
  })
})

describe('silence', () => {
  const MINUTE = 60_000

  test('is an alarm once, and ends with the next word of the device', async () => {
    const { sensors } = sensorApp.app
    const heardMs = sensors.registry().deviceById.get(21)!.heardAtMs!
    expect(await sensors.lookForSilence(heardMs + 9 * MINUTE)).toBe(0)
    expect(await sensors.lookForSilence(heardMs + 11 * MINUTE)).toBe(1)
    expect(await sensors.lookForSilence(heardMs + 12 * MINUTE)).toBe(0)
    expect(await uncleared()).toMatchObject([{ sourceId: 21, type: 'silent', severity: 'minor', value: 10, unit: 'min' }])
    expect((await duty.get('/api/devices/list?state=silent')).body.devices).toMatchObject([{ id: 21 }])
    await send({ ts: later(), n: 1, smoke: 0 })
    expect(await uncleared()).toEqual([])
    expect((await duty.get('/api/devices/list?state=silent')).body.devices).toEqual([])
  })

  test('that a restart has interrupted is not told twice', async () => {
    const { sensors } = sensorApp.app
    expect(await sensors.lookForSilence(Date.now() + 11 * MINUTE)).toBe(1)
    const again = await startCaseApp(database)
    try {
      expect(await again.app.sensors.lookForSilence(Date.now() + 60 * MINUTE)).toBe(0)
    } finally {
      await again.close()
    }
    await send({ ts: later(), n: 1, smoke: 0 })
    expect(await uncleared()).toEqual([])
  })

  test('is none where another process has heard the device', async () => {
    const { sensors } = sensorApp.app
    await database.query('update device_states set heard_at = $1 where device_id = 21', [new Date(Date.now() + 11 * MINUTE)])
    expect(await sensors.lookForSilence(Date.now() + 12 * MINUTE)).toBe(0)
    expect(sensors.registry().deviceById.get(21)!.heardAtMs).toBeGreaterThan(Date.now() + 10 * MINUTE)
    expect(await uncleared()).toEqual([])
  })
})
