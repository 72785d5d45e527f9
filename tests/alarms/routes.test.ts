import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AlarmSummary } from '../../server/contract/api/alarms.ts'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { insertCaseCity } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
let caseApp: CaseApp
let duty: Asker
let device: Asker

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  caseApp = await startCaseApp(database)
  duty = await caseApp.as('duty')
  device = await caseApp.as('device')
})
afterAll(async () => {
  await caseApp.close()
  await database.close()
})
beforeEach(async () => {
  await device.post('/api/alarms', { device: 'smoke-1', type: 'smoke', cleared: true })
  await device.post('/api/alarms', { device: 'water-1', type: 'water-level', cleared: true })
  await caseApp.app.feed.idle()
  caseApp.events.length = 0
})

const smoke = { device: 'smoke-1', type: 'smoke' }
const changes = async () => {
  await caseApp.app.feed.idle()
  return caseApp.events.map((event) => event.change)
}

test('an alarm has the place and name of its device and the severity of its kind, and is told to all', async () => {
  const { status, body } = await device.post('/api/alarms', smoke)
  expect(status).toBe(201)
  expect(body).toMatchObject({
    sourceType: 'device', sourceId: 21, sourceKind: 'smoke', sourceName: '烟感一', type: 'smoke',
    severity: 'major', message: '烟雾报警',
    lng: 116.03, lat: 40.08, areaCode: '990101001001', occurrences: 1, acknowledged: false, cleared: false,
  })
  await caseApp.app.feed.idle()
  expect(caseApp.events).toMatchObject([{ topic: 'alarm', change: 'raise', alarm: body }])
})

test('a repeat counts up and may raise the severity, never lower it', async () => {
  const first = (await device.post('/api/alarms', { ...smoke, severity: 'minor', value: 1, unit: 'dB' })).body
  const second = await device.post('/api/alarms', { ...smoke, severity: 'critical', value: 2, message: '浓烟' })
  expect(second.status).toBe(200)
  expect(second.body).toMatchObject({ id: first.id, occurrences: 2, severity: 'critical', value: 2, message: '浓烟' })
  const third = (await device.post('/api/alarms', { ...smoke, severity: 'warning' })).body
  expect(third).toMatchObject({ id: first.id, occurrences: 3, severity: 'critical', startedAt: first.startedAt })
  expect(await changes()).toEqual(['raise', 'repeat', 'repeat'])
})

test('a repeat that comes late counts but does not change what is newer', async () => {
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
  await device.post('/api/alarms', { ...smoke, value: 5, at: at(10) })
  const { body } = await device.post('/api/alarms', { ...smoke, value: 1, at: at(30) })
  expect(body).toMatchObject({ occurrences: 2, value: 5 })
  expect(Date.now() - Date.parse(body.lastAt)).toBeLessThan(15 * 60_000)
})

test('a device whose clock runs ahead is held to the time of the server', async () => {
  const { body } = await device.post('/api/alarms', { ...smoke, at: '2099-01-01T00:00:00Z' })
  expect(Date.parse(body.startedAt)).toBeLessThanOrEqual(Date.now())
})

test('a device that clears ends its alarm, and the next trigger is a new one', async () => {
  const first = (await device.post('/api/alarms', smoke)).body
  const cleared = await device.post('/api/alarms', { ...smoke, cleared: true })
  expect(cleared.body).toMatchObject({ id: first.id, cleared: true, acknowledged: false })
  expect(cleared.body.clearedAt).not.toBeNull()
  const next = await device.post('/api/alarms', smoke)
  expect(next.status).toBe(201)
  expect(next.body.id).not.toBe(first.id)
  expect(await changes()).toEqual(['raise', 'clear', 'raise'])
})

test('a clear with nothing to clear changes nothing', async () => {
  expect((await device.post('/api/alarms', { ...smoke, cleared: true })).status).toBe(200)
  const never = { device: 'water-1', type: 'water-level', cleared: true }
  expect((await device.post('/api/alarms', never)).status).toBe(204)
  expect(await changes()).toEqual([])
})

