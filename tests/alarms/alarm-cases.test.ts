import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AlarmSignal } from '../../server/alarms/alarm-desk.ts'
import type { AlarmSummary } from '../../server/contract/api/alarms.ts'
import type { CaseRecord } from '../../server/contract/api/cases.ts'
import type { CaseRule } from '../../server/contract/api/sensors.ts'
import type { Database } from '../../server/db/database.ts'
import { startCaseApp, type Asker, type CaseApp } from '../cases/case-app.ts'
import { insertCaseCity } from '../cases/case-city.ts'
import { openTestDatabase } from '../support/database.ts'

let database: Database
let caseApp: CaseApp
let duty: Asker

beforeAll(async () => {
  database = await openTestDatabase()
  await insertCaseCity(database)
  await database.query(`insert into device_kinds (kind, name, name_en, alarm_type, alarm_name, alarm_name_en, severity)
    values ('camera_ai', '智能相机', 'AI camera', 'litter', '暴露垃圾', 'Litter', 'minor')`)
  await database.query(`insert into devices (id, key, kind, name, name_en, area_code, point) values
    (23, 'camera-1', 'camera_ai', '相机一', 'Camera 1', '990101001001', st_setsrid(st_makepoint(116.03, 40.08), 4326))`)
  caseApp = await startCaseApp(database)
  duty = await caseApp.as('duty')
})
afterAll(async () => {
  await caseApp.close()
  await database.close()
})
beforeEach(async () => {
  await database.query('delete from alarms')
  await caseApp.app.feed.idle()
  caseApp.events.length = 0
})

let atMs = Date.parse('2026-03-01T08:00:00Z')
function smoke(caseRule: Partial<CaseRule>, over: Partial<AlarmSignal> = {}): AlarmSignal {
  return {
    source: { type: 'device', id: 21 }, type: 'smoke', severity: 'critical', message: '烟雾报警', value: 0.8, unit: '%/m',
    atMs: (atMs += 1000), raised: true, case: { category: 'M06001', needsConfirmation: false, ...caseRule }, ...over,
  }
}
const signal = async (one: AlarmSignal): Promise<AlarmSummary> => {
  const [alarm] = await caseApp.app.alarms.signal([one], 'sensors')
  return alarm
}
const caseOf = async ({ caseId }: AlarmSummary): Promise<CaseRecord> => (await duty.get(`/api/cases/${caseId}`)).body
const changes = async () => {
  await caseApp.app.feed.idle()
  return caseApp.events.map(({ topic, change }) => `${topic} ${change}`)
}
const kindsOf = async ({ id }: AlarmSummary) =>
  (await duty.get(`/api/alarms/${id}/events`)).body.map(({ kind }: { kind: string }) => kind)

describe('a rule that asks nobody', () => {
  test('raises a case with the alarm, routed like any other, and links the two', async () => {
    const alarm = await signal(smoke({}))
    const record = await caseOf(alarm)
    expect(record).toMatchObject({
      channel: 'iot', categoryCode: 'M06001', status: 'reported', urgent: true, description: '烟雾报警 · 烟感一 · 0.8 %/m',
      lng: alarm.lng, lat: alarm.lat, ownerGridId: 1,
    })
    expect(record.events).toMatchObject([{ kind: 'report', actor: 'sensors' }])
    expect(await changes()).toEqual(['alarm raise', 'case report', 'alarm case'])
    expect((await duty.get('/api/alarms')).body).toEqual([alarm])
    const log = (await duty.get(`/api/alarms/${alarm.id}/events`)).body
    expect(log).toMatchObject([{ kind: 'raise' }, { kind: 'case', note: record.number }])
  })

  test('raises one case however often the alarm repeats', async () => {
    const alarm = await signal(smoke({}))
    expect(await signal(smoke({}))).toMatchObject({ caseId: alarm.caseId, occurrences: 2 })
    expect(await changes()).toEqual(['alarm raise', 'case report', 'alarm case', 'alarm repeat'])
  })

  test('makes a case of the video channel of what a camera sees', async () => {
    const alarm = await signal(smoke({}, { source: { type: 'device', id: 23 }, type: 'litter', severity: 'minor' }))
    expect(await caseOf(alarm)).toMatchObject({ channel: 'ai', urgent: false })
  })

  test('whose category the city does not have leaves the alarm without a case and says why', async () => {
    const alarm = await signal(smoke({ category: 'Z99' }))
    expect(alarm).toMatchObject({ caseId: null, cleared: false })
    const log = (await duty.get(`/api/alarms/${alarm.id}/events`)).body
    expect(log[1]).toMatchObject({ kind: 'case-failed' })
    expect(log[1].note).toContain('Z99')
  })

  test('is kept as data of the kind and followed by what devices report by themselves', async () => {
    const rule = {
      alarmType: 'flood', name: '水浸', nameEn: 'Flood', severity: 'major', measure: 'level',
      raise: { comparison: '>', value: 1 }, case: { category: 'M07001', needsConfirmation: false },
    }
    const definition = JSON.stringify({ rules: [rule] })
    await database.query(`update device_kinds set definition = $1 where kind = 'water'`, [definition])
    const device = await caseApp.as('device')
    const { status, body } = await device.post('/api/alarms', { device: 'water-1', type: 'flood' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ severity: 'major', message: '水浸' })
    expect(await caseOf(body)).toMatchObject({ categoryCode: 'M07001' })
    expect((await device.post('/api/alarms', { device: 'water-1', type: 'smoke' })).body.expected).toContain(`'flood'`)
  })
})

