import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AlarmSignal } from '../../server/alarms/alarm-desk.ts'
import { escalateAlarms } from '../../server/alarms/escalate-alarms.ts'
import { readEscalationPolicy } from '../../server/alarms/escalation-policy.ts'
import { DEFAULT_ESCALATION_POLICY, type AlarmSummary, type Severity } from '../../server/contract/api/alarms.ts'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { insertCaseCity } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
let caseApp: CaseApp
let duty: Asker
let admin: Asker

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  caseApp = await startCaseApp(database)
  duty = await caseApp.as('duty')
  admin = await caseApp.as('admin')
})
afterAll(async () => {
  await caseApp.close()
  await database.close()
})

let raisedMs = 0
beforeEach(async () => {
  await database.query(`delete from alarms; delete from settings where key = 'escalation'`)
  await caseApp.app.feed.idle()
  caseApp.events.length = 0
})

async function raise(severity: Severity, over: Partial<AlarmSignal> = {}): Promise<AlarmSummary> {
  const signal: AlarmSignal = {
    source: { type: 'device', id: 21 }, type: severity, severity, message: '倾斜', value: null, unit: null,
    atMs: Date.now(), raised: true, ...over,
  }
  const [alarm] = await caseApp.app.alarms.signal([signal], 'sensors')
  raisedMs = Date.now()
  return alarm
}

/** Looks for what is to be passed on, so many seconds after the last alarm was raised. */
async function lookAfter(seconds: number): Promise<void> {
  await caseApp.app.alarms.change('system', async (transaction, news) =>
    escalateAlarms(transaction, await readEscalationPolicy(transaction), news), new Date(raisedMs + seconds * 1000))
  await caseApp.app.feed.idle()
}
const told = () => caseApp.events.flatMap((event) =>
  event.topic === 'alarm' && event.change === 'escalate' ? [[event.alarm.type, event.alarm.escalation]] : [])

test('what nobody acknowledges is passed on step by step, each step once', async () => {
  const alarm = await raise('critical')
  await lookAfter(58)
  expect(told()).toEqual([])
  for (const seconds of [60, 61, 180, 181, 600, 9999]) await lookAfter(seconds)
  expect(told()).toEqual([['critical', 1], ['critical', 2], ['critical', 3]])
  expect((await duty.get('/api/alarms')).body).toMatchObject([{ escalation: 3 }])
  const log = (await duty.get(`/api/alarms/${alarm.id}/events`)).body.slice(1)
  expect(log).toMatchObject(DEFAULT_ESCALATION_POLICY.critical.map(({ note }) => ({ kind: 'escalate', actor: 'system', note })))
})

test('each severity has its own times, and a warning none', async () => {
  for (const severity of ['critical', 'major', 'minor', 'warning'] as const) await raise(severity)
  await lookAfter(301)
  expect(told()).toEqual([['critical', 2], ['major', 1]])
  await lookAfter(86_400)
  expect(told().slice(2)).toEqual([['critical', 3], ['major', 2], ['minor', 1]])
})

test('acknowledging or clearing ends it', async () => {
  const [seen, over] = [await raise('critical'), await raise('major')]
  await duty.post(`/api/alarms/${seen.id}/acknowledge`)
  await duty.post(`/api/alarms/${over.id}/clear`)
  await lookAfter(9999)
  expect(told()).toEqual([])
})

test('it is counted from when the alarm got its severity, not from when it began', async () => {
  await raise('critical', { type: 'tilt', severity: 'warning', atMs: Date.now() - 3_600_000 })
  await database.query(`update alarms set severity_since = severity_since - interval '1 hour'`)
  await raise('critical', { type: 'tilt' })
  await lookAfter(30)
  expect(told()).toEqual([])
  await lookAfter(61)
  expect(told()).toEqual([['tilt', 1]])
})

test('the times are data: an administrator sets them, and they count from the next look on', async () => {
  expect((await duty.get('/api/alarms/escalation')).body).toEqual(DEFAULT_ESCALATION_POLICY)
  const policy = { critical: [], major: [], minor: [], warning: [{ afterSeconds: 10, note: '所长' }, { afterSeconds: 20 }] }
  expect((await admin.put('/api/alarms/escalation', policy)).body).toEqual(policy)
  expect((await duty.get('/api/alarms/escalation')).body).toEqual(policy)
  await raise('critical')
  await raise('warning')
  await lookAfter(15)
  expect(told()).toEqual([['warning', 1]])
})

test('times that do not rise, and people who may not, are refused', async () => {
  const none = { critical: [], major: [], minor: [], warning: [] }
  const falling = await admin.put('/api/alarms/escalation', { ...none, major: [{ afterSeconds: 60 }, { afterSeconds: 60 }] })
  expect(falling.body).toMatchObject({ field: 'major.1.afterSeconds', value: 60 })
  expect((await admin.put('/api/alarms/escalation', { critical: [] })).status).toBe(400)
  expect((await duty.put('/api/alarms/escalation', none)).status).toBe(403)
  const district = await caseApp.as('admin', '990101')
  expect((await district.put('/api/alarms/escalation', none)).status).toBe(403)
})