test('acknowledging and clearing are independent, and each done twice is done once', async () => {
  const { id } = (await device.post('/api/alarms', smoke)).body
  const acknowledged = (await duty.post(`/api/alarms/${id}/acknowledge`)).body
  expect(acknowledged).toMatchObject({ acknowledged: true, cleared: false })
  const again = await duty.post(`/api/alarms/${id}/acknowledge`)
  expect([again.status, again.body]).toEqual([200, acknowledged])

  const repeated = (await device.post('/api/alarms', smoke)).body
  expect(repeated).toMatchObject({ acknowledged: true, occurrences: 2 })
  const cleared = (await duty.post(`/api/alarms/${id}/clear`)).body
  expect(cleared).toMatchObject({ acknowledged: true, cleared: true })
  expect((await duty.post(`/api/alarms/${id}/clear`)).body).toEqual(cleared)
  expect(await changes()).toEqual(['raise', 'acknowledge', 'repeat', 'clear'])
})

test('the list has what is not yet both acknowledged and cleared, newest first; or all', async () => {
  const first = (await device.post('/api/alarms', smoke)).body
  await duty.post(`/api/alarms/${first.id}/acknowledge`)
  await duty.post(`/api/alarms/${first.id}/clear`)
  const second = (await device.post('/api/alarms', smoke)).body
  await duty.post(`/api/alarms/${second.id}/clear`)
  const third = (await device.post('/api/alarms', { device: 'water-1', type: 'water-level' })).body
  const ids = async (query: string) =>
    (await duty.get(`/api/alarms?${query}`)).body.map((alarm: AlarmSummary) => alarm.id)
  const open = await ids('')
  expect(open.slice(0, 2)).toEqual([third.id, second.id])
  expect(open).not.toContain(first.id)
  expect((await ids('all=true')).slice(0, 3)).toEqual([third.id, second.id, first.id])
  expect(await ids('all=true&limit=1')).toEqual([third.id])
})

test('a device or type that the city does not know is refused by name', async () => {
  const unknown = await device.post('/api/alarms', { device: 'nobody', type: 'smoke' })
  expect(unknown.status).toBe(400)
  expect(unknown.body).toMatchObject({ field: 'device', value: 'nobody' })
  const wrongType = await device.post('/api/alarms', { device: 'smoke-1', type: 'flood' })
  expect(wrongType.body).toMatchObject({ field: 'type', value: 'flood' })
  expect(wrongType.body.expected).toContain("'smoke'")
  const wrongSeverity = await device.post('/api/alarms', { ...smoke, severity: 'awful' })
  expect(wrongSeverity.body.field).toBe('severity')
  const wrongTime = await device.post('/api/alarms', { ...smoke, at: 'today' })
  expect(wrongTime.body.field).toBe('at')
  expect(await changes()).toEqual([])
})

test('a device that is retired is none any more', async () => {
  await database.query('update devices set retired = true where id = 22')
  const { body } = await device.post('/api/alarms', { device: 'water-1', type: 'water-level' })
  expect(body).toMatchObject({ field: 'device', value: 'water-1' })
  await database.query('update devices set retired = false where id = 22')
})

test('what lies outside a scope does not exist there', async () => {
  const { id } = (await device.post('/api/alarms', smoke)).body
  const east = await caseApp.as('duty', '990102')
  const listed: AlarmSummary[] = (await east.get('/api/alarms?all=true')).body
  expect(listed.every((alarm) => alarm.areaCode.startsWith('990102'))).toBe(true)
  expect((await east.post(`/api/alarms/${id}/acknowledge`)).status).toBe(404)
  expect((await east.post(`/api/alarms/${id}/clear`)).status).toBe(404)
  const eastern = await caseApp.as('device', '990102')
  expect((await eastern.post('/api/alarms', smoke)).body.field).toBe('device')
})

test('only devices raise alarms and only people acknowledge them', async () => {
  const { id } = (await device.post('/api/alarms', smoke)).body
  const wall = await caseApp.as('wall')
  expect((await wall.get('/api/alarms')).status).toBe(200)
  expect((await wall.post(`/api/alarms/${id}/acknowledge`)).status).toBe(403)
  expect((await device.post(`/api/alarms/${id}/acknowledge`)).status).toBe(403)
  expect((await duty.post('/api/alarms', smoke)).status).toBe(403)
  expect((await duty.post('/api/alarms/99999/clear')).status).toBe(404)
})