describe('a rule that asks a person', () => {
  const camera = () =>
    smoke({ needsConfirmation: true }, { source: { type: 'device', id: 23 }, type: 'litter', severity: 'minor' })

  test('waits, and raises the case when the alarm is confirmed; twice is once', async () => {
    const alarm = await signal(camera())
    expect(alarm).toMatchObject({ confirmation: 'pending', caseId: null })
    const confirmed = await duty.post(`/api/alarms/${alarm.id}/confirm`)
    expect(confirmed.body).toMatchObject({ confirmation: 'confirmed', cleared: false })
    const again = await duty.post(`/api/alarms/${alarm.id}/confirm`)
    expect([again.status, again.body]).toEqual([200, confirmed.body])
    expect((await caseOf(confirmed.body)).events).toMatchObject([{ kind: 'report', actor: 'duty-1' }])
    expect(await changes()).toEqual(['alarm raise', 'alarm confirm', 'case report', 'alarm case'])
    expect(await kindsOf(alarm)).toEqual(['raise', 'confirm', 'case'])
  })

  test('of ten who confirm at once makes one case', async () => {
    const alarm = await signal(camera())
    const answers = await Promise.all(Array.from({ length: 10 }, () => duty.post(`/api/alarms/${alarm.id}/confirm`)))
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.caseId}`)).size).toBe(1)
    expect((await changes()).filter((change) => change === 'case report')).toHaveLength(1)
  })

  test('clears a false alarm, which raises nothing and cannot be confirmed any more', async () => {
    const alarm = await signal(camera())
    const refused = await duty.post(`/api/alarms/${alarm.id}/refuse`)
    expect(refused.body).toMatchObject({ confirmation: 'refused', cleared: true, caseId: null })
    expect((await duty.post(`/api/alarms/${alarm.id}/refuse`)).body).toEqual(refused.body)
    const late = await duty.post(`/api/alarms/${alarm.id}/confirm`)
    expect(late.status).toBe(409)
    expect(late.body.message).toContain('refused')
    expect(await changes()).toEqual(['alarm raise', 'alarm refuse', 'alarm clear'])
    expect(await signal(camera())).toMatchObject({ confirmation: 'pending', occurrences: 1 })
  })

  test('cannot be answered where nobody was asked', async () => {
    const alarm = await signal(smoke({}))
    expect((await duty.post(`/api/alarms/${alarm.id}/confirm`)).status).toBe(409)
    expect((await duty.post(`/api/alarms/${alarm.id}/refuse`)).status).toBe(409)
    const leader = await caseApp.as('leader')
    expect((await leader.post(`/api/alarms/${alarm.id}/confirm`)).status).toBe(403)
  })
})

describe('when the condition ends', () => {
  test('a case that nobody was sent to ends with it, and its log says why', async () => {
    const alarm = await signal(smoke({ clearsCase: true }))
    await signal(smoke({}, { raised: false }))
    const record = await caseOf(alarm)
    expect(record.status).toBe('rejected')
    expect(record.events.at(-1)).toMatchObject({ kind: 'reject', toStatus: 'rejected', actor: 'sensors' })
    expect(record.events.at(-1)!.note).toContain(`告警 #${alarm.id} 已解除`)
    expect((await changes()).slice(3)).toEqual(['alarm clear', 'case reject'])
  })

  test('a case that somebody was sent to goes on, and its log says that the alarm has cleared', async () => {
    const alarm = await signal(smoke({ clearsCase: true }))
    await duty.post(`/api/cases/${alarm.caseId}/dispatch`, {})
    await duty.post(`/api/alarms/${alarm.id}/clear`)
    const record = await caseOf(alarm)
    expect(record.status).toBe('dispatched')
    expect(record.events.at(-1)).toMatchObject({ kind: 'note', toStatus: 'dispatched' })
    expect((await changes()).slice(3)).toEqual(['case dispatch', 'alarm clear', 'case note'])
  })

  test('a case whose rule does not say so stays open as well', async () => {
    const alarm = await signal(smoke({}))
    await signal(smoke({}, { raised: false }))
    expect(await caseOf(alarm)).toMatchObject({ status: 'reported' })
    expect((await caseOf(alarm)).events.at(-1)).toMatchObject({ kind: 'note', toStatus: 'reported' })
  })

  test('a finished case is left alone', async () => {
    const alarm = await signal(smoke({ clearsCase: true }))
    await database.query(`update cases set status = 'closed' where id = $1`, [alarm.caseId])
    await signal(smoke({}, { raised: false }))
    expect((await caseOf(alarm)).events).toHaveLength(1)
  })

  test('of a dispatch and a clear at once, the case is either ended or sent out, never both', async () => {
    for (let round = 0; round < 5; round++) {
      const alarm = await signal(smoke({ clearsCase: true }))
      const [dispatch] = await Promise.all([
        duty.post(`/api/cases/${alarm.caseId}/dispatch`, {}), duty.post(`/api/alarms/${alarm.id}/clear`),
      ])
      const record = await caseOf(alarm)
      expect(record.status).toBe(dispatch.status === 200 ? 'dispatched' : 'rejected')
      expect(record.orders).toHaveLength(dispatch.status === 200 ? 2 : 0)
    }
  })
})
